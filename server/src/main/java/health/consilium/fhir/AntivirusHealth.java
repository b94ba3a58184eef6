package health.consilium.fhir;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.actuate.health.Status;
import org.springframework.stereotype.Component;

/** Whether the virus scanner answers. Never down: without it nothing is taken in, and all that is here can be read. */
@Component("antivirusHealthIndicator")
class AntivirusHealth implements HealthIndicator {

    private static final Status WARNING =
            new Status("WARNING", "The virus scanner does not answer; no document is taken");
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Optional<Clamd> scanner;

    AntivirusHealth(AntivirusSettings settings) {
        scanner = settings.scanner(PATIENCE);
    }

    @Override
    public Health health() {
        if (scanner.isEmpty()) {
            return Health.up()
                    .withDetail("scanner", "off: consilium.antivirus.address is not set")
                    .build();
        }
        try {
            scanner.get().ping();
            return Health.up().withDetail("scanner", "on").build();
        } catch (IOException e) {
            return Health.status(WARNING).withDetail("scanner", "silent").build();
        }
    }
}

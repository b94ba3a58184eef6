package health.consilium;

import health.consilium.access.audit.AuditCommand;
import health.consilium.fhir.Definitions;
import java.time.Clock;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;

/** Starts the Consilium server. */
@SpringBootApplication
public class ConsiliumApplication {

    public static void main(String[] args) {
        if (args.length > 0 && args[0].equals(AuditCommand.NAME)) {
            System.exit(AuditCommand.run(args, System.out));
        }
        Definitions.readAhead();
        SpringApplication.run(ConsiliumApplication.class, args);
    }

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }
}

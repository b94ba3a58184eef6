package health.consilium.access.emergency;

import health.consilium.fhir.FhirStore;
import health.consilium.fhir.Refusal;
import java.util.Objects;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/** Who watches over emergencies here. Where nobody does, there are none. */
@Component
class PrivacyOfficer {

    private static final Logger log = LoggerFactory.getLogger(PrivacyOfficer.class);

    private final EmergencySettings settings;
    private final FhirStore store;

    PrivacyOfficer(EmergencySettings settings, @Lazy FhirStore store) {
        this.settings = settings;
        this.store = store;
    }

    /** @throws health.consilium.fhir.RefusedException 403 where there is none */
    String reference() {
        return named().orElseThrow(() -> Refusal.forbidden(
                        "Emergencies cannot be declared here: no privacy officer is named. Call the coordination desk.")
                .asException());
    }

    Optional<String> named() {
        String named = Objects.requireNonNullElse(settings.privacyOfficer(), "");
        boolean known = named.startsWith("Practitioner/") && store.find(named).isPresent();
        if (!known && !named.isEmpty()) {
            log.warn("consilium.emergency.privacy-officer names nobody: there is no {}", named);
        }
        return Optional.of(named).filter(reference -> known);
    }

    int perHour() {
        return settings.perHour();
    }
}

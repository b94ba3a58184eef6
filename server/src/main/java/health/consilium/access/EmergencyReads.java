package health.consilium.access;

import ca.uhn.fhir.rest.api.server.RequestDetails;
import java.util.Optional;
import org.hl7.fhir.r4.model.Resource;
import org.springframework.stereotype.Component;

/** Tells the audit trail what is read in an emergency. */
@Component
public class EmergencyReads {

    private final Visibilities visibilities;

    EmergencyReads(Visibilities visibilities) {
        this.visibilities = visibilities;
    }

    /** The declaration, such as {@code BreakGlass/1}, because of which the caller reads this; empty for what is read as usual. */
    public Optional<String> declaration(RequestDetails request, Resource resource) {
        return visibilities.of(request).emergency(resource);
    }
}

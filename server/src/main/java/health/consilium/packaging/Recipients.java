package health.consilium.packaging;

import health.consilium.fhir.FhirStore;
import health.consilium.fhir.Refusal;
import java.util.Optional;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Organization;
import org.hl7.fhir.r4.model.Reference;
import org.springframework.stereotype.Component;

/** The partner recipients, as far as packages need it. */
@Component
class Recipients {

    private final FhirStore store;

    Recipients(FhirStore store) {
        this.store = store;
    }

    Optional<Organization> active(String centre) {
        return store.find(Organization.class, new IdType(centre).getIdPart()).filter(Organization::getActive);
    }

    /** @throws health.consilium.fhir.RefusedException 422 when there is no such centre, or it takes no cases any more */
    Reference requireActive(String centre) {
        if (active(centre).isEmpty()) {
            throw inactive(centre).asException();
        }
        return new Reference(centre);
    }

    static Refusal inactive(String centre) {
        return Refusal.unprocessable(
                "dangling-reference", "There is no active " + centre + " in the recipients.", "centre");
    }

    String name(Reference centre) {
        return active(centre.getReference()).map(Organization::getName).orElse(centre.getReference());
    }
}

package health.consilium.packaging;

import health.consilium.fhir.FhirStore;
import health.consilium.fhir.Refusal;
import health.consilium.workflow.ReviewServices;
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

    /** @throws health.consilium.fhir.RefusedException 422 when there is no such centre, or it takes no cases any more */
    Reference requireActive(String centre) {
        objection(centre).ifPresent(refusal -> {
            throw refusal.asException();
        });
        return new Reference(centre);
    }

    /** A hospital, a laboratory or the desk is an active Organization, too; a centre is one by its review service. */
    Optional<Refusal> objection(String centre) {
        if (active(centre).isEmpty()) {
            return Optional.of(Refusal.unprocessable(
                    "dangling-reference", "There is no active " + centre + " in the directory.", "centre"));
        }
        return !ReviewServices.of(centre, store).isEmpty()
                ? Optional.empty()
                : Optional.of(Refusal.unprocessable(
                        "dangling-reference",
                        centre
                                + " has no active review service in the directory; a case goes to a centre that has one.",
                        "centre"));
    }

    private Optional<Organization> active(String centre) {
        return store.find(Organization.class, new IdType(centre).getIdPart()).filter(Organization::getActive);
    }

    String name(Reference centre) {
        return active(centre.getReference()).map(Organization::getName).orElse(centre.getReference());
    }
}

package health.consilium.opinion;

import health.consilium.access.Compartment;
import health.consilium.fhir.FhirQuery;
import health.consilium.fhir.FhirStore;
import health.consilium.workflow.CaseFile;
import health.consilium.workflow.TaskSteps;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.Enumerations.DocumentReferenceStatus;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Task;
import org.springframework.stereotype.Component;

/**
 * Versions of a report. Each has a label of its own, because the patient is let in on the one that was delivered and not,
 * with it, on a draft before or an amendment after.
 */
@Component
class ReportVersions {

    private final FhirStore store;

    ReportVersions(FhirStore store) {
        this.store = store;
    }

    /**
     * @param labels what the parts of this version bear
     * @param earlier what it takes the place of: Composition and documents
     * @param delivered whether the patient has the earlier one
     */
    record Version(List<Coding> labels, List<Reference> earlier, boolean delivered) {

        List<Reference> replaces(String type) {
            return earlier.stream()
                    .filter(reference -> reference.getReference().startsWith(type + "/"))
                    .map(Reference::copy)
                    .toList();
        }
    }

    Version next(Task task, CaseFile file) {
        String referral = task.getGroupIdentifier().getValue();
        int number = 1;
        while (exists(label(referral, number))) {
            number++;
        }
        List<Reference> earlier = TaskSteps.outputs(task, "report");
        Set<String> delivered = TaskSteps.outputs(file.root(), "report").stream()
                .map(Reference::getReference)
                .collect(Collectors.toSet());
        return new Version(
                List.of(
                        Compartment.atDesk(file.number()),
                        label(referral, number),
                        Compartment.ofContributor(
                                task.getOwner().getReferenceElement().getIdPart())),
                earlier,
                earlier.stream().map(Reference::getReference).anyMatch(delivered::contains));
    }

    /** The first is {@code opinion.<referral>}, the second {@code opinion.<referral>.2}. */
    private static Coding label(String referral, int number) {
        return Compartment.ofOpinion(number == 1 ? referral : referral + "." + number);
    }

    /** Every version has a document or a Composition. */
    private boolean exists(Coding label) {
        return List.of(DocumentReference.class, org.hl7.fhir.r4.model.Composition.class).stream()
                .anyMatch(type -> !store.search(FhirQuery.of(type).where("_security", Compartment.token(label)))
                        .isEmpty());
    }

    /** What the patient has stays current until the newer version is delivered. */
    void supersede(Version version) {
        if (version.delivered()) {
            return;
        }
        version.replaces("DocumentReference").stream()
                .flatMap(reference ->
                        store
                                .find(
                                        DocumentReference.class,
                                        reference.getReferenceElement().getIdPart())
                                .stream())
                .filter(document -> document.getStatus() == DocumentReferenceStatus.CURRENT)
                .forEach(document -> store.update(document.setStatus(DocumentReferenceStatus.SUPERSEDED)));
    }
}

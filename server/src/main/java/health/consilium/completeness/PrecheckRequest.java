package health.consilium.completeness;

import health.consilium.fhir.Refusal;
import health.consilium.fhir.RefusedException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleEntryComponent;
import org.hl7.fhir.r4.model.CanonicalType;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;

/**
 * What the stateless {@code $completeness} is asked.
 *
 * @param records resources of one patient
 * @param checklist canonical
 * @param centre reference of the centre as which to ask; empty for the checklist as it is
 * @param asOf day at which the age of evidence is judged; empty for today
 */
record PrecheckRequest(List<Resource> records, String checklist, Optional<String> centre, Optional<LocalDate> asOf) {

    /** @throws RefusedException 400 what is missing, 422 records of more than one patient */
    static PrecheckRequest of(Bundle records, CanonicalType checklist, Reference centre, DateTimeType asOf) {
        if (records == null) {
            throw missing("records", "Send the resources in a Bundle as the parameter records.");
        }
        if (checklist == null || !checklist.hasValue()) {
            throw missing("checklist", "Say by the canonical in the parameter checklist what they are compared with.");
        }
        List<Resource> resources = records.getEntry().stream()
                .filter(BundleEntryComponent::hasResource)
                .map(PrecheckRequest::named)
                .toList();
        long patients = resources.stream().filter(Patient.class::isInstance).count();
        if (patients > 1) {
            throw Refusal.unprocessable(
                            "malformed",
                            "The records hold " + patients + " Patients; ask for one patient at a time.",
                            CompletenessRequest.parameter("records"))
                    .asException();
        }
        return new PrecheckRequest(
                resources, checklist.getValue(), CompletenessRequest.centre(centre), CompletenessRequest.day(asOf));
    }

    /** As the sender names the patient. */
    Optional<Reference> patient() {
        return records.stream()
                .filter(record -> record instanceof Patient && record.hasId())
                .map(record -> new Reference(record.getIdElement().toUnqualifiedVersionless()))
                .findFirst();
    }

    /** What was not stored anywhere yet is known by its fullUrl, https://hl7.org/fhir/R4/bundle.html#references. */
    private static Resource named(BundleEntryComponent entry) {
        Resource resource = entry.getResource();
        if (!resource.hasId() && entry.hasFullUrl()) {
            resource.setId(entry.getFullUrl());
        }
        return resource;
    }

    private static RefusedException missing(String parameter, String message) {
        return Refusal.badRequest("malformed", message, CompletenessRequest.parameter(parameter))
                .asException();
    }
}

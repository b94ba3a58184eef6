package health.consilium.packaging.rules;

import java.util.List;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.DetectedIssue;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.ServiceRequest;

/**
 * What a referral package is made of.
 *
 * @param request the case
 * @param patient its patient
 * @param author who vouches for the package
 * @param facts clinical facts of the case
 * @param documents records and their verified translations
 * @param gaps what the checklist found missing, with waivers
 * @param others what all of these refer to: organizations, practitioners
 */
public record ReferralMaterial(
        ServiceRequest request,
        Patient patient,
        Reference author,
        List<Resource> facts,
        List<DocumentReference> documents,
        List<DetectedIssue> gaps,
        List<Resource> others) {

    /** What stands in sections. */
    List<Resource> content() {
        return Stream.concat(facts.stream(), documents.stream()).toList();
    }

    /** All that goes into the Bundle after the Composition, the patient first. */
    List<Resource> entries() {
        return Stream.of(Stream.of((Resource) patient), content().stream(), others.stream())
                .flatMap(stream -> stream)
                .toList();
    }
}

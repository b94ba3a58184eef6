package health.consilium.intake;

import health.consilium.access.CaseAccess;
import health.consilium.access.CasePatients;
import health.consilium.access.Compartment;
import health.consilium.access.Concerned;
import health.consilium.fhir.FhirStore;
import health.consilium.fhir.Refusal;
import health.consilium.fhir.RefusedException;
import health.consilium.fhir.ResourceTypes;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hl7.fhir.r4.model.Binary;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/**
 * What a new case refers to joins it, also when it was sent before, for an earlier case. Its patient reads it then: so who
 * sends the case must see it, and it must say that it is about this patient. That is asked here whatever was asked before,
 * because the label is written with the server's authority.
 */
@Component
class NewCaseRecords {

    private final FhirStore store;
    private final CaseAccess access;
    private final CasePatients patients;
    private final Uploads uploads;

    NewCaseRecords(@Lazy FhirStore store, @Lazy CaseAccess access, CasePatients patients, Uploads uploads) {
        this.store = store;
        this.access = access;
        this.patients = patients;
        this.uploads = uploads;
    }

    /** @throws RefusedException 422 when something that it refers to is not to be joined */
    void join(ServiceRequest request) {
        Optional<String> patient = Concerned.patient(request);
        Compartment.caseNumber(request).map(Compartment::ofCase).ifPresent(label -> referred(request)
                .forEach((reference, element) -> join(reference, element, label, patient)));
    }

    /** Each reference once, with the element where it stands first. */
    private static Map<String, String> referred(ServiceRequest request) {
        Map<String, String> referred = new LinkedHashMap<>();
        note(request.getSubject(), "ServiceRequest.subject", referred);
        note(request.getReasonReference(), "ServiceRequest.reasonReference", referred);
        note(request.getSupportingInfo(), "ServiceRequest.supportingInfo", referred);
        return referred;
    }

    private static void note(List<Reference> references, String element, Map<String, String> referred) {
        for (int i = 0; i < references.size(); i++) {
            note(references.get(i), element + "[" + i + "]", referred);
        }
    }

    /** The directory is everybody's: who refers to it gives nobody anything. */
    private static void note(Reference reference, String element, Map<String, String> referred) {
        IdType id = new IdType(reference.getReference()).toUnqualifiedVersionless();
        if (id.hasResourceType() && id.hasIdPart() && !ResourceTypes.DIRECTORY.contains(id.getResourceType())) {
            referred.putIfAbsent(id.getValue(), element);
        }
    }

    private void join(String reference, String element, Coding label, Optional<String> patient) {
        Optional<Resource> found = store.find(reference);
        boolean cameWithTheCase = found.filter(
                        resource -> Compartment.codes(resource).contains(label.getCode()))
                .isPresent();
        if (cameWithTheCase) {
            return;
        }
        Resource resource = found.filter(this::isSeen)
                .orElseThrow(() -> refusal(reference + " leads to nothing that you may refer to.", element));
        Optional<String> about = patient(resource);
        if (about.isPresent() && !about.equals(patient)) {
            throw refusal(reference + " is about somebody else.", element);
        }
        if (!isRecord(resource) || about.isEmpty() && !(resource instanceof Binary)) {
            throw refusal(reference + " is neither.", element);
        }
        store.label(reference, List.of(label));
    }

    /** Bytes do not say whom they are about: who sends the case must have sent them. */
    private boolean isSeen(Resource resource) {
        return resource instanceof Binary binary ? uploads.isOwn(binary) : access.sees(resource);
    }

    /** Of bytes, the patient of the case that they belong to already, if any. */
    private Optional<String> patient(Resource resource) {
        return resource instanceof Binary
                ? Compartment.caseNumber(resource).flatMap(patients::of)
                : Concerned.patient(resource);
    }

    /** What steers the work of a case, its Tasks and consents, stays with that case. */
    private static boolean isRecord(Resource resource) {
        return resource instanceof DocumentReference || ResourceTypes.CLINICAL.contains(resource.fhirType());
    }

    private static RefusedException refusal(String why, String element) {
        return Refusal.unprocessable(
                        "dangling-reference",
                        "A case is made of records that are about its patient and say so, and of bytes that you have"
                                + " sent; " + why,
                        element)
                .asException();
    }
}

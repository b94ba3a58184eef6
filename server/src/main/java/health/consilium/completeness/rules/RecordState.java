package health.consilium.completeness.rules;

import java.util.Set;
import org.hl7.fhir.r4.model.AllergyIntolerance;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Composition;
import org.hl7.fhir.r4.model.Condition;
import org.hl7.fhir.r4.model.Consent;
import org.hl7.fhir.r4.model.DiagnosticReport;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.FamilyMemberHistory;
import org.hl7.fhir.r4.model.ImagingStudy;
import org.hl7.fhir.r4.model.MedicationAdministration;
import org.hl7.fhir.r4.model.MedicationRequest;
import org.hl7.fhir.r4.model.MedicationStatement;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Procedure;
import org.hl7.fhir.r4.model.QuestionnaireResponse;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.Specimen;

/** Whether the status of a record lets it count at all. */
final class RecordState {
    private static final Set<String> WRONG = Set.of("entered-in-error", "refuted");
    private static final Set<String> NOT_DONE = Set.of(
            "cancelled", "not-done", "not-taken", "stopped", "unavailable", "unsatisfactory", "rejected", "inactive");
    private static final Set<String> NOT_FINAL = Set.of(
            "preliminary", "registered", "partial", "in-progress", "preparation", "draft", "proposed", "unknown");

    private RecordState() {}

    /** Null if the record counts. */
    static Problem problemOf(Resource resource) {
        if (resource instanceof DocumentReference document) {
            return document(document);
        }
        if (resource instanceof Observation observation && !hasResult(observation)) {
            Problem byStatus = byCode(status(resource));
            return byStatus != null ? byStatus : Problem.NO_RESULT;
        }
        return byCode(status(resource));
    }

    private static Problem document(DocumentReference document) {
        Problem byStatus = byCode(code(document.getStatusElement().getValueAsString()));
        if (byStatus != null) {
            return byStatus;
        }
        String docStatus = code(document.getDocStatusElement().getValueAsString());
        if ("superseded".equals(document.getStatusElement().getValueAsString())) {
            return Problem.SUPERSEDED;
        }
        return byCode(docStatus);
    }

    private static boolean hasResult(Observation observation) {
        return observation.hasValue()
                || observation.hasComponent()
                || observation.hasHasMember()
                || observation.hasInterpretation()
                || !observation.hasDataAbsentReason();
    }

    private static Problem byCode(String status) {
        if (WRONG.contains(status)) {
            return Problem.ENTERED_IN_ERROR;
        }
        if (NOT_DONE.contains(status)) {
            return Problem.CANCELLED;
        }
        return NOT_FINAL.contains(status) ? Problem.PRELIMINARY : null;
    }

    private static String status(Resource resource) {
        return switch (resource.fhirType()) {
            case "Observation" ->
                code(((Observation) resource).getStatusElement().getValueAsString());
            case "DiagnosticReport" ->
                code(((DiagnosticReport) resource).getStatusElement().getValueAsString());
            case "Composition" ->
                code(((Composition) resource).getStatusElement().getValueAsString());
            case "Procedure" -> code(((Procedure) resource).getStatusElement().getValueAsString());
            case "ImagingStudy" ->
                code(((ImagingStudy) resource).getStatusElement().getValueAsString());
            case "Specimen" -> code(((Specimen) resource).getStatusElement().getValueAsString());
            case "Consent" -> code(((Consent) resource).getStatusElement().getValueAsString());
            case "QuestionnaireResponse" ->
                code(((QuestionnaireResponse) resource).getStatusElement().getValueAsString());
            case "FamilyMemberHistory" -> familyHistory((FamilyMemberHistory) resource);
            case "MedicationAdministration" ->
                code(((MedicationAdministration) resource).getStatusElement().getValueAsString());
            case "MedicationStatement" -> stated((MedicationStatement) resource);
            case "MedicationRequest" -> requested((MedicationRequest) resource);
            case "Condition" -> first(((Condition) resource).getVerificationStatus());
            case "AllergyIntolerance" -> first(((AllergyIntolerance) resource).getVerificationStatus());
            default -> "";
        };
    }

    /** A partial family history is a family history. */
    private static String familyHistory(FamilyMemberHistory history) {
        String status = code(history.getStatusElement().getValueAsString());
        return status.equals("partial") ? "" : status;
    }

    /** A request tells what is planned, from its first draft on. */
    private static String requested(MedicationRequest request) {
        String status = code(request.getStatusElement().getValueAsString());
        return status.equals("draft") || status.equals("unknown") ? "" : status;
    }

    /** A drug that was stopped was taken. */
    private static String stated(MedicationStatement statement) {
        String status = code(statement.getStatusElement().getValueAsString());
        return status.equals("stopped") || status.equals("unknown") ? "" : status;
    }

    private static String first(CodeableConcept status) {
        return code(status.getCodingFirstRep().getCode());
    }

    private static String code(String status) {
        return status == null ? "" : status;
    }
}

package health.consilium.completeness.rules;

import org.hl7.fhir.r4.model.AllergyIntolerance;
import org.hl7.fhir.r4.model.Composition;
import org.hl7.fhir.r4.model.Condition;
import org.hl7.fhir.r4.model.Consent;
import org.hl7.fhir.r4.model.DiagnosticReport;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.Encounter;
import org.hl7.fhir.r4.model.FamilyMemberHistory;
import org.hl7.fhir.r4.model.ImagingStudy;
import org.hl7.fhir.r4.model.MedicationAdministration;
import org.hl7.fhir.r4.model.MedicationRequest;
import org.hl7.fhir.r4.model.MedicationStatement;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Procedure;
import org.hl7.fhir.r4.model.QuestionnaireResponse;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.hl7.fhir.r4.model.Specimen;

/** Whose record it is. */
final class Subjects {
    private Subjects() {}

    /** Whether the record names another patient; one that names nobody does not. */
    static boolean isOfAnother(Resource resource, Patient patient) {
        if (resource instanceof Patient other) {
            return patient != null && other != patient && !sameId(other.getIdPart(), patient);
        }
        Reference subject = of(resource);
        if (patient == null || subject == null || !subject.hasReference() || subject.getResource() == patient) {
            return false;
        }
        return !sameId(subject.getReferenceElement().getIdPart(), patient);
    }

    private static boolean sameId(String id, Patient patient) {
        return id == null || id.equals(patient.getIdPart());
    }

    /** Null for types that belong to no patient. */
    static Reference of(Resource resource) {
        return switch (resource.fhirType()) {
            case "Observation" -> ((Observation) resource).getSubject();
            case "DiagnosticReport" -> ((DiagnosticReport) resource).getSubject();
            case "DocumentReference" -> ((DocumentReference) resource).getSubject();
            case "ImagingStudy" -> ((ImagingStudy) resource).getSubject();
            case "Procedure" -> ((Procedure) resource).getSubject();
            case "Specimen" -> ((Specimen) resource).getSubject();
            case "Condition" -> ((Condition) resource).getSubject();
            case "Composition" -> ((Composition) resource).getSubject();
            case "Consent" -> ((Consent) resource).getPatient();
            case "Encounter" -> ((Encounter) resource).getSubject();
            case "ServiceRequest" -> ((ServiceRequest) resource).getSubject();
            case "QuestionnaireResponse" -> ((QuestionnaireResponse) resource).getSubject();
            case "FamilyMemberHistory" -> ((FamilyMemberHistory) resource).getPatient();
            case "AllergyIntolerance" -> ((AllergyIntolerance) resource).getPatient();
            case "MedicationAdministration" -> ((MedicationAdministration) resource).getSubject();
            case "MedicationStatement" -> ((MedicationStatement) resource).getSubject();
            case "MedicationRequest" -> ((MedicationRequest) resource).getSubject();
            default -> null;
        };
    }
}

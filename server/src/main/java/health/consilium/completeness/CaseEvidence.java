package health.consilium.completeness;

import health.consilium.access.Compartment;
import health.consilium.fhir.FhirPackage;
import health.consilium.fhir.FhirStore;
import health.consilium.workflow.CaseFile;
import health.consilium.workflow.CaseLetters;
import health.consilium.workflow.Cases;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.hl7.fhir.r4.model.AllergyIntolerance;
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
import org.hl7.fhir.r4.model.Provenance;
import org.hl7.fhir.r4.model.QuestionnaireResponse;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.Specimen;
import org.springframework.stereotype.Component;

/** Reads the records of a case: one search for each type that can be evidence, and the patient. */
@Component
class CaseEvidence {

    private static final List<Class<? extends Resource>> TYPES = List.of(
            AllergyIntolerance.class,
            Composition.class,
            Condition.class,
            Consent.class,
            DiagnosticReport.class,
            DocumentReference.class,
            FamilyMemberHistory.class,
            ImagingStudy.class,
            MedicationAdministration.class,
            MedicationRequest.class,
            MedicationStatement.class,
            Observation.class,
            Procedure.class,
            Provenance.class,
            QuestionnaireResponse.class,
            Specimen.class);

    /** What the server makes of a case proves nothing about it, though it bears the codes of a letter or a report. */
    private static final Set<String> MADE_HERE = Set.of(
            FhirPackage.CANONICAL + "/StructureDefinition/package",
            FhirPackage.CANONICAL + "/StructureDefinition/sharing-consent");

    private static final String OPINION = "opinion.";

    private final Cases cases;
    private final FhirStore store;

    CaseEvidence(Cases cases, FhirStore store) {
        this.cases = cases;
        this.store = store;
    }

    /** Whether resources of this type can be evidence. */
    static boolean isEvidence(Resource resource) {
        return TYPES.contains(resource.getClass());
    }

    List<Resource> of(CaseFile file) {
        return store.reading(() -> {
            List<Resource> records = new ArrayList<>();
            records.add(file.request());
            store.find(file.patient().getReference()).ifPresent(records::add);
            TYPES.forEach(type -> cases.resources(file.number(), type).stream()
                    .filter(resource -> !isMadeHere(resource) && !isOpinion(resource))
                    .forEach(records::add));
            return records;
        });
    }

    private static boolean isMadeHere(Resource resource) {
        return resource instanceof DocumentReference document && CaseLetters.isLetter(document)
                || resource.getMeta().getProfile().stream().anyMatch(profile -> MADE_HERE.contains(profile.getValue()));
    }

    private static boolean isOpinion(Resource resource) {
        return !Compartment.deskLabels(resource).isEmpty()
                || Compartment.codes(resource).stream().anyMatch(code -> code.startsWith(OPINION));
    }
}

package health.consilium.completeness.rules;

import health.consilium.terminology.rules.Code;
import health.consilium.terminology.rules.CodeEquivalence;
import health.consilium.terminology.rules.Systems;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.hl7.fhir.r4.model.AllergyIntolerance;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Composition;
import org.hl7.fhir.r4.model.Composition.SectionComponent;
import org.hl7.fhir.r4.model.Condition;
import org.hl7.fhir.r4.model.Consent;
import org.hl7.fhir.r4.model.DiagnosticReport;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.FamilyMemberHistory;
import org.hl7.fhir.r4.model.ImagingStudy;
import org.hl7.fhir.r4.model.MedicationAdministration;
import org.hl7.fhir.r4.model.MedicationStatement;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Observation.ObservationComponentComponent;
import org.hl7.fhir.r4.model.Procedure;
import org.hl7.fhir.r4.model.Resource;

/** Under which codes a record counts as evidence: its own, those of its parts, and their equivalents. */
final class RecordCodes {
    static final Code IMAGING_REPORT = loinc("18748-4");
    private static final Code PATHOLOGY_REPORT = loinc("11526-1");
    private static final Code GENETIC_REPORT = loinc("51969-4");

    /** Report categories (HL7 table 0074 and LOINC parts) that stand for a kind of report. */
    private static final Map<String, Code> BY_CATEGORY = Map.of(
            "RAD", IMAGING_REPORT,
            "NMR", IMAGING_REPORT,
            "LP29684-5", IMAGING_REPORT,
            "SP", PATHOLOGY_REPORT,
            "PAT", PATHOLOGY_REPORT,
            "LP7839-6", PATHOLOGY_REPORT,
            "GE", GENETIC_REPORT);

    /** Resource types that are the structured form of a document the checklists ask for. */
    private static final Map<String, Code> BY_TYPE = Map.of(
            "MedicationStatement", loinc("10160-0"),
            "AllergyIntolerance", loinc("48765-2"),
            "FamilyMemberHistory", loinc("10157-6"),
            "MedicationAdministration", loinc("11486-8"));

    /** HL7 mCODE radiotherapy course summary. */
    private static final Code RADIOTHERAPY_COURSE = new Code(Systems.SNOMED_CT, "1217123003");

    private static final Code RADIOTHERAPY_SUMMARY = loinc("68602-2");

    private final CodeEquivalence equivalence;

    RecordCodes(CodeEquivalence equivalence) {
        this.equivalence = equivalence;
    }

    static Code loinc(String code) {
        return new Code(Systems.LOINC, code);
    }

    List<Code> of(Resource resource) {
        List<Code> codes = new ArrayList<>(4);
        switch (resource.fhirType()) {
            case "Observation" -> observation((Observation) resource, codes);
            case "DiagnosticReport" -> report((DiagnosticReport) resource, codes);
            case "DocumentReference" -> add(((DocumentReference) resource).getType(), codes);
            case "Composition" -> composition((Composition) resource, codes);
            case "ImagingStudy" -> ((ImagingStudy) resource).getProcedureCode().forEach(c -> add(c, codes));
            case "Procedure" -> procedure((Procedure) resource, codes);
            case "Condition" -> codes.addAll(StageCodes.of((Condition) resource));
            case "Consent" -> ((Consent) resource).getCategory().forEach(c -> add(c, codes));
            default -> {
                if (BY_TYPE.containsKey(resource.fhirType()) && saysSomething(resource)) {
                    codes.add(BY_TYPE.get(resource.fhirType()));
                }
            }
        }
        for (int i = 0, own = codes.size(); i < own; i++) {
            equivalence.of(codes.get(i)).ifPresent(codes::add);
        }
        return codes;
    }

    private static boolean saysSomething(Resource resource) {
        return switch (resource.fhirType()) {
            case "MedicationStatement" -> ((MedicationStatement) resource).hasMedication();
            case "MedicationAdministration" ->
                Drugs.isAntineoplastic(Drugs.of(((MedicationAdministration) resource).getMedication()));
            case "AllergyIntolerance" -> ((AllergyIntolerance) resource).hasCode();
            default -> ((FamilyMemberHistory) resource).hasRelationship();
        };
    }

    private static void observation(Observation observation, List<Code> codes) {
        add(observation.getCode(), codes);
        for (ObservationComponentComponent component : observation.getComponent()) {
            if (component.hasValue()) {
                add(component.getCode(), codes);
            }
        }
        codes.addAll(Genes.studiedIn(observation));
    }

    private static void report(DiagnosticReport report, List<Code> codes) {
        add(report.getCode(), codes);
        report.getCategory().forEach(category -> category.getCoding().forEach(c -> {
            if (BY_CATEGORY.containsKey(String.valueOf(c.getCode()))) {
                codes.add(BY_CATEGORY.get(c.getCode()));
            }
        }));
    }

    private static void composition(Composition composition, List<Code> codes) {
        add(composition.getType(), codes);
        composition.getSection().stream().filter(RecordCodes::holdsSomething).forEach(s -> add(s.getCode(), codes));
    }

    private static boolean holdsSomething(SectionComponent section) {
        return !section.hasEmptyReason() && (section.hasEntry() || section.hasText());
    }

    private static void procedure(Procedure procedure, List<Code> codes) {
        add(procedure.getCode(), codes);
        if (codes.contains(RADIOTHERAPY_COURSE)) {
            codes.add(RADIOTHERAPY_SUMMARY);
        }
    }

    private static void add(CodeableConcept concept, List<Code> codes) {
        concept.getCoding().forEach(c -> codes.add(Code.of(c)));
    }
}

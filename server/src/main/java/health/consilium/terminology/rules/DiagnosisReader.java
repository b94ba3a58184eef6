package health.consilium.terminology.rules;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Condition;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;

/**
 * Reads tumour diagnoses from records: Condition.code and bodySite, the morphology of HL7 mCODE's histology extension,
 * or of an Observation with an ICD-O-3 morphology as its value (LOINC 59847-4).
 */
public final class DiagnosisReader {
    private static final String HISTOLOGY =
            "http://hl7.org/fhir/us/mcode/StructureDefinition/mcode-histology-morphology-behavior";
    private static final Set<String> NOT_TRUE = Set.of("entered-in-error", "refuted");
    private static final Set<String> OVER = Set.of("resolved", "inactive");
    private static final Set<Observation.ObservationStatus> FINAL = Set.of(
            Observation.ObservationStatus.FINAL,
            Observation.ObservationStatus.AMENDED,
            Observation.ObservationStatus.CORRECTED);

    private DiagnosisReader() {}

    /** The records must be those of one patient. */
    public static List<Diagnosis> read(Collection<? extends Resource> records) {
        String gender = all(records, Patient.class).stream()
                .filter(Patient::hasGender)
                .map(p -> p.getGender().toCode())
                .findFirst()
                .orElse(null);
        List<Observation> histology = all(records, Observation.class).stream()
                .filter(o -> o.hasStatus() && FINAL.contains(o.getStatus()) && morphologyOf(o) != null)
                .toList();
        List<Condition> conditions = all(records, Condition.class).stream()
                .filter(c -> !has(c.getVerificationStatus(), NOT_TRUE))
                .toList();
        List<Condition> current = conditions.stream()
                .filter(c -> !has(c.getClinicalStatus(), OVER))
                .toList();
        List<Diagnosis> diagnoses = new ArrayList<>();
        (current.isEmpty() ? conditions : current).forEach(c -> diagnoses.add(diagnosis(c, histology, gender)));
        if (diagnoses.isEmpty()) {
            histology.forEach(o -> diagnoses.add(new Diagnosis(
                    morphologyOf(o), topography(List.of(o.getBodySite())), null, null, gender, List.of())));
        }
        return diagnoses.stream().filter(d -> !d.isEmpty()).toList();
    }

    private static Diagnosis diagnosis(Condition condition, List<Observation> histology, String gender) {
        List<Coding> codings = condition.getCode().getCoding();
        String topography = topography(condition.getBodySite());
        String morphology = morphology(condition, codings);
        String icd10 = first(codings, Systems::isIcd10);
        String icd10Cm = first(codings, Systems::isIcd10Cm);
        String coded = firstIcdO3(codings, false);
        List<Code> others = codings.stream()
                .filter(Coding::hasCode)
                .filter(c -> !Systems.isIcd10(c.getSystem())
                        && !Systems.isIcd10Cm(c.getSystem())
                        && !Systems.isIcdO3(c.getSystem()))
                .map(Code::of)
                .toList();
        Diagnosis diagnosis =
                new Diagnosis(morphology, topography != null ? topography : coded, icd10, icd10Cm, gender, others);
        boolean codesATumour = topography != null || coded != null || isTumour(icd10) || isTumour(icd10Cm);
        return morphology == null && codesATumour ? withMorphology(diagnosis, condition, histology) : diagnosis;
    }

    /** An Observation belongs to the condition that it focuses on, and to any if it names none. */
    private static Diagnosis withMorphology(Diagnosis diagnosis, Condition condition, List<Observation> histology) {
        return histology.stream()
                .filter(o -> o.getFocus().isEmpty() || o.getFocus().stream().anyMatch(f -> refersTo(f, condition)))
                .findFirst()
                .map(o -> new Diagnosis(
                        morphologyOf(o),
                        diagnosis.topography(),
                        diagnosis.icd10(),
                        diagnosis.icd10Cm(),
                        diagnosis.gender(),
                        diagnosis.others()))
                .orElse(diagnosis);
    }

    private static boolean refersTo(Reference reference, Condition condition) {
        return Objects.equals(reference.getReferenceElement().getIdPart(), condition.getIdPart());
    }

    private static boolean isTumour(String icd10) {
        return icd10 != null && (icd10.startsWith("C") || icd10.startsWith("D0") || icd10.startsWith("D4"));
    }

    private static String morphology(Condition condition, List<Coding> codings) {
        Extension histology = condition.getExtensionByUrl(HISTOLOGY);
        if (histology != null && histology.getValue() instanceof CodeableConcept concept) {
            String code = firstIcdO3(concept.getCoding(), true);
            if (code != null) {
                return code;
            }
        }
        return firstIcdO3(codings, true);
    }

    private static String morphologyOf(Observation observation) {
        return observation.hasValueCodeableConcept()
                ? firstIcdO3(observation.getValueCodeableConcept().getCoding(), true)
                : null;
    }

    private static String topography(List<CodeableConcept> sites) {
        return sites.stream()
                .map(s -> firstIcdO3(s.getCoding(), false))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    private static String firstIcdO3(List<Coding> codings, boolean morphology) {
        return codings.stream()
                .filter(c -> Systems.isIcdO3(c.getSystem()) && c.hasCode())
                .map(Coding::getCode)
                .filter(c -> Diagnosis.isMorphology(c) == morphology)
                .findFirst()
                .orElse(null);
    }

    private static String first(List<Coding> codings, java.util.function.Predicate<String> system) {
        return codings.stream()
                .filter(c -> system.test(c.getSystem()) && c.hasCode())
                .map(Coding::getCode)
                .findFirst()
                .orElse(null);
    }

    private static boolean has(CodeableConcept status, Set<String> codes) {
        return status.getCoding().stream().anyMatch(c -> c.hasCode() && codes.contains(c.getCode()));
    }

    private static <T extends Resource> List<T> all(Collection<? extends Resource> records, Class<T> type) {
        return records.stream().filter(type::isInstance).map(type::cast).toList();
    }
}

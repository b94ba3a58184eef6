package health.consilium.completeness.rules;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Encounter;
import org.hl7.fhir.r4.model.MedicationAdministration;
import org.hl7.fhir.r4.model.MedicationStatement;
import org.hl7.fhir.r4.model.Procedure;
import org.hl7.fhir.r4.model.Type;

/**
 * What was done before: operations, drugs, radiotherapy, transplants, admissions. A report of it is proof too. Absence of
 * records proves nothing, so that these facts are true or unknown; only a Procedure marked not-done denies.
 */
final class TreatmentFacts implements FactRule {
    private static final String SURGERY_FACT = "priorSurgery";
    private static final String SURGERY = "387713003";
    private static final Pattern RESECTION =
            Pattern.compile("\\b\\w*(?:ectomy|resection|excision|debulking|whipple)\\b");

    /** Taking tissue for diagnosis is no cancer operation. */
    private static final Pattern DIAGNOSTIC =
            Pattern.compile("biops|aspirat|(?<!laparo|thoraco)scopy\\b|sentinel|node excision");

    private record Treatment(String fact, Set<String> snomed, Pattern words) {
        static Treatment of(String fact, String words, String... snomed) {
            return new Treatment(fact, Set.of(snomed), Pattern.compile(words));
        }
    }

    private static final List<Treatment> TREATMENTS = List.of(
            Treatment.of(
                    "priorRadiotherapy",
                    "radiotherap|radiation therap|brachytherap|teletherap",
                    "108290001",
                    "1217123003",
                    "33195004",
                    "1156506007"),
            Treatment.of(
                    "priorSystemicTherapy",
                    "chemotherap|immunotherap|hormone therap",
                    "367336001",
                    "1255831008",
                    "169413002",
                    "76334006"),
            Treatment.of("priorTransplant", "stem cell transplant", "23719005", "234336002"),
            Treatment.of("priorLocoregionalTherapy", "chemoemboli|radioemboli|ablation|\\btace\\b|\\btare\\b"),
            Treatment.of("priorRadioiodine", "radio-?iodine|iodine-?131|i-?131"));

    /** Documents that prove a treatment: operation note, pT, resection report, chemotherapy and radiotherapy records. */
    private static final Map<String, String> PROOFS = Map.of(
            "11504-8", SURGERY_FACT,
            "21899-0", SURGERY_FACT,
            "60568-3", SURGERY_FACT,
            "11486-8", "priorSystemicTherapy",
            "68602-2", "priorRadiotherapy");

    @Override
    public void read(FactContext context, CaseFacts.Builder facts) {
        treatmentsOf(context.index().notDone()).forEach(f -> facts.is(f, false));
        treatmentsOf(context.records(Procedure.class)).forEach(f -> facts.is(f, true));
        PROOFS.forEach((code, fact) -> {
            if (holds(context.index(), code)) {
                facts.is(fact, true);
            }
        });
        if (tookDrugs(context)) {
            facts.is("priorSystemicTherapy", true);
        }
        if (admitted(context)) {
            facts.is("admissionLast12Months", true);
        }
    }

    private static Set<String> treatmentsOf(List<Procedure> procedures) {
        Set<String> found = new HashSet<>();
        Map<String, Set<String>> byWords = new HashMap<>();
        for (Procedure procedure : procedures) {
            addByCode(procedure, found);
            found.addAll(byWords.computeIfAbsent(Concepts.words(procedure.getCode()), TreatmentFacts::byWords));
        }
        return found;
    }

    private static void addByCode(Procedure procedure, Set<String> found) {
        for (CodeableConcept concept : List.of(procedure.getCategory(), procedure.getCode())) {
            concept.getCoding().forEach(coding -> {
                String code = String.valueOf(coding.getCode());
                TREATMENTS.stream().filter(t -> t.snomed().contains(code)).forEach(t -> found.add(t.fact()));
                if (code.equals(SURGERY)
                        && !DIAGNOSTIC
                                .matcher(Concepts.words(procedure.getCode()))
                                .find()) {
                    found.add(SURGERY_FACT);
                }
            });
        }
    }

    private static Set<String> byWords(String words) {
        Set<String> found = new HashSet<>();
        TREATMENTS.stream().filter(t -> t.words().matcher(words).find()).forEach(t -> found.add(t.fact()));
        if (RESECTION.matcher(words).find() && !DIAGNOSTIC.matcher(words).find()) {
            found.add(SURGERY_FACT);
        }
        return found;
    }

    private static boolean tookDrugs(FactContext context) {
        Set<String> others = new HashSet<>();
        for (MedicationAdministration given : context.records(MedicationAdministration.class)) {
            if (isAntineoplastic(given.getMedication(), others)) {
                return true;
            }
        }
        for (MedicationStatement stated : context.records(MedicationStatement.class)) {
            if (isAntineoplastic(stated.getMedication(), others)) {
                return true;
            }
        }
        return false;
    }

    /** @param others drugs already found to be no antineoplastics, by their words */
    private static boolean isAntineoplastic(Type medication, Set<String> others) {
        CodeableConcept drug = Drugs.of(medication);
        return others.add(Drugs.key(drug)) && Drugs.isAntineoplastic(drug);
    }

    private static boolean holds(EvidenceIndex index, String loinc) {
        return index.of(RecordCodes.loinc(loinc)).stream()
                .anyMatch(e -> (e.problem() == null || !e.problem().isVoid())
                        && !(e.resource() instanceof MedicationAdministration));
    }

    private static boolean admitted(FactContext context) {
        LocalDate from = context.asOf().minusYears(1);
        boolean stayed = context.records(Encounter.class).stream()
                .filter(e -> "IMP".equals(e.getClass_().getCode())
                        || "ACUTE".equals(e.getClass_().getCode()))
                .map(e -> ClinicalDates.day(e.getPeriod()))
                .anyMatch(d -> d != null && !d.isBefore(from));
        return stayed
                || context.index().of(RecordCodes.loinc("18842-5")).stream()
                        .anyMatch(e -> (e.problem() == null || !e.problem().isVoid())
                                && e.date() != null
                                && !e.date().isBefore(from));
    }
}

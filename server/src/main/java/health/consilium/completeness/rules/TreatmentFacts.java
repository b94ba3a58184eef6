package health.consilium.completeness.rules;

import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Encounter;
import org.hl7.fhir.r4.model.MedicationAdministration;
import org.hl7.fhir.r4.model.MedicationStatement;
import org.hl7.fhir.r4.model.Procedure;

/**
 * What was done before: operations, drugs, radiotherapy, transplants, admissions. A report of it is proof too. Absence of
 * records proves nothing, so that these facts are true or unknown; only a Procedure marked not-done denies.
 */
final class TreatmentFacts implements FactRule {
    private static final String SURGERY = "387713003";
    private static final Set<String> RADIOTHERAPY = Set.of("108290001", "1217123003", "33195004", "1156506007");
    private static final Set<String> CHEMOTHERAPY = Set.of("367336001", "1255831008", "169413002", "76334006");
    private static final Set<String> TRANSPLANT = Set.of("23719005", "234336002");
    private static final Pattern RESECTION =
            Pattern.compile("\\b\\w*(?:ectomy|resection|excision|debulking|whipple)\\b");
    private static final Pattern DIAGNOSTIC = Pattern.compile("biops|aspirat|scopy\\b|sentinel|node excision");
    private static final Pattern RADIATION = Pattern.compile("radiotherap|radiation therap|brachytherap|teletherap");
    private static final Pattern CYTOTOXIC = Pattern.compile("chemotherap|immunotherap|hormone therap");
    private static final Pattern LOCAL = Pattern.compile("chemoemboli|radioemboli|ablation|\\btace\\b|\\btare\\b");
    private static final Pattern RADIOIODINE = Pattern.compile("radio-?iodine|iodine-?131|i-?131");

    @Override
    public void read(FactContext context, CaseFacts.Builder facts) {
        EvidenceIndex index = context.index();
        denied(context, facts);
        boolean surgery = any(context, TreatmentFacts::isSurgery) || holds(index, "11504-8", "21899-0", "60568-3");
        boolean drugs =
                any(context, p -> is(p, CHEMOTHERAPY, CYTOTOXIC)) || tookDrugs(context) || holds(index, "11486-8");
        setIf(facts, "priorSurgery", surgery);
        setIf(facts, "priorSystemicTherapy", drugs);
        setIf(facts, "priorRadiotherapy", any(context, p -> is(p, RADIOTHERAPY, RADIATION)) || holds(index, "68602-2"));
        setIf(facts, "priorTransplant", any(context, p -> is(p, TRANSPLANT, Pattern.compile("stem cell transplant"))));
        setIf(facts, "priorLocoregionalTherapy", any(context, p -> is(p, Set.of(), LOCAL)));
        setIf(facts, "priorRadioiodine", any(context, p -> is(p, Set.of(), RADIOIODINE)));
        setIf(facts, "admissionLast12Months", admitted(context));
    }

    private static void setIf(CaseFacts.Builder facts, String fact, boolean known) {
        if (known) {
            facts.is(fact, true);
        }
    }

    private static void denied(FactContext context, CaseFacts.Builder facts) {
        for (Procedure procedure : context.index().notDone()) {
            if (isSurgery(procedure)) {
                facts.is("priorSurgery", false);
            } else if (is(procedure, RADIOTHERAPY, RADIATION)) {
                facts.is("priorRadiotherapy", false);
            } else if (is(procedure, CHEMOTHERAPY, CYTOTOXIC)) {
                facts.is("priorSystemicTherapy", false);
            }
        }
    }

    private static boolean any(FactContext context, Predicate<Procedure> kind) {
        return context.records(Procedure.class).stream().anyMatch(kind);
    }

    /** Taking tissue for diagnosis is no cancer operation. */
    private static boolean isSurgery(Procedure procedure) {
        String words = words(procedure.getCode());
        if (DIAGNOSTIC.matcher(words).find()) {
            return false;
        }
        boolean surgical = procedure.getCategory().getCoding().stream().anyMatch(c -> SURGERY.equals(c.getCode()));
        return surgical || RESECTION.matcher(words).find();
    }

    private static boolean is(Procedure procedure, Set<String> codes, Pattern words) {
        return hasCode(procedure.getCategory(), codes)
                || hasCode(procedure.getCode(), codes)
                || words.matcher(words(procedure.getCode())).find();
    }

    private static boolean hasCode(CodeableConcept concept, Set<String> codes) {
        return concept.getCoding().stream()
                .filter(Coding::hasCode)
                .map(Coding::getCode)
                .anyMatch(codes::contains);
    }

    private static String words(CodeableConcept concept) {
        StringBuilder words = new StringBuilder(concept.hasText() ? concept.getText() : "");
        concept.getCoding().forEach(c -> words.append(' ').append(c.hasDisplay() ? c.getDisplay() : ""));
        return words.toString().toLowerCase(Locale.ROOT);
    }

    private static boolean tookDrugs(FactContext context) {
        return context.records(MedicationAdministration.class).stream()
                        .anyMatch(m -> Drugs.isAntineoplastic(Drugs.of(m.getMedication())))
                || context.records(MedicationStatement.class).stream()
                        .anyMatch(m -> Drugs.isAntineoplastic(Drugs.of(m.getMedication())));
    }

    private static boolean holds(EvidenceIndex index, String... loincCodes) {
        return List.of(loincCodes).stream()
                .flatMap(c -> index.of(RecordCodes.loinc(c)).stream())
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

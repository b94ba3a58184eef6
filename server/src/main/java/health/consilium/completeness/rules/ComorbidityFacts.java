package health.consilium.completeness.rules;

import health.consilium.terminology.rules.Systems;
import health.consilium.terminology.rules.Truth;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Condition;
import org.hl7.fhir.r4.model.FamilyMemberHistory;
import org.hl7.fhir.r4.model.Observation;

/** Other illnesses, symptoms, laboratory flags and the family history. What is not mentioned is unknown, not absent. */
final class ComorbidityFacts implements FactRule {
    private record Sign(String fact, String value, Pattern icd10, Set<String> snomed) {
        static Sign of(String fact, String value, String icd10, String... snomed) {
            return new Sign(fact, value, Pattern.compile(icd10), Set.of(snomed));
        }
    }

    private static final List<Sign> SIGNS = List.of(
            Sign.of("comorbidity", "cirrhosis", "K74\\.?[3-6].*|K70\\.?3.*|K71\\.?7.*", "19943007"),
            Sign.of("comorbidity", "hbv", "B18\\.?[01].*|B16.*", "61977001", "66071002"),
            Sign.of("comorbidity", "hcv", "B18\\.?2.*|B17\\.?1.*", "128302006", "50711007"),
            Sign.of("comorbidity", "hiv", "B2[0-4].*", "86406008"),
            Sign.of("comorbidity", "ckd", "N18.*", "709044004"),
            Sign.of("comorbidity", "diabetes", "E1[0-4].*", "73211009", "44054006", "46635009"),
            Sign.of("comorbidity", "heartDisease", "I2[0-5].*|I50.*|I42.*", "56265001", "84114007", "53741008"),
            Sign.of("symptom", "jaundice", "R17.*", "18165001"),
            Sign.of("symptom", "dysphagia", "R13.*", "40739000"),
            Sign.of("symptom", "bonePain", "M89\\.?8.*", "12584003"),
            Sign.of("symptom", "carcinoidSyndrome", "E34\\.?0.*", "35868009"),
            Sign.of("symptom", "neurological", "G40.*|R56.*|R47.*|G81.*|R41.*", "91175000", "128613002"));

    /** Facts that an illness proves: thrombus in renal vein or vena cava; hormones of an endocrine tumour. */
    private static final Map<String, Pattern> FLAGS = Map.of(
            "venousThrombus", Pattern.compile("I82\\.?[23].*"),
            "functionalSyndrome", Pattern.compile("E34\\.?0.*|E16\\.?[14].*"));

    /** Serology that denies or, for the surface antigen, proves a hepatitis or HIV infection. */
    private static final Map<String, String> SEROLOGY = Map.of("5196-1", "hbv", "13955-0", "hcv", "31201-7", "hiv");

    private static final Set<String> BLOOD_COUNTS = Set.of("718-7", "777-3", "751-8");
    private static final String ALKALINE_PHOSPHATASE = "6768-6";
    private static final Pattern CANCER = Pattern.compile("C\\d.*|Z80.*|D0.*");
    private static final Set<String> CANCER_IN_FAMILY = Set.of("363346000", "254837009", "93761005", "275937001");

    @Override
    public void read(FactContext context, CaseFacts.Builder facts) {
        for (Condition condition : context.records(Condition.class)) {
            condition.getCode().getCoding().forEach(c -> read(c, facts));
        }
        SEROLOGY.forEach((code, illness) -> serology(context, code, illness, facts));
        boolean cytopenia = BLOOD_COUNTS.stream()
                .flatMap(c -> context.index().results(List.of(RecordCodes.loinc(c))).stream())
                .anyMatch(r -> Results.isFlagged(r, "L"));
        if (cytopenia) {
            facts.has("labFlag", "cytopenia");
        }
        List<Observation> phosphatase = context.index().results(List.of(RecordCodes.loinc(ALKALINE_PHOSPHATASE)));
        if (!phosphatase.isEmpty() && Results.isFlagged(phosphatase.get(0), "H")) {
            facts.has("labFlag", "elevatedAlp");
        }
        if (context.records(FamilyMemberHistory.class).stream().anyMatch(ComorbidityFacts::hasCancer)) {
            facts.is("familyHistory", true);
        }
    }

    private static void read(Coding coding, CaseFacts.Builder facts) {
        String code = String.valueOf(coding.getCode());
        boolean icd10 = Systems.isIcd10(coding.getSystem()) || Systems.isIcd10Cm(coding.getSystem());
        for (Sign sign : SIGNS) {
            if (icd10 ? sign.icd10().matcher(code).matches() : sign.snomed().contains(code)) {
                facts.has(sign.fact(), sign.value());
            }
        }
        FLAGS.forEach((fact, pattern) -> {
            if (icd10 && pattern.matcher(code).matches()) {
                facts.is(fact, true);
            }
        });
        if (icd10 && code.startsWith("Z80")) {
            facts.is("familyHistory", true);
        }
    }

    /** Antibodies to hepatitis C and HIV screens need confirmation, so that only a negative one says something. */
    private static void serology(FactContext context, String code, String illness, CaseFacts.Builder facts) {
        context.index().results(List.of(RecordCodes.loinc(code))).stream()
                .map(Results::polarity)
                .filter(p -> p != Truth.UNKNOWN)
                .findFirst()
                .ifPresent(p -> {
                    if (p == Truth.FALSE) {
                        facts.hasNot("comorbidity", illness);
                    } else if (illness.equals("hbv")) {
                        facts.has("comorbidity", illness);
                    }
                });
    }

    private static boolean hasCancer(FamilyMemberHistory history) {
        return history.getCondition().stream()
                .flatMap(c -> c.getCode().getCoding().stream())
                .anyMatch(c -> CANCER.matcher(String.valueOf(c.getCode())).matches()
                        || CANCER_IN_FAMILY.contains(String.valueOf(c.getCode()))
                        || String.valueOf(c.getDisplay())
                                .toLowerCase(java.util.Locale.ROOT)
                                .matches(".*(cancer|carcinoma|malignant|leuk|lymphoma|sarcoma|melanoma).*"));
    }
}

package health.consilium.completeness.rules;

import health.consilium.terminology.rules.Code;
import health.consilium.terminology.rules.Systems;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Condition;
import org.hl7.fhir.r4.model.Observation;

/** Stage group and setting, from staging observations, Condition.stage, secondary tumours and clinical status. */
final class StageFacts implements FactRule {
    private static final List<Code> GROUPS = List.of(
            RecordCodes.loinc("21908-9"),
            RecordCodes.loinc("21902-2"),
            snomed("399390009"),
            snomed("399537006"),
            snomed("399588009"),
            snomed("385363007"),
            snomed("385367008"),
            snomed("385375002"));
    private static final List<Code> METASTASIS = List.of(
            RecordCodes.loinc("21907-1"),
            RecordCodes.loinc("21901-4"),
            snomed("399387003"),
            snomed("371497001"),
            snomed("277208005"));
    private static final Pattern M1 = Pattern.compile("\\b[cpy]*M1", Pattern.CASE_INSENSITIVE);
    private static final Pattern M0 = Pattern.compile("\\b[cpy]*M0", Pattern.CASE_INSENSITIVE);

    /** Secondary malignant neoplasm outside lymph nodes (ICD-10) and its SNOMED CT concept. */
    private static final Pattern SECONDARY_ICD10 = Pattern.compile("C7[89].*");

    private static final String SECONDARY_SNOMED = "128462008";

    /** SNOMED CT has a concept for each organ; records that code it name it. */
    private static final Pattern SECONDARY_WORDS =
            Pattern.compile("\\b(secondary malignant|metastatic malignant|metastas[ie]s (to|in|of))\\b");

    /** HL7 mCODE cancer disease status. */
    private static final Code DISEASE_STATUS = RecordCodes.loinc("97509-4");

    private static final Set<String> IN_REMISSION = Set.of("103338009", "399204005", "260415000");

    /** Leukaemias, lymphomas and myeloma have no metastases; their stage IV is not "metastatic". */
    private static final Set<String> BLOOD = Set.of("aml", "all", "cll", "myeloma", "dlbcl", "hodgkin", "mds", "cml");

    /** Here stage IVA (and IVB in the head and neck) is advanced at the site, without distant disease. */
    private static final Set<String> HEAD_AND_NECK = Set.of("hnscc", "nasopharyngeal");

    private static Code snomed(String code) {
        return new Code(Systems.SNOMED_CT, code);
    }

    @Override
    public void read(FactContext context, CaseFacts.Builder facts) {
        Optional<String> group = group(context);
        group.map(StageFacts::roman).ifPresent(g -> facts.is("stageGroup", g));
        setting(context, group.orElse(null)).ifPresent(s -> facts.is("setting", s));
    }

    private static Optional<String> group(FactContext context) {
        Optional<String> observed = context.index().results(GROUPS).stream()
                .map(StageFacts::groupOf)
                .filter(java.util.Objects::nonNull)
                .findFirst();
        return observed.or(() -> context.records(Condition.class).stream()
                .flatMap(c -> c.getStage().stream())
                .map(s -> StageCodes.group(s.getSummary()))
                .filter(java.util.Objects::nonNull)
                .findFirst());
    }

    private static String groupOf(Observation result) {
        if (result.hasValueCodeableConcept()) {
            return StageCodes.group(result.getValueCodeableConcept());
        }
        return result.hasValueStringType()
                ? StageCodes.group(result.getValueStringType().getValue())
                : null;
    }

    private static String roman(String group) {
        return group.replaceAll("[A-D]\\d?$", "");
    }

    private static Optional<String> setting(FactContext context, String group) {
        String type = context.type().map(t -> t.id()).orElse("");
        Set<String> statuses = statuses(context);
        if (BLOOD.contains(type)) {
            return bloodSetting(statuses, inRemission(context));
        }
        Optional<Boolean> distant = distant(context);
        if (distant.orElse(false)) {
            return Optional.of("metastatic");
        }
        if (statuses.contains("recurrence") || statuses.contains("relapse")) {
            return Optional.of("recurrent");
        }
        if (statuses.contains("remission") || inRemission(context)) {
            return Optional.of("remission");
        }
        return Optional.ofNullable(group).map(g -> byStage(g, type, distant.isPresent()));
    }

    /** By the latest disease status. */
    private static boolean inRemission(FactContext context) {
        return context.index().results(List.of(DISEASE_STATUS)).stream()
                .findFirst()
                .filter(Observation::hasValueCodeableConcept)
                .stream()
                .flatMap(o -> o.getValueCodeableConcept().getCoding().stream())
                .anyMatch(c -> IN_REMISSION.contains(String.valueOf(c.getCode())));
    }

    private static Optional<String> bloodSetting(Set<String> statuses, boolean inRemission) {
        if (statuses.contains("recurrence") || statuses.contains("relapse")) {
            return Optional.of("relapsedRefractory");
        }
        return statuses.contains("remission") || inRemission ? Optional.of("remission") : Optional.empty();
    }

    private static String byStage(String group, String type, boolean knownM0) {
        return switch (roman(group)) {
            case "0", "I", "II" -> "localized";
            case "III" -> "locallyAdvanced";
            default -> {
                boolean local = knownM0
                        || HEAD_AND_NECK.contains(type) && group.startsWith("IVA")
                        || type.equals("hnscc") && group.startsWith("IVB");
                yield local ? "locallyAdvanced" : "metastatic";
            }
        };
    }

    /** Whether there is distant disease; empty if no record says. */
    private static Optional<Boolean> distant(FactContext context) {
        if (context.records(Condition.class).stream().anyMatch(StageFacts::isDistantSecondary)) {
            return Optional.of(true);
        }
        for (Observation result : context.index().results(METASTASIS)) {
            String words = Results.words(result);
            if (M1.matcher(words).find()) {
                return Optional.of(true);
            }
            if (M0.matcher(words).find()) {
                return Optional.of(false);
            }
        }
        return Optional.empty();
    }

    private static boolean isDistantSecondary(Condition condition) {
        String words = Concepts.words(condition.getCode());
        return SECONDARY_WORDS.matcher(words).find() && !words.contains("lymph") || isCodedSecondary(condition);
    }

    private static boolean isCodedSecondary(Condition condition) {
        return condition.getCode().getCoding().stream()
                .anyMatch(c -> SECONDARY_SNOMED.equals(c.getCode())
                        || Systems.isIcdO3(c.getSystem())
                                && String.valueOf(c.getCode()).endsWith("/6")
                        || (Systems.isIcd10(c.getSystem()) || Systems.isIcd10Cm(c.getSystem()))
                                && SECONDARY_ICD10
                                        .matcher(String.valueOf(c.getCode()))
                                        .matches());
    }

    private static Set<String> statuses(FactContext context) {
        return context.records(Condition.class).stream()
                .filter(StageFacts::isTumour)
                .flatMap(c -> c.getClinicalStatus().getCoding().stream())
                .map(Coding::getCode)
                .collect(java.util.stream.Collectors.toSet());
    }

    /** A relapsing depression is not a relapse of the tumour. */
    private static boolean isTumour(Condition condition) {
        return condition.hasStage()
                || condition.getCode().getCoding().stream()
                        .anyMatch(c -> Systems.isIcdO3(c.getSystem())
                                || String.valueOf(c.getCode()).matches("(C\\d|D[0-4]).*"));
    }
}

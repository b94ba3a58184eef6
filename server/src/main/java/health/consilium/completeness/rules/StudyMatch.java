package health.consilium.completeness.rules;

import health.consilium.terminology.rules.Code;
import health.consilium.terminology.rules.ImagingProtocol.Study;
import health.consilium.terminology.rules.ImagingRule;
import health.consilium.terminology.rules.ImagingRule.Check;
import health.consilium.terminology.rules.ImagingRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.hl7.fhir.r4.model.ImagingStudy;

/** Whether a study of the right modality shows what is asked for: by procedure code, else by the words of its descriptions. */
enum StudyMatch {
    FULL(null),
    PART(Problem.INCOMPLETE),
    UNKNOWN(Problem.REGION_UNKNOWN),
    OTHER(null);

    /** Regions that a combined study has to cover one by one. */
    private static final Map<String, Pattern> TRUNK = Map.of(
            "chest", Pattern.compile("chest|thora|torax|lung|pulm"),
            "abdomen", Pattern.compile("abd|liver|pancrea|renal|kidney"),
            "pelvis", Pattern.compile("pelv"),
            "neck", Pattern.compile("neck|cervic|hals"));

    private static final Pattern WHOLE = Pattern.compile(
            "\\b(cap|tap|ncap|whole.?body|wb|chestabdpelvis|chest_to_pelvis|skull base to|trunk|c/a/p)\\b");

    /** Words that name any region at all. */
    private static final Pattern REGION = Pattern.compile(
            "chest|thora|torax|lung|pulm|abd|liver|hepat|pancrea|renal|kidney|pelv|neck|cervic|hals|brain|head|skull|cerebr"
                    + "|cranial|orbit|sinus|breast|mammo|prostat|rect|bladder|uter|ovar|spine|spinal|lumbar|femur|tibia"
                    + "|humerus|knee|hip\\b|shoulder|thigh|leg\\b|arm\\b|hand|foot|bone|thyroid|axilla|nodal|groin|"
                    + WHOLE.pattern());

    /** Mammography shows the breast; PET and scintigraphy the whole body unless they say otherwise. */
    private static final Set<String> REGION_BY_NATURE = Set.of("MG", "PT", "NM");

    private final Problem problem;

    StudyMatch(Problem problem) {
        this.problem = problem;
    }

    Optional<Problem> problem() {
        return Optional.ofNullable(problem);
    }

    /** @param words what the study says of itself, see {@link Studies#words} */
    static StudyMatch of(
            ImagingStudy images,
            String words,
            Study study,
            Optional<ImagingRule> rule,
            String region,
            ImagingRules rules) {
        if (rule.isPresent() && hasOtherTracer(words, rule.get(), rules)) {
            return OTHER;
        }
        boolean coded = images.getProcedureCode().stream()
                .flatMap(c -> c.getCoding().stream())
                .anyMatch(c -> study.procedures().contains(Code.of(c)));
        if (coded) {
            return FULL;
        }
        if (!REGION.matcher(words).find()) {
            return REGION_BY_NATURE.contains(study.modality()) ? FULL : UNKNOWN;
        }
        List<String> parts = trunkParts(region);
        if (parts.size() > 1) {
            return coverage(words, parts);
        }
        return names(words, rule, region) ? FULL : OTHER;
    }

    private static List<String> trunkParts(String region) {
        String lower = region.toLowerCase(Locale.ROOT);
        List<String> parts = new ArrayList<>();
        TRUNK.keySet().stream().filter(lower::contains).forEach(parts::add);
        if (lower.contains("neck to pelvis")) {
            parts.addAll(List.of("chest", "abdomen"));
        }
        return parts;
    }

    private static StudyMatch coverage(String words, List<String> parts) {
        if (WHOLE.matcher(words).find()) {
            return FULL;
        }
        long covered =
                parts.stream().filter(p -> TRUNK.get(p).matcher(words).find()).count();
        if (covered == 0) {
            return OTHER;
        }
        return covered == parts.size() ? FULL : PART;
    }

    private static boolean names(String words, Optional<ImagingRule> rule, String region) {
        List<String> synonyms = new ArrayList<>(rule.map(ImagingRule::bodyParts).orElse(List.of()));
        if (rule.isPresent() && synonyms.isEmpty()
                || words.contains("mammo")
                || WHOLE.matcher(words).find()) {
            return true;
        }
        for (String word : region.split("[^A-Za-z]+")) {
            if (word.length() > 3) {
                synonyms.add(word);
            }
        }
        return synonyms.stream().anyMatch(s -> words.contains(s.toLowerCase(Locale.ROOT)));
    }

    /** A PET with a named tracer of another rule (PSMA for FDG) is another examination. */
    private static boolean hasOtherTracer(String words, ImagingRule own, ImagingRules rules) {
        Optional<Pattern> tracer = tracer(own);
        if (tracer.isEmpty() || tracer.get().matcher(words).find()) {
            return false;
        }
        return rules.all().stream()
                .filter(r -> !r.id().equals(own.id()))
                .flatMap(r -> tracer(r).stream())
                .anyMatch(p -> p.matcher(words).find());
    }

    private static Optional<Pattern> tracer(ImagingRule rule) {
        return rule.checks().stream()
                .filter(c -> c.operator().equals("matches") && c.reads("Radiopharmaceutical"))
                .map(c -> c.patterns().get(Check.VALUE))
                .findFirst();
    }
}

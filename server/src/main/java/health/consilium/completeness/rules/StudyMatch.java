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
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.ImagingStudy;

/** Whether a study of the right modality shows what is asked for: by procedure code, else by the words of its descriptions. */
enum StudyMatch {
    FULL(null),
    PART(Problem.INCOMPLETE),
    UNKNOWN(Problem.REGION_UNKNOWN),
    OTHER(null);

    /** Regions that a combined study has to cover one by one. */
    private static final Map<String, Pattern> TRUNK = Map.of(
            "chest", Pattern.compile("chest|thora(?!cic inlet)|torax|lung|pulm"),
            "abdomen", Pattern.compile("abd|liver|pancrea|renal|kidney"),
            "pelvis", Pattern.compile("pelv"),
            "neck", Pattern.compile("neck|cervic|hals"));

    private static final Pattern WHOLE =
            Pattern.compile("\\b(cap|tap|ncap|whole.?body|wb|chestabdpelvis|chest_to_pelvis|mid-?thigh|trunk|c/a/p"
                    + "|(skull base|base of skull|skull|vertex|eyes?) to (?!thoracic))\\b");

    private static final Set<String> BETWEEN = Set.of("chest", "abdomen");
    private static final Pattern RANGE = Pattern.compile("\\b(neck|chest|thorax) to pelvis\\b");

    /** Where the lesion is, such a region does not say: any bone may be the one. */
    private static final Pattern BONES = Pattern.compile(
            "femur|tibia|fibula|humerus|radius|ulna|knee|hip\\b|shoulder|ankle|wrist|hand|foot|pelvi|sacr|spin|rib|clavic|scapul");

    /** A region from one landmark to another: a study of either landmark alone is another one. */
    private static final Pattern EXTENT = Pattern.compile("\\bto\\b");

    /** What a region says in brackets narrows it down or holds for some patients only. */
    private static final Pattern ASIDE = Pattern.compile("\\([^)]*\\)");

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
        Set<String> parts = trunkParts(region, rule);
        if (parts.size() > 1) {
            return coverage(words, parts);
        }
        return names(words, rule, region, parts) ? FULL : OTHER;
    }

    private static Set<String> trunkParts(String region, Optional<ImagingRule> rule) {
        String lower = ASIDE.matcher(region.toLowerCase(Locale.ROOT)).replaceAll(" ");
        Set<String> parts = new TreeSet<>();
        TRUNK.keySet().stream().filter(lower::contains).forEach(parts::add);
        if (lower.contains("neck to pelvis")) {
            parts.addAll(List.of("chest", "abdomen"));
        } else if (lower.contains("whole body")) {
            rule.ifPresent(r -> r.bodyParts().forEach(b -> parts.addAll(trunkPartsOf(b))));
        }
        return parts;
    }

    /** Parts of the trunk that a DICOM body part lies in or spans. */
    private static Set<String> trunkPartsOf(String bodyPart) {
        String lower = bodyPart.toLowerCase(Locale.ROOT);
        Set<String> parts = new TreeSet<>();
        TRUNK.forEach((part, pattern) -> {
            if (pattern.matcher(lower).find()) {
                parts.add(part);
            }
        });
        return parts;
    }

    private static StudyMatch coverage(String words, Set<String> parts) {
        if (WHOLE.matcher(words).find()) {
            return FULL;
        }
        boolean range = RANGE.matcher(words).find();
        long covered = parts.stream()
                .filter(p -> TRUNK.get(p).matcher(words).find() || range && BETWEEN.contains(p))
                .count();
        if (covered == 0) {
            return OTHER;
        }
        return covered == parts.size() ? FULL : PART;
    }

    private static boolean names(String words, Optional<ImagingRule> rule, String region, Set<String> parts) {
        List<String> synonyms = rule.map(ImagingRule::bodyParts).orElse(List.of()).stream()
                .filter(b -> isWithin(b, parts))
                .collect(Collectors.toCollection(ArrayList::new));
        if (rule.isPresent() && rule.get().bodyParts().isEmpty()
                || words.contains("mammo")
                || WHOLE.matcher(words).find()
                || region.contains("bone") && BONES.matcher(words).find()) {
            return true;
        }
        if (!EXTENT.matcher(region).find()) {
            for (String word : region.split("[^A-Za-z]+")) {
                if (word.length() > 3) {
                    synonyms.add(word);
                }
            }
        }
        return synonyms.stream().anyMatch(s -> words.contains(s.toLowerCase(Locale.ROOT)));
    }

    /** A rule for several parts of the trunk does not make a chest of an abdomen that is asked for. */
    private static boolean isWithin(String bodyPart, Set<String> parts) {
        Set<String> own = trunkPartsOf(bodyPart);
        return parts.isEmpty() || own.isEmpty() || own.stream().anyMatch(parts::contains);
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

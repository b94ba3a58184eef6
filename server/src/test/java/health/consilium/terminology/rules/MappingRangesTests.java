package health.consilium.terminology.rules;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import health.consilium.terminology.rules.TumourTypeMapping.Ambiguous;
import health.consilium.terminology.rules.TumourTypeMapping.Mapped;
import health.consilium.terminology.rules.TumourTypeMapping.NeedsPrimary;
import health.consilium.terminology.rules.TumourTypeMapping.NoDiagnosis;
import health.consilium.terminology.rules.TumourTypeMapping.Unmapped;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every code and range of the mapping rules, read from the content and not from the concept maps. */
class MappingRangesTests {
    private static final Pattern RANGE = Pattern.compile("(\\d{4})(?:-(\\d{4}))?/([\\d,]+)");

    private final TumourTypeMapper mapper = Content.mapper();

    @ParameterizedTest(name = "{0}")
    @MethodSource("types")
    void aMorphologyOfARangeIsOfTheTypeOrAskedFor(String id, JsonNode type) {
        Set<String> listed = new TreeSet<>(strings(type.get("icdo3Morphology")));
        String site = type.get("icdo3Topography").isEmpty()
                ? null
                : type.get("icdo3Topography").get(0).asText();
        Set<String> inRanges = new TreeSet<>();
        for (String range : strings(type.get("icdo3MorphologyRanges"))) {
            inRanges.addAll(codesOf(range));
        }

        assertThat(inRanges).as("codes of " + id + " that no range holds").containsAll(listed);
        inRanges.removeAll(listed);
        for (String unlisted : inRanges) {
            // ICD-O-3 knows no such code, or the content leaves it out of this type.
            TumourTypeMapping mapping = mapper.map(TestDiagnoses.ofIcdO3(unlisted, site));
            assertThat(mapping instanceof Mapped mapped && mapped.type().id().equals(id))
                    .as(unlisted)
                    .isFalse();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("types")
    void theMetastasisOfATumourIsThatTumour(String id, JsonNode type) {
        for (String morphology : strings(type.get("icdo3Morphology"))) {
            for (String site : strings(type.get("icdo3Topography"))) {
                if (morphology.endsWith("/3")) {
                    String metastasis = morphology.replace("/3", "/6");
                    assertThat(idsOf(mapper.map(TestDiagnoses.ofIcdO3(metastasis, site))))
                            .as(metastasis + " of " + site)
                            .isEqualTo(idsOf(mapper.map(TestDiagnoses.ofIcdO3(morphology, site))));
                }
            }
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("types")
    void aTopographyMayComeWithoutItsDot(String id, JsonNode type) {
        for (String morphology : strings(type.get("icdo3Morphology"))) {
            for (String site : strings(type.get("icdo3Topography"))) {
                assertThat(idsOf(mapper.map(TestDiagnoses.ofIcdO3(morphology, site.replace(".", "")))))
                        .as(morphology + " " + site)
                        .isEqualTo(idsOf(mapper.map(TestDiagnoses.ofIcdO3(morphology, site))));
            }
        }
    }

    @Test
    void everyNeoplasmOfIcd10IsAnsweredAsTheContentSays() {
        Map<String, List<JsonNode>> byCode = new LinkedHashMap<>();
        types().map(a -> (JsonNode) a.get()[1]).forEach(t -> strings(t.get("icd10"))
                .forEach(c -> byCode.computeIfAbsent(c.replace(".", ""), k -> new ArrayList<>())
                        .add(t)));
        for (String code : neoplasms()) {
            TumourTypeMapping mapping = mapper.map(TestDiagnoses.ofIcd10(code));
            String key = code.replace(".", "");
            List<JsonNode> listed = longestPrefix(key, byCode);
            List<JsonNode> deciding =
                    listed.stream().filter(t -> decides(t, key)).toList();
            if (key.matches("C7[789B].*")) {
                assertThat(mapping).as(code).isInstanceOf(NeedsPrimary.class);
            } else if (deciding.size() == 1) {
                assertThat(idsOf(mapping)).as(code).isEqualTo(ids(deciding));
                assertThat(mapping).as(code).isInstanceOf(Mapped.class);
            } else if (!listed.isEmpty()) {
                assertThat(idsOf(mapping)).as(code).isEqualTo(ids(listed));
                assertThat(mapping).as(code).isInstanceOf(Ambiguous.class);
            } else {
                Set<String> below = byCode.entrySet().stream()
                        .filter(e -> e.getKey().startsWith(key))
                        .flatMap(e -> ids(e.getValue()).stream())
                        .collect(Collectors.toCollection(TreeSet::new));
                assertThat(mapping).as(code).isInstanceOf(below.isEmpty() ? Unmapped.class : Ambiguous.class);
                assertThat(idsOf(mapping)).as(code).isEqualTo(below);
            }
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("types")
    void aCodeOfTheClinicalModificationAloneDecidesOrAsks(String id, JsonNode type) {
        for (String code : strings(type.get("icd10cmOnly"))) {
            TumourTypeMapping mapping = mapper.map(TestDiagnoses.ofIcd10Cm(code));
            if (code.startsWith("C7B")) {
                assertThat(mapping).as(code).isInstanceOf(NeedsPrimary.class);
            } else {
                boolean decides =
                        !type.get("mapping").get("icd10Alone").asText().equals("no");
                assertThat(idsOf(mapping)).as(code).contains(id);
                assertThat(mapping).as(code).isInstanceOf(decides ? Mapped.class : Ambiguous.class);
            }
        }
    }

    @ParameterizedTest(name = "{0} in {1} is {2}")
    @CsvSource({
        // The ambiguities that the content settles, with the sites that it does not name.
        "8041/3, C15.5, neuroendocrine",
        "8041/3, C18.2, neuroendocrine",
        "8041/3, C34.9, sclc",
        "8041/3, C53.9, cervical",
        "8013/3, C34.9, nsclc",
        "8013/3, C18.9, neuroendocrine",
        "8800/3, C48.0, softTissueSarcoma",
        "8140/3, C16.0, gastric",
        "8461/3, C57.0, ovarian",
        "8140/3, C25.0, pancreatic",
        "8140/3, C25.9, pancreatic"
    })
    void settledAmbiguity(String morphology, String site, String expected) {
        assertThat(idsOf(mapper.map(TestDiagnoses.ofIcdO3(morphology, site)))).containsExactly(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"C34.1", "C34", "C16.0", "C15.5", "C18.7", "C20", "C17.0", "C48.0", "C48.1", "C74.0", "C49.2"})
    void aSiteOfSeveralTumoursAsksAndNamesThem(String code) {
        assertThat(mapper.map(TestDiagnoses.ofIcd10(code))).isInstanceOfSatisfying(Ambiguous.class, a -> {
            assertThat(a.candidates()).isNotEmpty();
            assertThat(a.why()).contains(code);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"I10", "E11.9", "J18.9", "Z85.3", "D50.9", "R59.0"})
    void whatIsNoNeoplasmIsNoDiagnosis(String code) {
        assertThat(mapper.map(TestDiagnoses.ofIcd10(code))).isInstanceOf(NoDiagnosis.class);
    }

    private static boolean decides(JsonNode type, String key) {
        String alone = type.get("mapping").get("icd10Alone").asText();
        return alone.equals("yes")
                || alone.startsWith("yes, except") && !key.startsWith("C48")
                || alone.startsWith("only C25.4") && key.startsWith("C254");
    }

    private static List<JsonNode> longestPrefix(String key, Map<String, List<JsonNode>> byCode) {
        for (int length = key.length(); length >= 3; length--) {
            List<JsonNode> types = byCode.get(key.substring(0, length));
            if (types != null) {
                return types;
            }
        }
        return List.of();
    }

    /** C00 to C97 and D00 to D48, each rubric and its ten subdivisions. */
    private static List<String> neoplasms() {
        return Stream.concat(
                        IntStream.rangeClosed(0, 97).mapToObj(i -> "C%02d".formatted(i)),
                        IntStream.rangeClosed(0, 48).mapToObj(i -> "D%02d".formatted(i)))
                .flatMap(rubric -> Stream.concat(
                        Stream.of(rubric), IntStream.rangeClosed(0, 9).mapToObj(i -> rubric + "." + i)))
                .toList();
    }

    private static List<String> codesOf(String range) {
        Matcher matcher = RANGE.matcher(range);
        assertThat(matcher.matches()).as(range).isTrue();
        int from = Integer.parseInt(matcher.group(1));
        int to = matcher.group(2) == null ? from : Integer.parseInt(matcher.group(2));
        List<String> codes = new ArrayList<>();
        for (String behaviour : matcher.group(3).split(",")) {
            IntStream.rangeClosed(from, to).forEach(n -> codes.add("%04d/%s".formatted(n, behaviour)));
        }
        return codes;
    }

    private static Set<String> idsOf(TumourTypeMapping mapping) {
        if (mapping instanceof Mapped mapped) {
            return Set.of(mapped.type().id());
        }
        return mapping instanceof Ambiguous ambiguous
                ? ambiguous.candidates().stream().map(TumourType::id).collect(Collectors.toCollection(TreeSet::new))
                : Set.of();
    }

    private static Set<String> ids(List<JsonNode> types) {
        return types.stream().map(t -> t.get("id").asText()).collect(Collectors.toCollection(TreeSet::new));
    }

    private static List<String> strings(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }

    static Stream<Arguments> types() {
        return StreamSupport.stream(Content.source().get("tumourTypes").spliterator(), false)
                .map(t -> Arguments.of(t.get("id").asText(), t));
    }
}

package health.consilium.terminology.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import health.consilium.terminology.rules.TumourTypeMapping.Ambiguous;
import health.consilium.terminology.rules.TumourTypeMapping.Mapped;
import health.consilium.terminology.rules.TumourTypeMapping.NeedsPrimary;
import health.consilium.terminology.rules.TumourTypeMapping.NoDiagnosis;
import health.consilium.terminology.rules.TumourTypeMapping.Unmapped;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.hl7.fhir.r4.model.CodeSystem;
import org.hl7.fhir.r4.model.ConceptMap;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TumourTypeMapperTests {
    private final TumourTypeMapper mapper = Content.mapper();

    @ParameterizedTest
    @ValueSource(strings = {"fr", "hi", "ar", "zh-Hans"})
    void everyTypeIsCalledByANameOfTheLanguage(String language) {
        assertThat(mapper.types()).hasSize(33).allSatisfy(type -> assertThat(
                        type.name().in(language))
                .isNotBlank()
                .isNotEqualTo(type.name().display()));
    }

    @Test
    void whereALanguageHasNoNameItIsTheEnglishOne() {
        Designations breast = mapper.type("breast").orElseThrow().name();

        assertThat(breast.in("fr-CA")).isEqualTo("Cancer du sein");
        assertThat(breast.in("sw")).isEqualTo("Breast cancer");
        assertThat(breast.in("zh-Hant")).isEqualTo("Breast cancer");
        assertThat(breast.in("no language")).isEqualTo("Breast cancer");
    }

    @ParameterizedTest(name = "{0} in {1} is {2}")
    @MethodSource("workedExamples")
    void workedExample(String morphology, String topography, String expected) {
        assertThat(mapper.map(TestDiagnoses.ofIcdO3(morphology, topography)))
                .isInstanceOfSatisfying(
                        Mapped.class, m -> assertThat(m.type().id()).isEqualTo(expected));
    }

    static Stream<Arguments> workedExamples() {
        JsonNode examples = Content.source().get("mappingExamples");
        assertThat(examples).hasSize(38);
        return StreamSupport.stream(examples.spliterator(), false)
                .map(e -> Arguments.of(
                        e.get("morphology").asText(),
                        e.get("topography").asText(),
                        e.get("expected").asText()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("types")
    void everyMorphologyAtEverySiteOfTheTypeMapsToItOrToOneOfHigherPriority(String id, JsonNode type) {
        TumourType own = mapper.type(id).orElseThrow();
        for (String morphology : codes(type, "icdo3Morphology", "icdo3LegacyMorphology")) {
            for (String topography : codes(type, "icdo3Topography")) {
                TumourTypeMapping mapping = mapper.map(TestDiagnoses.ofIcdO3(morphology, topography));
                assertThat(mapping).as(morphology + " " + topography).isInstanceOf(Mapped.class);
                TumourType found = ((Mapped) mapping).type();
                assertThat(found.equals(own)
                                || found.priority() > own.priority()
                                || excluded(type, morphology, topography))
                        .as(morphology + " " + topography + " is " + found.id())
                        .isTrue();
            }
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("types")
    void everyTypeThatItsMorphologyDecidesIsFoundAtAnySite(String id, JsonNode type) {
        if (!type.get("mapping").get("driver").asText().equals("morphology")) {
            return;
        }
        int found = 0;
        for (String morphology : codes(type, "icdo3Morphology")) {
            TumourTypeMapping mapping = mapper.map(TestDiagnoses.ofIcdO3(morphology, null));
            assertThat(mapping).isInstanceOf(Mapped.class);
            found += ((Mapped) mapping).type().id().equals(id) ? 1 : 0;
        }
        assertThat(found).isPositive();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("types")
    void everyIcd10CodeDecidesOrAsksAsTheContentSays(String id, JsonNode type) {
        String alone = type.get("mapping").get("icd10Alone").asText();
        for (String code : codes(type, "icd10")) {
            boolean decides = alone.equals("yes")
                    || alone.startsWith("yes, except") && !code.startsWith("C48")
                    || alone.startsWith("only C25.4");
            for (String variant : List.of(code, code.replace(".", ""), code + (code.contains(".") ? "9" : ".9"))) {
                TumourTypeMapping mapping = mapper.map(TestDiagnoses.ofIcd10(variant));
                if (decides) {
                    assertThat(mapping).as(variant).isInstanceOfSatisfying(Mapped.class, m -> assertThat(
                                    m.type().id())
                            .isEqualTo(id));
                } else if (!moreSpecific(variant, code)) {
                    assertThat(mapping).as(variant).isInstanceOfSatisfying(Ambiguous.class, a -> assertThat(
                                    a.candidates())
                            .extracting(TumourType::id)
                            .contains(id));
                }
            }
        }
    }

    /** The .9 of an asking code may have an entry of its own, for example C48 below C48.1. */
    private static boolean moreSpecific(String variant, String code) {
        return !variant.replace(".", "").equals(code.replace(".", "")) && variant.startsWith("C25");
    }

    @ParameterizedTest(name = "{0} in {1} is {2}")
    @CsvSource({
        "8041/3, C20.9, neuroendocrine",
        "8041/3, C53.0, cervical",
        "8041/3, C61.9, prostate",
        "8041/3, C67.9, bladder",
        "8013/3, C34.1, nsclc",
        "8441/3, C57.0, ovarian",
        "8140/3, C16.0, gastric",
        "8936/3, C48.1, gist",
        "8850/3, C48.0, softTissueSarcoma",
        "9500/3, C48.0, neuroblastoma",
        "8500/3, C509, breast",
        "8500/3, C50, breast",
        "85003, C50.4, breast",
        "9670/3, C77.9, cll"
    })
    void settledCase(String morphology, String topography, String expected) {
        workedExample(morphology, topography, expected);
    }

    @Test
    void serousCarcinomaOfThePeritoneumIsOvarianInWomenOnly() {
        assertThat(peritoneal("female")).isInstanceOf(Mapped.class);
        assertThat(peritoneal(null)).isInstanceOf(Mapped.class);
        assertThat(peritoneal("male")).isNotInstanceOf(Mapped.class);
    }

    private TumourTypeMapping peritoneal(String gender) {
        return mapper.map(new Diagnosis("8441/3", "C48.2", null, null, gender, List.of()));
    }

    @Nested
    class NeverGuesses {

        @ParameterizedTest
        @ValueSource(strings = {"C77.3", "C78.7", "C79.51", "C7B.02"})
        void secondaryTumourAsksForThePrimary(String code) {
            assertThat(mapper.map(TestDiagnoses.ofIcd10Cm(code))).isInstanceOf(NeedsPrimary.class);
        }

        @Test
        void metastasisWithoutSiteAsksForThePrimary() {
            assertThat(mapper.map(TestDiagnoses.ofIcdO3("8140/6", null))).isInstanceOf(NeedsPrimary.class);
        }

        @Test
        void metastasisWithPrimarySiteIsThePrimary() {
            workedExample("8140/6", "C34.1", "nsclc");
        }

        @Test
        void lungCancerByIcd10AsksForTheHistology() {
            assertThat(mapper.map(TestDiagnoses.ofIcd10("C34.1")))
                    .isInstanceOfSatisfying(Ambiguous.class, a -> assertThat(a.candidates())
                            .extracting(TumourType::id)
                            .containsExactlyInAnyOrder("nsclc", "sclc"));
        }

        @Test
        void smallBowelByIcd10CouldBeGistAndAsks() {
            assertThat(mapper.map(TestDiagnoses.ofIcd10("C17.1"))).isInstanceOf(Ambiguous.class);
        }

        @Test
        void liverWithoutFourthCharacterAsks() {
            assertThat(mapper.map(TestDiagnoses.ofIcd10("C22")))
                    .isInstanceOfSatisfying(Ambiguous.class, a -> assertThat(a.candidates())
                            .extracting(TumourType::id)
                            .containsExactlyInAnyOrder("hcc", "biliary"));
        }

        @Test
        void adenocarcinomaWithoutSiteAsks() {
            assertThat(mapper.map(TestDiagnoses.ofIcdO3("8140/3", null))).isInstanceOf(Ambiguous.class);
        }

        @Test
        void siteWithoutMorphologyAsks() {
            assertThat(mapper.map(TestDiagnoses.ofIcdO3(null, "C34.1"))).isInstanceOf(Ambiguous.class);
        }

        @Test
        void unknownMorphologyAtAKnownSiteAsks() {
            assertThat(mapper.map(TestDiagnoses.ofIcdO3("8000/3", "C50.9"))).isInstanceOf(Ambiguous.class);
        }

        @Test
        void tumourWithoutChecklistIsUnmapped() {
            assertThat(mapper.map(TestDiagnoses.ofIcd10("C69.2"))).isInstanceOf(Unmapped.class);
        }

        @Test
        void otherIllnessIsNoDiagnosis() {
            assertThat(mapper.map(TestDiagnoses.ofIcd10("I10"))).isInstanceOf(NoDiagnosis.class);
        }

        @Test
        void nothingIsNoDiagnosis() {
            assertThat(mapper.map(List.of())).isInstanceOf(NoDiagnosis.class);
        }

        @Test
        void twoPrimariesAsk() {
            assertThat(mapper.map(List.of(TestDiagnoses.ofIcd10("C50.4"), TestDiagnoses.ofIcd10("C61"))))
                    .isInstanceOfSatisfying(Ambiguous.class, a -> assertThat(a.candidates())
                            .extracting(TumourType::id)
                            .containsExactly("breast", "prostate"));
        }

        @Test
        void primaryAndItsMetastasisAreOneTumour() {
            assertThat(mapper.map(List.of(TestDiagnoses.ofIcd10("C78.7"), TestDiagnoses.ofIcd10("C50.4"))))
                    .isInstanceOf(Mapped.class);
        }
    }

    @Test
    void icd10StandsInForTheTopography() {
        Diagnosis diagnosis = new Diagnosis("8140/3", null, null, "C34.12", "male", List.of());
        assertThat(mapper.map(diagnosis))
                .isInstanceOfSatisfying(
                        Mapped.class, m -> assertThat(m.type().id()).isEqualTo("nsclc"));
    }

    @Test
    void snomedCtCountsWhereAMapIsSupplied() {
        Diagnosis diagnosis =
                new Diagnosis(null, null, null, null, null, List.of(new Code(Systems.SNOMED_CT, "254837009")));
        assertThat(mapper.map(diagnosis)).isInstanceOf(Unmapped.class);

        ConceptMap snomed = new ConceptMap();
        snomed.addGroup()
                .setSource(Systems.SNOMED_CT)
                .setTarget(Systems.TUMOUR_TYPE)
                .addElement()
                .setCode("254837009")
                .addTarget()
                .setCode("breast");
        List<ConceptMap> maps = new ArrayList<>(Content.maps());
        maps.add(snomed);
        assertThat(TumourTypeMapper.of(Content.tumourTypes(), maps).map(diagnosis))
                .isInstanceOf(Mapped.class);
    }

    @Test
    void aMapToAnUnknownTypeIsRefusedAtLoad() {
        assertThatThrownBy(() -> TumourTypeMapper.of(new CodeSystem(), Content.maps()))
                .isInstanceOf(ContentException.class)
                .hasMessageContaining("unknown tumour type");
    }

    static Stream<Arguments> types() {
        return StreamSupport.stream(Content.source().get("tumourTypes").spliterator(), false)
                .map(t -> Arguments.of(t.get("id").asText(), t));
    }

    private static boolean excluded(JsonNode type, String morphology, String topography) {
        JsonNode sites = type.get("mapping").get("notThisTypeWhenTopography").get(morphology);
        return sites != null
                && StreamSupport.stream(sites.spliterator(), false).anyMatch(s -> topography.startsWith(s.asText()));
    }

    private static List<String> codes(JsonNode type, String... fields) {
        List<String> codes = new ArrayList<>();
        for (String field : fields) {
            if (type.has(field)) {
                type.get(field).forEach(c -> codes.add(c.asText()));
            }
        }
        return codes;
    }
}

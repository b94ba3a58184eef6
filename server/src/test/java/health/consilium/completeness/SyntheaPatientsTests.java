package health.consilium.completeness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

import health.consilium.completeness.rules.CompletenessResult;
import health.consilium.completeness.rules.ItemResult;
import health.consilium.completeness.rules.RequirementStatus;
import health.consilium.support.Api;
import health.consilium.terminology.rules.Applicability.Coverage;
import health.consilium.terminology.rules.Checklist;
import health.consilium.terminology.rules.Content;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.CanonicalType;
import org.hl7.fhir.r4.model.Condition;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Resource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Patients of Synthea 3.3.0 with cancer of breast, lung or colon: records that nobody wrote for these rules. Those in
 * {@code src/test/resources/synthea} are what the profile {@code synthea} makes with its fixed seed, see {@link
 * SyntheaSampleCheck}; with that profile all cancer patients of the whole population are checked.
 */
class SyntheaPatientsTests {
    private static final Path SAMPLE = Path.of("src/test/resources/synthea");
    private static final Path PATIENTS = Optional.ofNullable(System.getProperty("synthea.patients"))
            .map(Path::of)
            .orElse(SAMPLE);

    /** The day on which the population ends. */
    private static final LocalDate AS_OF = LocalDate.of(2026, 11, 1);

    private static final Precheck PRECHECK = Examples.precheck(reference -> Optional.empty());

    /** Those with one of the three cancers; a population is read once. */
    private static final List<Path> WITH_CANCER = withCancer();

    static Stream<Path> patients() {
        return WITH_CANCER.stream();
    }

    private static List<Path> withCancer() {
        try (Stream<Path> files = Files.list(PATIENTS)) {
            return files.filter(f -> f.toString().matches(".*\\.json(\\.gz)?"))
                    .filter(f -> tumourType(records(f)).isPresent())
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("patients")
    void isAnsweredAndEachVerdictIsExplained(Path patient) {
        Bundle bundle = bundle(patient);
        List<Resource> records = records(bundle);
        Checklist checklist = Content.checklists()
                .forTumourType(tumourType(records).orElseThrow())
                .orElseThrow();

        CompletenessResult result = Examples.engine().evaluate(checklist, records, AS_OF, Set.of());

        assertThat(result.complete()).isFalse();
        assertThat(result.score()).isBetween(0.01, 0.99);
        assertThat(result.items().size() + result.notApplicable().size())
                .isEqualTo(checklist.items().size());
        Set<String> ids = records.stream().map(SyntheaPatientsTests::id).collect(Collectors.toSet());
        assertThat(result.items()).allSatisfy(item -> {
            assertThat(isExplained(item))
                    .as(item.item().id() + " is " + item.status())
                    .isTrue();
            assertThat(item.evidence()).as(item.item().id()).allMatch(e -> ids.contains(e.replaceAll(".*/", "")));
        });
        assertThatNoException()
                .isThrownBy(() -> PRECHECK.answer(
                        PrecheckRequest.of(
                                bundle, new CanonicalType(checklist.url()), null, new DateTimeType(AS_OF.toString())),
                        ReaderLanguages.of(null, null)));
    }

    private static boolean isExplained(ItemResult item) {
        boolean narrower = item.item()
                .requirement()
                .applicability()
                .filter(a -> a.coverage() == Coverage.NARROWER)
                .isPresent();
        return switch (item.status()) {
            case MET -> !item.evidence().isEmpty();
            case QUESTION -> !item.unknownFacts().isEmpty() || narrower;
            default ->
                item.reasons().stream().anyMatch(r -> !r.text().isBlank())
                        && item.gapCode().isPresent();
        };
    }

    @Test
    void thereAreAllThreeCancersAndSomeOfTheirResultsCount() {
        assertThat(patients().map(p -> tumourType(records(p)).orElseThrow())).contains("breast", "nsclc", "colorectal");
        assertThat(patients().filter(p -> tumourType(records(p)).orElseThrow().equals("breast")))
                .anySatisfy(p -> {
                    CompletenessResult result = Examples.engine()
                            .evaluate(
                                    Content.checklists().forTumourType("breast").orElseThrow(),
                                    records(p),
                                    AS_OF,
                                    Set.of());
                    for (String item : List.of("breast.mol.er", "breast.mol.pr", "breast.mol.her2")) {
                        assertThat(result.item(item).orElseThrow().status())
                                .as(item)
                                .isEqualTo(RequirementStatus.MET);
                    }
                });
    }

    @Test
    void answersAreParameters() {
        Parameters answer = PRECHECK.answer(
                PrecheckRequest.of(
                        bundle(patients().findFirst().orElseThrow()),
                        new CanonicalType("https://w3id.org/consilium/fhir/PlanDefinition/checklist-breast"),
                        null,
                        new DateTimeType(AS_OF.toString())),
                ReaderLanguages.of(null, null));
        assertThat(answer.getParameterBool("complete")).isFalse();
    }

    /** Synthea codes in SNOMED CT, for which no map to tumour types is loaded: whoever asks names the checklist. */
    private static Optional<String> tumourType(List<Resource> records) {
        String words = records.stream()
                .filter(Condition.class::isInstance)
                .map(r -> ((Condition) r)
                        .getCode()
                        .getCodingFirstRep()
                        .getDisplay()
                        .toLowerCase(Locale.ROOT))
                .collect(Collectors.joining("; "));
        if (words.contains("small cell carcinoma of lung") && !words.contains("non-small cell")) {
            return Optional.of("sclc");
        }
        if (words.contains("non-small cell")) {
            return Optional.of("nsclc");
        }
        if (words.contains("neoplasm of breast")) {
            return Optional.of("breast");
        }
        return words.matches(".*(neoplasm|tumor) of colon.*") ? Optional.of("colorectal") : Optional.empty();
    }

    private static List<Resource> records(Path file) {
        return records(bundle(file));
    }

    private static List<Resource> records(Bundle bundle) {
        return bundle.getEntry().stream().map(e -> e.getResource()).toList();
    }

    private static String id(Resource resource) {
        return String.valueOf(resource.getIdElement().getIdPart());
    }

    private static Bundle bundle(Path file) {
        try (InputStream in = Files.newInputStream(file);
                InputStream plain = file.toString().endsWith(".gz") ? new GZIPInputStream(in) : in;
                Reader text = new InputStreamReader(plain, StandardCharsets.UTF_8)) {
            return Api.FHIR.newJsonParser().parseResource(Bundle.class, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

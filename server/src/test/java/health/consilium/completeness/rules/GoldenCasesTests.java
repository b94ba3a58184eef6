package health.consilium.completeness.rules;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import health.consilium.terminology.rules.Checklist;
import health.consilium.terminology.rules.Content;
import health.consilium.terminology.rules.DiagnosisReader;
import health.consilium.terminology.rules.TumourTypeMapping.Mapped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.Provenance;
import org.hl7.fhir.r4.model.Resource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Twelve cases as they come, with what each item of the checklist must be answered and by or for which record:
 * {@code golden/<case>/records.json} and {@code expected.txt}, one line an item.
 */
class GoldenCasesTests {
    private static final Path GOLDEN = Path.of("src/test/resources/golden");
    private static final LocalDate AS_OF = LocalDate.of(2026, 11, 20);

    static Stream<String> cases() throws IOException {
        try (Stream<Path> found = Files.list(GOLDEN)) {
            return found.map(p -> p.getFileName().toString()).sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void isAnsweredLineByLine(String name) throws IOException {
        List<String> expected = Files.readAllLines(GOLDEN.resolve(name).resolve("expected.txt")).stream()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .map(line -> line.replaceAll("\\s+", " ").trim())
                .toList();

        assertThat(answered(records(name))).containsExactlyElementsOf(expected);
    }

    @Test
    void thereAreTwelveAndThreeAreOnlyScannedDocuments() throws IOException {
        assertThat(cases()).hasSize(12);
        assertThat(cases().filter(name -> name.endsWith("-scans"))).hasSize(3).allSatisfy(name -> assertThat(
                        records(name))
                .filteredOn(r -> !(r instanceof DocumentReference) && !(r instanceof Provenance))
                .extracting(Resource::fhirType)
                .containsExactly("Patient", "Condition"));
    }

    private static List<Resource> records(String name) {
        try {
            String json = Files.readString(GOLDEN.resolve(name).resolve("records.json"));
            return FhirContext.forR4Cached().newJsonParser().parseResource(Bundle.class, json).getEntry().stream()
                    .map(Bundle.BundleEntryComponent::getResource)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The verdict, then each item of the checklist with its status and the evidence, reasons or open facts. */
    private static List<String> answered(List<Resource> records) {
        Mapped type = (Mapped) Content.mapper().map(DiagnosisReader.read(records));
        Checklist checklist =
                Content.checklists().forTumourType(type.type().id()).orElseThrow();
        CompletenessResult result = Case.engine().evaluate(checklist, records, AS_OF, Set.of());
        List<String> lines = new ArrayList<>();
        lines.add(type.type().id() + (result.complete() ? " complete " : " incomplete ") + result.score());
        checklist
                .items()
                .forEach(item -> lines.add(
                        result.item(item.id()).map(GoldenCasesTests::line).orElse(item.id() + " not-asked")));
        return lines;
    }

    private static String line(ItemResult item) {
        List<String> why = new ArrayList<>(item.evidence());
        item.reasons().stream()
                .map(r -> reason(item, r))
                .distinct()
                .filter(r -> !r.isEmpty())
                .forEach(why::add);
        item.unknownFacts().stream()
                .filter(f -> item.status() == RequirementStatus.QUESTION)
                .sorted()
                .forEach(f -> why.add("?" + f));
        return (item.item().id() + " " + item.status().code() + " "
                        + why.stream().collect(Collectors.joining(" ")))
                .trim();
    }

    /** Code and record; of what is missing for a part of the item, the name of the part. */
    private static String reason(ItemResult item, Reason reason) {
        if (reason.reference() != null) {
            return reason.code() + ":" + reason.reference();
        }
        boolean part = item.status() == RequirementStatus.PARTIAL;
        return part
                ? "-" + reason.text().replace("Nothing was offered for: ", "").replaceAll("[ ,].*", "")
                : "";
    }
}

package health.consilium.examples.cases;

import static health.consilium.examples.cases.ExampleCase.resources;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.lang.Character.UnicodeScript;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.hl7.fhir.r4.model.Attachment;
import org.hl7.fhir.r4.model.Binary;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Composition;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.PositiveIntType;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The records, their translations and what {@code expected.json} says about them agree with each other. */
class CaseContentTests {

    private static final String EXTENSION = "https://w3id.org/consilium/fhir/StructureDefinition/";
    private static final Map<String, UnicodeScript> SCRIPTS =
            Map.of("hi", UnicodeScript.DEVANAGARI, "zh-Hans", UnicodeScript.HAN, "ar", UnicodeScript.ARABIC);

    static List<ExampleCase> cases() {
        return ExampleCase.all();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void documentsCarryTheBytesOfTheFiles(ExampleCase example) throws Exception {
        Bundle transaction = example.transaction();
        Map<String, Binary> binaries = binaries(transaction);
        for (DocumentReference document : resources(transaction, DocumentReference.class)) {
            Attachment attachment = document.getContentFirstRep().getAttachment();
            Binary binary = binaries.get(attachment.getUrl());
            assertThat(binary).as(attachment.getTitle()).isNotNull();
            byte[] bytes = binary.getData();
            assertThat(bytes).isEqualTo(example.bytes(fileOf(example, document)));
            assertThat(binary.getContentType()).isEqualTo(attachment.getContentType());
            assertThat(attachment.getSize()).isEqualTo(bytes.length);
            assertThat(value(attachment, "sha256")).isEqualTo(sha256(bytes));
            assertThat(value(attachment, "page-count")).isEqualTo(String.valueOf(pages(attachment, bytes)));
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void recordsAreWrittenInTheLanguageTheyClaim(ExampleCase example) throws Exception {
        Bundle transaction = example.transaction();
        Map<String, Binary> binaries = binaries(transaction);
        for (DocumentReference document : resources(transaction, DocumentReference.class)) {
            Attachment attachment = document.getContentFirstRep().getAttachment();
            String text = text(attachment, binaries.get(attachment.getUrl()).getData());
            if (text.isBlank()) {
                assertThat(document.getType().getCodingFirstRep().getCode())
                        .as("only the signed release is a scan")
                        .isEqualTo("64292-6");
            } else {
                UnicodeScript script = SCRIPTS.getOrDefault(attachment.getLanguage(), UnicodeScript.LATIN);
                assertThat(share(text, script)).as(attachment.getTitle()).isGreaterThan(0.5);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void everyRecordThatIsNotEnglishHasAnEnglishTranslation(ExampleCase example) throws Exception {
        Set<String> originals = new HashSet<>();
        for (DocumentReference document : resources(example.transaction(), DocumentReference.class)) {
            if (!"en".equals(document.getContentFirstRep().getAttachment().getLanguage())) {
                originals.add(document.getIdentifierFirstRep().getValue());
            }
        }
        Set<String> translated = new HashSet<>();
        for (JsonNode translation : example.translations()) {
            translated.add(translation.at("/original/value").asText());
            byte[] pdf = example.bytes(translation.path("file").asText());
            assertThat(share(pdfText(pdf), UnicodeScript.LATIN)).isGreaterThan(0.9);
        }
        assertThat(translated).isEqualTo(originals);
        assertThat(originals)
                .hasSize(example.expected().path("recordsNotInEnglish").asInt());
    }

    @ParameterizedTest
    @MethodSource("cases")
    void theOpinionAnswersEachClinicalQuestion(ExampleCase example) throws Exception {
        ServiceRequest order =
                resources(example.transaction(), ServiceRequest.class).get(0);
        List<String> asked = order.getExtensionsByUrl(EXTENSION + "clinical-question").stream()
                .map(question ->
                        ((PositiveIntType) question.getExtensionByUrl("number").getValue()).getValueAsString())
                .toList();
        Bundle opinion = example.opinion();
        List<String> answered = resources(opinion, Composition.class).get(0).getSection().stream()
                .map(section -> section.getExtensionByUrl(EXTENSION + "answers-question"))
                .map(extension -> ((PositiveIntType) extension.getValue()).getValueAsString())
                .toList();
        assertThat(answered).isEqualTo(asked);
        assertThat(asked).hasSize(example.expected().path("clinicalQuestions").asInt());
        DocumentReference report = resources(opinion, DocumentReference.class).get(0);
        assertThat(binaries(opinion)
                        .get(report.getContentFirstRep().getAttachment().getUrl())
                        .getData())
                .isEqualTo(example.bytes("opinion/report.pdf"));

        JsonNode translation = example.expected().at("/opinion/translation");
        String text = pdfText(example.bytes(translation.path("file").asText()));
        assertThat(share(text, SCRIPTS.get(translation.path("language").asText())))
                .isGreaterThan(0.5);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void expectationsNameWhatIsThere(ExampleCase example) {
        JsonNode expected = example.expected();
        assertThat(resources(example.transaction(), DocumentReference.class))
                .hasSize(expected.path("records").asInt());
        List<String> names = new ArrayList<>();
        example.source()
                .path("entries")
                .forEach(entry -> names.add(entry.path("name").asText()));
        assertThat(names).doesNotHaveDuplicates();
        for (JsonNode variant : expected.path("incomplete")) {
            variant.path("without").forEach(name -> assertThat(names).contains(name.asText()));
        }
        assertThat(strings(expected.at("/completeness/met")))
                .containsAll(strings(expected.at("/completeness/blocking")))
                .doesNotContainAnyElementsOf(strings(expected.at("/completeness/missing")));
    }

    /** Records show each kind that a hospital sends: PDF with text, PDF without, picture and plain text. */
    @ParameterizedTest
    @MethodSource("cases")
    void someDocumentsBelongIntoTheContentStore(ExampleCase example) {
        assertThat(binaries(example.transaction()).values())
                .anyMatch(binary -> binary.getData().length > 100_000)
                .anyMatch(binary -> binary.getData().length < 100_000);
    }

    private static String fileOf(ExampleCase example, DocumentReference document) {
        String identifier = document.getIdentifierFirstRep().getValue();
        return StreamSupport.stream(example.source().path("entries").spliterator(), false)
                .filter(entry -> identifier.endsWith("/" + entry.path("name").asText()))
                .filter(entry -> entry.has("file"))
                .map(entry -> entry.path("file").asText())
                .findFirst()
                .orElseThrow();
    }

    private static Map<String, Binary> binaries(Bundle bundle) {
        Map<String, Binary> found = new HashMap<>();
        for (Bundle.BundleEntryComponent entry : bundle.getEntry()) {
            if (entry.getResource() instanceof Binary binary) {
                found.put(entry.getFullUrl(), binary);
            }
        }
        return found;
    }

    private static String value(Attachment attachment, String extension) {
        Extension found = attachment.getExtensionByUrl(EXTENSION + extension);
        return found.getValue().primitiveValue();
    }

    private static int pages(Attachment attachment, byte[] bytes) throws Exception {
        if (!attachment.getContentType().equals("application/pdf")) {
            return 1;
        }
        try (PDDocument pdf = Loader.loadPDF(bytes)) {
            return pdf.getNumberOfPages();
        }
    }

    private static String text(Attachment attachment, byte[] bytes) throws Exception {
        return switch (attachment.getContentType()) {
            case "application/pdf" -> pdfText(bytes);
            case "text/plain;charset=UTF-8" -> new String(bytes, StandardCharsets.UTF_8);
            default -> "";
        };
    }

    private static String pdfText(byte[] bytes) throws Exception {
        try (PDDocument pdf = Loader.loadPDF(bytes)) {
            return new PDFTextStripper().getText(pdf);
        }
    }

    /** Share of the letters that belong to the script; marks and digits do not count. */
    private static double share(String text, UnicodeScript script) {
        int[] letters = text.codePoints().filter(Character::isLetter).toArray();
        long own = Arrays.stream(letters)
                .filter(letter -> UnicodeScript.of(letter) == script)
                .count();
        return (double) own / letters.length;
    }

    private static List<String> strings(JsonNode array) {
        List<String> values = new ArrayList<>();
        array.forEach(node -> values.add(node.asText()));
        return values;
    }

    private static String sha256(byte[] bytes) throws NoSuchAlgorithmException {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }
}

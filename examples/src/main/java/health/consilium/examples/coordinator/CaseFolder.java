package health.consilium.examples.coordinator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.StreamSupport;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.Identifier;

/** What the people of an example case have on their desks: {@code examples/cases/<case>}. */
final class CaseFolder {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path folder;
    private final JsonNode expected;

    CaseFolder(Path folder) throws IOException {
        if (!Files.isRegularFile(folder.resolve("expected.json"))) {
            throw new IOException(folder + " is no folder of an example case: it has no expected.json");
        }
        this.folder = folder;
        this.expected = JSON.readTree(folder.resolve("expected.json").toFile());
    }

    /** A translated document. */
    record Translation(byte[] bytes, String contentType, String language, String title) {}

    /** The centre whose opinion lies in the folder. */
    String centre() {
        return expected.path("centre").asText();
    }

    /** The user name with which the patient signs in to the demo. */
    String patientLogin() {
        return expected.path("patientLogin").asText();
    }

    /**
     * The English translation of one of the hospital's records. The hospital numbers a record {@code <order>/<name>}; a case
     * that was sent again under another order number has the same names.
     */
    Translation translationOf(DocumentReference original) throws IOException {
        JsonNode file =
                JSON.readTree(folder.resolve("translations/translations.json").toFile());
        String name = name(original.getIdentifier().stream()
                .filter(identifier -> identifier.getSystem().endsWith("/record"))
                .map(Identifier::getValue)
                .findFirst()
                .orElse(""));
        JsonNode entry = StreamSupport.stream(file.path("translations").spliterator(), false)
                .filter(translation -> name(translation
                                .path("original")
                                .path("value")
                                .asText())
                        .equals(name))
                .findFirst()
                .orElseThrow(() -> new IOException(folder + "/translations has none of the record " + name));
        return new Translation(
                Files.readAllBytes(folder.resolve(entry.path("file").asText())),
                entry.path("contentType").asText(),
                entry.path("language").asText(),
                entry.path("title").asText());
    }

    /** The opinion in the patient's language. */
    Translation translationOfOpinion() throws IOException {
        JsonNode entry = expected.path("opinion").path("translation");
        return new Translation(
                Files.readAllBytes(folder.resolve(entry.path("file").asText())),
                "application/pdf",
                entry.path("language").asText(),
                "Written second opinion (translation)");
    }

    private static String name(String number) {
        return number.substring(number.lastIndexOf('/') + 1);
    }
}

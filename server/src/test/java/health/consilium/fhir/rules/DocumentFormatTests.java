package health.consilium.fhir.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class DocumentFormatTests {

    private static final Path CASES = Path.of("../examples/cases");

    @ParameterizedTest
    @CsvSource({
        "application/pdf, PDF",
        "Application/PDF, PDF",
        "text/plain;charset=UTF-8, TEXT",
        "image/jpeg, JPEG",
        "image/png, PNG",
        "image/tiff, TIFF"
    })
    void aFormatIsKnownByItsMediaTypeWhateverItsParameters(String contentType, DocumentFormat format) {
        assertThat(DocumentFormat.named(contentType)).contains(format);
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/html", "application/dicom", "application/msword", "image/svg+xml", ""})
    void otherMediaTypesAreNotTaken(String contentType) {
        assertThat(DocumentFormat.named(contentType)).isEmpty();
    }

    @Test
    void theFormatsThatAreTakenCanBeToldToASender() {
        assertThat(DocumentFormat.accepted())
                .isEqualTo("application/pdf, image/jpeg, image/png, image/tiff, text/plain");
    }

    static Stream<List<Object>> documents() throws IOException {
        return Stream.of(
                List.of(DocumentFormat.PDF, Files.readAllBytes(CASES.resolve("breast/records/pathology.hi.pdf"))),
                List.of(DocumentFormat.JPEG, Files.readAllBytes(CASES.resolve("nsclc/records/release-consent.zh.jpg"))),
                List.of(DocumentFormat.PNG, bytes(0x89, 'P', 'N', 'G', 0x0D, 0x0A, 0x1A, 0x0A, 0, 0)),
                List.of(DocumentFormat.TIFF, bytes('I', 'I', 42, 0, 8, 0, 0, 0)),
                List.of(DocumentFormat.TIFF, bytes('M', 'M', 0, 42, 0, 0, 0, 8)),
                List.of(
                        DocumentFormat.TEXT,
                        Files.readAllBytes(CASES.resolve("breast/records/medications-allergies.hi.txt"))));
    }

    @ParameterizedTest
    @MethodSource("documents")
    void bytesAreOfTheirOwnFormatAndOfNoOther(List<Object> document) throws IOException {
        byte[] bytes = (byte[]) document.get(1);
        for (DocumentFormat format : DocumentFormat.values()) {
            assertThat(format.isFormatOf(new ByteArrayInputStream(bytes)))
                    .as(format.name())
                    .isEqualTo(format == document.get(0));
        }
    }

    static Stream<byte[]> nothingWeTake() {
        return Stream.of(
                new byte[0],
                "MZ\u0000\u0001".getBytes(StandardCharsets.ISO_8859_1),
                bytes(0xFF, 0xFE, 'a', 0, 'b', 0),
                "Grüße".getBytes(StandardCharsets.ISO_8859_1),
                bytes('P', 'K', 3, 4));
    }

    @ParameterizedTest
    @MethodSource("nothingWeTake")
    void otherBytesAreOfNoFormat(byte[] bytes) throws IOException {
        for (DocumentFormat format : DocumentFormat.values()) {
            assertThat(format.isFormatOf(new ByteArrayInputStream(bytes)))
                    .as(format.name())
                    .isFalse();
        }
    }

    @Test
    void whatComesBeforeThePdfHeaderMakesItSomethingElse() throws IOException {
        byte[] polyglot = "<script>1</script>%PDF-1.7".getBytes(StandardCharsets.US_ASCII);

        assertThat(DocumentFormat.PDF.isFormatOf(new ByteArrayInputStream(polyglot)))
                .isFalse();
    }

    @Test
    void aLongTextIsReadToItsEnd() throws IOException {
        byte[] text = new byte[100_000];
        Arrays.fill(text, (byte) 'x');
        assertThat(DocumentFormat.TEXT.isFormatOf(new ByteArrayInputStream(text)))
                .isTrue();

        text[99_999] = 0;
        assertThat(DocumentFormat.TEXT.isFormatOf(new ByteArrayInputStream(text)))
                .isFalse();
    }

    private static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }
}

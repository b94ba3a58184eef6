package health.consilium.fhir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import org.hl7.fhir.r4.model.Binary;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.StringType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

/** Whose bytes a Binary may name, whoever stores it. */
class BinaryStorageTests {

    private static final String OWN = "0123456789abcdef0123456789abcdef";
    private static final String FOREIGN = "fedcba9876543210fedcba9876543210";

    private Documents documents;
    private BinaryStorage storage;

    @BeforeEach
    void whatIsStoredLiesUnderItsOwnName() throws IOException {
        ContentStore contents = mock(ContentStore.class);
        when(contents.put(any(), any())).thenReturn(new ContentStore.Content(OWN, 2_000, "", "", "application/pdf"));
        DataSize kilobyte = DataSize.ofKilobytes(1);
        documents = new Documents(
                contents,
                new FhirSettings(
                        URI.create("http://localhost/fhir"),
                        Path.of("data"),
                        new FhirSettings.Content(null, null, kilobyte, kilobyte),
                        200,
                        20,
                        kilobyte));
        storage = new BinaryStorage(documents);
    }

    @Test
    void whatWasKeptHereIsNamed() throws IOException {
        Binary kept = documents.keep(new ByteArrayInputStream(new byte[2_000]), "application/pdf");

        storage.created(kept);

        assertThat(Documents.contentId(kept)).contains(OWN);
    }

    @Test
    void whatIsOnlySaidToBeKeptIsNot() throws IOException {
        Binary said = naming(FOREIGN);
        documents.keep(new ByteArrayInputStream(new byte[2_000]), "application/pdf");
        Binary repeated = naming(OWN);

        storage.created(said);
        storage.created(repeated);

        assertThat(Documents.contentId(said)).isEmpty();
        assertThat(Documents.contentId(repeated)).as("of another").isEmpty();
    }

    @Test
    void largeBytesTakeThePlaceOfWhatWasSaid() {
        Binary both = naming(FOREIGN).setData(new byte[2_000]);

        storage.created(both);

        assertThat(both.getData()).isNull();
        assertThat(both.getDataElement().getExtension()).singleElement().satisfies(extension -> assertThat(
                        extension.getValue().primitiveValue())
                .isEqualTo(OWN));
    }

    @Test
    void aNewVersionNamesTheBytesOfTheOneBeforeAndNoOthers() {
        Binary same = naming(OWN);
        Binary others = naming(FOREIGN);
        Binary revived = naming(OWN);

        storage.updated(naming(OWN), same);
        storage.updated(naming(OWN), others);
        storage.updated(null, revived);

        assertThat(Documents.contentId(same)).contains(OWN);
        assertThat(Documents.contentId(others)).isEmpty();
        assertThat(Documents.contentId(revived)).as("of a deleted one").isEmpty();
    }

    private static Binary naming(String content) {
        Binary binary = new Binary().setContentType("application/pdf");
        binary.getDataElement().addExtension(new Extension(Documents.CONTENT_ID, new StringType(content)));
        return binary;
    }
}

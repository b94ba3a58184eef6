package health.consilium.fhir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import health.consilium.support.ServerTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Somebody has the disk, or a backup of it. */
@ServerTest
class StolenDiskIT {

    private static final byte[] DOCUMENT =
            "The patient's pathology report. ".repeat(10_000).getBytes(StandardCharsets.UTF_8);

    @Autowired
    ContentStore contents;

    @Autowired
    FhirSettings settings;

    @Test
    void onTheDiskThereIsNothingToRead() throws IOException {
        ContentStore.Content content = contents.put(new ByteArrayInputStream(DOCUMENT), "text/plain");

        assertThat(contents.open(content.id()).readAllBytes()).isEqualTo(DOCUMENT);
        assertThat(content.size()).isEqualTo(DOCUMENT.length);
        assertThat(new String(Files.readAllBytes(file(content.id())), StandardCharsets.ISO_8859_1))
                .doesNotContain("pathology");
    }

    @Test
    void aBackupOfADocumentThatWasShreddedCannotBeDecrypted() throws IOException {
        ContentStore.Content content = contents.put(new ByteArrayInputStream(DOCUMENT), "text/plain");
        byte[] backup = Files.readAllBytes(file(content.id()));

        contents.delete(content.id());
        Files.write(file(content.id()), backup);

        assertThatThrownBy(() -> contents.open(content.id()).readAllBytes())
                .isInstanceOf(IOException.class)
                .hasMessageContaining("destroyed");
        Files.delete(file(content.id()));
    }

    private Path file(String id) {
        return settings.contentDirectory().resolve(id.substring(0, 2)).resolve(id + ".enc");
    }
}

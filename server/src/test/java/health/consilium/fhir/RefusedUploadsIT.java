package health.consilium.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import health.consilium.support.Api;
import health.consilium.support.Api.Response;
import health.consilium.support.FakeClamd;
import health.consilium.support.Journey;
import health.consilium.support.Journey.Journeys;
import health.consilium.support.ServerTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.commons.codec.digest.DigestUtils;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

/** A document that is refused when all of its bytes have come: nobody knows of them, so nobody would ever take them away. */
@ServerTest
class RefusedUploadsIT {

    private final Api hospital = Api.system("hospital-nairobi");

    @Autowired
    Journeys journeys;

    @Autowired
    FhirSettings settings;

    @Autowired
    JdbcTemplate jdbc;

    @Test
    void nothingIsLeftOfWhatNamesAStrangersPatient() {
        Journey others = journeys.hospitalSends("breast");
        Api stranger = Api.system("centre-seoul");
        byte[] document = large("");

        Response refused = stranger.with("X-Security-Context", "Patient/" + others.patientId())
                .send("POST", "Binary", "text/plain", document);

        assertThat(refused.status()).as(refused.text()).isEqualTo(422);
        assertThat(refused.code()).isEqualTo("dangling-reference");
        assertThat(kept(document)).isEmpty();
    }

    @Test
    void nothingIsLeftOfWhatTheScannerRefuses() {
        String infected = new String(FakeClamd.eicar(), StandardCharsets.US_ASCII);
        for (String words : List.of(infected, FakeClamd.SILENCE, FakeClamd.CUT_OFF, FakeClamd.TOO_LONG)) {
            byte[] document = large(words);

            Response refused = hospital.send("POST", "Binary", "text/plain", document);

            assertThat(refused.status()).as(refused.text()).isIn(413, 422, 503);
            assertThat(kept(document)).isEmpty();
        }
    }

    @Test
    void whatIsTakenIsKeptOnce() {
        byte[] document = large("");

        assertThat(hospital.send("POST", "Binary", "text/plain", document).status())
                .isEqualTo(201);

        assertThat(kept(document)).singleElement().satisfies(id -> assertThat(keys(id))
                .isOne());
    }

    /** Like no other, and too large for the database. */
    private static byte[] large(String words) {
        return (UUID.randomUUID() + ", a letter. ".repeat(20_000) + words).getBytes(StandardCharsets.US_ASCII);
    }

    /** Other tests store documents meanwhile: these bytes are known by their hash. */
    private List<String> kept(byte[] document) {
        String hash = DigestUtils.sha256Hex(document);
        try (Stream<Path> files = Files.walk(settings.contentDirectory())) {
            return files.filter(file -> file.toString().endsWith(".json"))
                    .filter(file -> read(file).contains(hash))
                    .map(file -> file.getFileName().toString().replace(".json", ""))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException gone) {
            return "";
        }
    }

    private int keys(String id) {
        return jdbc.queryForObject("select count(*) from content_key where content_id = ?", Integer.class, id);
    }
}

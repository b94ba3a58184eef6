package health.consilium.fhir.rules;

import static org.assertj.core.api.Assertions.assertThat;

import health.consilium.fhir.Documents;
import java.util.HexFormat;
import org.hl7.fhir.r4.model.Attachment;
import org.hl7.fhir.r4.model.StringType;
import org.junit.jupiter.api.Test;

class StatedTests {

    private static final String SHA1 = "da39a3ee5e6b4b0d3255bfef95601890afd80709";
    private static final String SHA256 = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    private final Attachment attachment = new Attachment();

    @Test
    void aSenderNeedSayNothing() {
        assertThat(Stated.contradictions(attachment, 3, SHA1, SHA256)).isEmpty();
    }

    @Test
    void whatIsTrueIsNoContradiction() {
        attachment.setSize(3).setHash(HexFormat.of().parseHex(SHA1));
        attachment.addExtension(Documents.SHA256, new StringType(SHA256.toUpperCase()));

        assertThat(Stated.contradictions(attachment, 3, SHA1, SHA256)).isEmpty();
    }

    @Test
    void everyElementThatTheBytesContradictIsNamed() {
        attachment.setSize(4).setHash(new byte[20]);
        attachment.addExtension(Documents.SHA256, new StringType("00"));

        assertThat(Stated.contradictions(attachment, 3, SHA1, SHA256))
                .containsExactly("size", "hash", "extension('" + Documents.SHA256 + "')");
    }
}

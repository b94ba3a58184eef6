package health.consilium.fhir.rules;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.hl7.fhir.r4.model.Attachment;

/**
 * What a sender says of the bytes of a document. It need not say anything; what it says must be so, or the document was
 * damaged or exchanged on its way.
 */
public final class Stated {

    private static final String SHA256 = "https://w3id.org/consilium/fhir/StructureDefinition/sha256";

    private Stated() {}

    /** The elements of the attachment that the bytes contradict, relative to the attachment. */
    public static List<String> contradictions(Attachment attachment, long size, String sha1, String sha256) {
        List<String> wrong = new ArrayList<>();
        if (attachment.hasSize() && attachment.getSize() != size) {
            wrong.add("size");
        }
        if (attachment.hasHash()
                && !HexFormat.of().formatHex(attachment.getHash()).equals(sha1)) {
            wrong.add("hash");
        }
        if (sha256(attachment) != null
                && !sha256(attachment).toLowerCase(Locale.ROOT).equals(sha256)) {
            wrong.add("extension('" + SHA256 + "')");
        }
        return wrong;
    }

    private static String sha256(Attachment attachment) {
        return attachment.getExtensionString(SHA256);
    }
}

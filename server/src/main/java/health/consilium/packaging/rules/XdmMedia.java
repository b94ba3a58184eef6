package health.consilium.packaging.rules;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.hl7.fhir.r4.model.Binary;
import org.hl7.fhir.r4.model.Bundle;

/**
 * A package as IHE XDM media, a zip file for centres without FHIR: the document and its records with their metadata, and a page for
 * people. The same input gives the same bytes. See https://profiles.ihe.net/ITI/TF/Volume2/ITI-32.html.
 */
public final class XdmMedia {

    public static final String CONTENT_TYPE = "application/zip";

    private static final String SUBSET = "IHE_XDM/SUBSET01/";
    private static final String DOCUMENT = "DOC00001.JSN";

    private XdmMedia() {}

    /**
     * @param document the assembled document
     * @param bytes the same as bytes, signed where it is signed
     * @param contents Binaries of the documents that it lists, with data
     * @param recipient name of the centre; empty for the patient's own
     */
    public static byte[] of(
            Bundle document,
            byte[] bytes,
            List<Binary> contents,
            Optional<String> recipient,
            ReferralDocument.Stamp stamp) {
        XdmContents media = XdmContents.of(document, bytes, contents, recipient, stamp);
        LocalDateTime time = LocalDateTime.ofInstant(stamp.date().toInstant(), ZoneOffset.UTC);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out, StandardCharsets.UTF_8)) {
            put(zip, time, "INDEX.HTM", XdmPages.index(media.submission(), media.parts(), SUBSET));
            put(zip, time, "README.TXT", XdmPages.readme());
            put(zip, time, SUBSET + "METADATA.XML", XdmMetadata.of(media.submission(), media.parts()));
            for (XdmContents.Part part : media.parts()) {
                put(zip, time, SUBSET + part.uri(), part.bytes());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("A file in memory can be written", e);
        }
        return out.toByteArray();
    }

    /** @param time without a zone, so that the bytes do not depend on where the server runs. */
    private static void put(ZipOutputStream zip, LocalDateTime time, String name, byte[] bytes) throws IOException {
        ZipEntry entry = new ZipEntry(name);
        entry.setTimeLocal(time);
        zip.putNextEntry(entry);
        zip.write(bytes);
        zip.closeEntry();
    }

    /** The bytes of the document on such media. */
    public static byte[] document(byte[] media) {
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(media), StandardCharsets.UTF_8)) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                if (entry.getName().equals(SUBSET + DOCUMENT)) {
                    return zip.readAllBytes();
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("XDM media cannot be read", e);
        }
        throw new IllegalArgumentException("XDM media without " + DOCUMENT);
    }
}

package health.consilium.packaging.rules;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.apache.commons.codec.digest.DigestUtils;
import org.hl7.fhir.r4.model.Attachment;
import org.hl7.fhir.r4.model.Binary;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Composition;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.DocumentReference.DocumentRelationshipType;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Resource;

/**
 * A package as IHE XDM media, a zip file for centres without FHIR: the document and its records with their metadata, and a page for
 * people. The same input gives the same bytes. See https://profiles.ihe.net/ITI/TF/Volume2/ITI-32.html.
 */
public final class XdmMedia {

    public static final String CONTENT_TYPE = "application/zip";

    private static final String SUBSET = "IHE_XDM/SUBSET01/";
    private static final String DOCUMENT = "DOC00001.JSN";
    private static final DateTimeFormatter DTM =
            DateTimeFormatter.ofPattern("yyyyMMddHHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final Map<String, String> EXTENSIONS = Map.of(
            "application/pdf", "PDF",
            "image/jpeg", "JPG",
            "image/png", "PNG",
            "image/tiff", "TIF",
            "text/plain", "TXT",
            "text/html", "HTM",
            "application/fhir+json", "JSN",
            "application/dicom", "DCM");
    private static final String LOINC = "2.16.840.1.113883.6.1";

    private final Bundle document;
    private final ReferralDocument.Stamp stamp;
    private final List<Part> parts = new ArrayList<>();

    /** A code with the OID of its system. */
    record Code(String scheme, String code, String display) {}

    /** What is handed over as a whole. */
    record Submission(
            String entryUuid,
            String uniqueId,
            String sourceId,
            String patientId,
            String time,
            String title,
            Code contentType,
            String recipient) {}

    /**
     * A document on the media.
     *
     * @param uri file name beside METADATA.XML, 8.3
     * @param transforms entry of the document that this one is a translation of; null for none
     */
    record Part(
            String entryUuid,
            String uniqueId,
            String uri,
            String mimeType,
            String language,
            String title,
            String created,
            Code type,
            String format,
            String transforms,
            byte[] bytes) {

        String sha1() {
            return DigestUtils.sha1Hex(bytes);
        }
    }

    private XdmMedia(Bundle document, ReferralDocument.Stamp stamp) {
        this.document = document;
        this.stamp = stamp;
    }

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
        return new XdmMedia(document, stamp).build(bytes, contents, recipient);
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

    private byte[] build(byte[] bytes, List<Binary> contents, Optional<String> recipient) {
        Composition composition = all(Composition.class).get(0);
        Submission submission = submission(composition, recipient);
        parts.add(brief(composition, bytes));
        for (DocumentReference reference : all(DocumentReference.class)) {
            contentOf(reference, contents).ifPresent(content -> parts.add(part(reference, content)));
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out, StandardCharsets.UTF_8)) {
            put(zip, "INDEX.HTM", XdmPages.index(submission, parts, SUBSET));
            put(zip, "README.TXT", XdmPages.readme());
            put(zip, SUBSET + "METADATA.XML", XdmMetadata.of(submission, parts));
            for (Part part : parts) {
                put(zip, SUBSET + part.uri(), part.bytes());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("A file in memory can be written", e);
        }
        return out.toByteArray();
    }

    /** Without a zone, so that the bytes do not depend on where the server runs. */
    private void put(ZipOutputStream zip, String name, byte[] bytes) throws IOException {
        ZipEntry entry = new ZipEntry(name);
        entry.setTimeLocal(LocalDateTime.ofInstant(stamp.date().toInstant(), ZoneOffset.UTC));
        zip.putNextEntry(entry);
        zip.write(bytes);
        zip.closeEntry();
    }

    private Submission submission(Composition composition, Optional<String> recipient) {
        return new Submission(
                urn("submission " + stamp.bundleId()),
                oid(UUID.fromString(stamp.bundleId())),
                oid(name(stamp.base())),
                patientId(),
                DTM.format(stamp.date().toInstant()),
                composition.getTitle(),
                code(composition.getType()),
                recipient.map(centre -> centre.replaceAll("[\\^|&]", " ")).orElse(null));
    }

    private Part brief(Composition composition, byte[] bytes) {
        return new Part(
                urn("document " + stamp.bundleId()),
                oid(UUID.fromString(stamp.compositionId())),
                uri("application/fhir+json"),
                "application/fhir+json",
                composition.hasLanguage() ? composition.getLanguage() : "en",
                composition.getTitle(),
                DTM.format(stamp.date().toInstant()),
                code(composition.getType()),
                "urn:ihe:iti:xds:2017:mimeTypeSufficient",
                null,
                bytes);
    }

    private Part part(DocumentReference reference, Binary content) {
        Attachment attachment = reference.getContentFirstRep().getAttachment();
        Date created = attachment.hasCreation() ? attachment.getCreation() : reference.getDate();
        Instant when = created == null ? stamp.date().toInstant() : created.toInstant();
        return new Part(
                entry(Classification.reference(reference)),
                oid(name("document " + stamp.bundleId() + Classification.reference(reference))),
                uri(content.getContentType()),
                content.getContentType(),
                attachment.hasLanguage() ? attachment.getLanguage() : "en",
                title(reference, attachment),
                DTM.format(when),
                code(reference.getType()),
                "urn:ihe:iti:xds:2017:mimeTypeSufficient",
                original(reference).orElse(null),
                content.getData());
    }

    private static String title(DocumentReference reference, Attachment attachment) {
        if (attachment.hasTitle()) {
            return plain(attachment.getTitle());
        }
        return reference.hasDescription()
                ? plain(reference.getDescription())
                : code(reference.getType()).display();
    }

    /** Without what XML 1.0 cannot hold. */
    private static String plain(String text) {
        return text.replaceAll("\\p{Cntrl}+", " ");
    }

    /** Only of what is on the media, too. */
    private Optional<String> original(DocumentReference reference) {
        return reference.getRelatesTo().stream()
                .filter(related -> related.getCode() == DocumentRelationshipType.TRANSFORMS)
                .map(related -> String.valueOf(related.getTarget().getReference()))
                .filter(target -> all(DocumentReference.class).stream()
                        .anyMatch(other -> Classification.reference(other).equals(target)))
                .map(this::entry)
                .findFirst();
    }

    private String entry(String reference) {
        return urn("entry " + stamp.bundleId() + " " + reference);
    }

    private static Optional<Binary> contentOf(DocumentReference reference, List<Binary> contents) {
        String url =
                String.valueOf(reference.getContentFirstRep().getAttachment().getUrl());
        return contents.stream()
                .filter(content -> content.hasData()
                        && new IdType(url).getIdPart() != null
                        && new IdType(url)
                                .getIdPart()
                                .equals(content.getIdElement().getIdPart()))
                .findFirst();
    }

    private String uri(String mimeType) {
        String type = mimeType.replaceAll(";.*", "").strip();
        return "DOC%05d.%s".formatted(parts.size() + 1, EXTENSIONS.getOrDefault(type, "BIN"));
    }

    /** As HL7 V2's CX: a number and the OID of who gave it. */
    private String patientId() {
        Optional<Identifier> known = all(Patient.class).stream()
                .flatMap(patient -> patient.getIdentifier().stream())
                .filter(Identifier::hasValue)
                .findFirst();
        String value = known.map(Identifier::getValue).orElse(stamp.bundleId());
        String system = known.map(Identifier::getSystem).orElse(stamp.base());
        return plain(value).replaceAll("[\\^|&~\\\\]", " ") + "^^^&" + oid(name(String.valueOf(system))) + "&ISO";
    }

    private <T extends Resource> List<T> all(Class<T> type) {
        return document.getEntry().stream()
                .map(Bundle.BundleEntryComponent::getResource)
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }

    private static Code code(CodeableConcept concept) {
        Coding loinc = concept.getCoding().stream()
                .filter(coding -> "http://loinc.org".equals(coding.getSystem()))
                .findFirst()
                .orElse(new Coding(null, "34133-9", "Summary of episode note"));
        return new Code(LOINC, loinc.getCode(), loinc.hasDisplay() ? loinc.getDisplay() : loinc.getCode());
    }

    private static String urn(String name) {
        return "urn:uuid:" + name(name);
    }

    private static UUID name(String text) {
        return UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8));
    }

    /** ITU-T X.667: any UUID is an OID. */
    private static String oid(UUID uuid) {
        return "2.25." + new BigInteger(uuid.toString().replace("-", ""), 16);
    }
}

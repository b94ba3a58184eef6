package health.consilium.packaging.rules;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
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

/** What lies on XDM media: the document of a package and its records, as IHE's metadata describe them. */
final class XdmContents {

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
    private final Submission submission;

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

    private XdmContents(Bundle document, Optional<String> recipient, ReferralDocument.Stamp stamp) {
        this.document = document;
        this.stamp = stamp;
        this.submission = submission(composition(), recipient);
    }

    /** @see XdmMedia#of */
    static XdmContents of(
            Bundle document,
            byte[] bytes,
            List<Binary> contents,
            Optional<String> recipient,
            ReferralDocument.Stamp stamp) {
        XdmContents media = new XdmContents(document, recipient, stamp);
        media.parts.add(media.brief(media.composition(), bytes));
        for (DocumentReference reference : Entries.of(document, DocumentReference.class)) {
            contentOf(reference, contents).ifPresent(content -> media.parts.add(media.part(reference, content)));
        }
        return media;
    }

    Submission submission() {
        return submission;
    }

    /** The document first. */
    List<Part> parts() {
        return parts;
    }

    private Composition composition() {
        return Entries.of(document, Composition.class).get(0);
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
                .filter(target -> Entries.of(document, DocumentReference.class).stream()
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
        Optional<Identifier> known = Entries.of(document, Patient.class).stream()
                .flatMap(patient -> patient.getIdentifier().stream())
                .filter(Identifier::hasValue)
                .findFirst();
        String value = known.map(Identifier::getValue).orElse(stamp.bundleId());
        String system = known.map(Identifier::getSystem).orElse(stamp.base());
        return plain(value).replaceAll("[\\^|&~\\\\]", " ") + "^^^&" + oid(name(String.valueOf(system))) + "&ISO";
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

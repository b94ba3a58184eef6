package health.consilium.packaging;

import health.consilium.fhir.Documents;
import health.consilium.fhir.FhirPackage;
import health.consilium.fhir.FhirStore;
import health.consilium.packaging.rules.HandlingLabels;
import health.consilium.packaging.rules.XdmMedia;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.Date;
import java.util.List;
import org.apache.commons.codec.digest.DigestUtils;
import org.hl7.fhir.r4.model.Attachment;
import org.hl7.fhir.r4.model.Binary;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.Enumerations.DocumentReferenceStatus;
import org.hl7.fhir.r4.model.Reference;
import org.springframework.stereotype.Component;

/**
 * Keeps the exact bytes of a package and the DocumentReference that stands for them. HAPI rewrites ids, meta and the order of
 * XHTML attributes of what it stores as resources, so that only the bytes are what was signed
 * (https://github.com/hapifhir/org.hl7.fhir.core/issues/2464).
 */
@Component
class Freezer {

    private static final String FORMATS = FhirPackage.CANONICAL + "/CodeSystem/package-format";

    private final FhirStore store;
    private final Documents documents;
    private final Clock clock;

    Freezer(FhirStore store, Documents documents, Clock clock) {
        this.store = store;
        this.documents = documents;
        this.clock = clock;
    }

    /**
     * What is known of a package beside its bytes.
     *
     * @param type LOINC code
     * @param title what it is called
     * @param patient whose it is
     * @param about other resources that it is tied to, such as the centre it was made for
     * @param format code of {@code CodeSystem/package-format}
     * @param labels who may see it
     */
    record Form(
            String type, String title, Reference patient, List<Reference> about, String format, List<Coding> labels) {

        String contentType() {
            return format.equals(PackageRequest.Format.XDM.code()) ? XdmMedia.CONTENT_TYPE : "application/fhir+json";
        }
    }

    DocumentReference freeze(byte[] bytes, Form form) {
        Binary binary = keep(bytes, form.contentType());
        form.labels().forEach(label -> binary.getMeta().addSecurity(label.copy()));
        Documents.Fingerprint fingerprint = documents.fingerprint(binary);
        Binary stored = store.create(binary);
        DocumentReference document = new DocumentReference();
        document.getMeta().addProfile(CaseMaterial.FROZEN);
        form.labels().forEach(label -> document.getMeta().addSecurity(label.copy()));
        document.setStatus(DocumentReferenceStatus.CURRENT);
        document.setType(new CodeableConcept(new Coding("http://loinc.org", form.type(), null)));
        document.setSubject(form.patient().copy());
        document.setDate(Date.from(clock.instant()));
        document.setDescription(form.title());
        HandlingLabels.all().forEach(label -> document.addSecurityLabel(new CodeableConcept(label)));
        form.about().forEach(reference -> document.getContext().addRelated(reference.copy()));
        Attachment attachment = document.addContent()
                .setFormat(new Coding(FORMATS, form.format(), null))
                .getAttachment();
        attachment
                .setContentType(stored.getContentType())
                .setLanguage("en")
                .setUrl("Binary/" + stored.getIdElement().getIdPart())
                .setTitle(form.title());
        fingerprint.writeTo(attachment);
        return store.create(document);
    }

    private Binary keep(byte[] bytes, String contentType) {
        try {
            return documents.keep(new ByteArrayInputStream(bytes), contentType);
        } catch (IOException e) {
            throw new UncheckedIOException("A package cannot be stored", e);
        }
    }

    /** Whether the bytes are still those that were frozen: read again, not believed. */
    boolean isIntact(DocumentReference frozen) {
        return store.find(
                        Binary.class,
                        String.valueOf(
                                frozen.getContentFirstRep().getAttachment().getUrl()))
                .map(this::sha256)
                .filter(recorded(frozen)::equals)
                .isPresent();
    }

    /** The SHA-256 that was noted when the package was frozen. */
    static String recorded(DocumentReference frozen) {
        Attachment attachment = frozen.getContentFirstRep().getAttachment();
        return attachment.hasExtension(Documents.SHA256)
                ? attachment.getExtensionByUrl(Documents.SHA256).getValue().primitiveValue()
                : "";
    }

    private String sha256(Binary binary) {
        try (InputStream in = documents.open(binary)) {
            return DigestUtils.sha256Hex(in);
        } catch (IOException e) {
            throw new UncheckedIOException("A package cannot be read", e);
        }
    }
}

package health.consilium.fhir;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HexFormat;
import java.util.Optional;
import org.apache.commons.codec.digest.DigestUtils;
import org.hl7.fhir.r4.model.Attachment;
import org.hl7.fhir.r4.model.Binary;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.StringType;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** The bytes of documents, wherever they are kept: in the Binary itself while small, else in the {@link ContentStore}. */
@Component
public class Documents {

    public static final String SHA256 = FhirPackage.CANONICAL + "/StructureDefinition/sha256";

    /** On {@code Binary.data}: where the bytes are. Written by the server alone, never sent out. */
    static final String CONTENT_ID = FhirPackage.CANONICAL + "/StructureDefinition/content-id";

    /** Set on the extension itself, which goes neither over a line nor into storage: these bytes were put there just now. */
    private static final String GIVEN = Documents.class.getName() + ".given";

    private final ContentStore contents;
    private final FhirSettings settings;

    Documents(ContentStore contents, FhirSettings settings) {
        this.contents = contents;
        this.settings = settings;
    }

    /** What a document is, by its bytes. */
    public record Fingerprint(long size, String sha256, String sha1) {

        /** Writes size, SHA-1 (R4's {@code hash}) and SHA-256 (our extension) to an attachment. */
        public void writeTo(Attachment attachment) {
            attachment.setSize(Math.toIntExact(size));
            attachment.setHash(HexFormat.of().parseHex(sha1));
            attachment.getExtension().removeIf(extension -> SHA256.equals(extension.getUrl()));
            attachment.addExtension(new Extension(SHA256, new StringType(sha256)));
        }
    }

    public InputStream open(Binary binary) {
        try {
            Optional<String> id = contentId(binary);
            return id.isPresent() ? contents.open(id.get()) : new ByteArrayInputStream(inline(binary));
        } catch (IOException e) {
            throw new UncheckedIOException("The bytes of " + binary.getId() + " cannot be read", e);
        }
    }

    public Fingerprint fingerprint(Binary binary) {
        Optional<ContentStore.Content> content = content(binary);
        if (content.isPresent()) {
            return new Fingerprint(
                    content.get().size(), content.get().sha256(), content.get().sha1());
        }
        byte[] bytes = inline(binary);
        return new Fingerprint(bytes.length, DigestUtils.sha256Hex(bytes), DigestUtils.sha1Hex(bytes));
    }

    /** A Binary, not yet stored as a resource, whose bytes are stored. Undone when the transaction is rolled back. */
    public Binary keep(InputStream bytes, String contentType) throws IOException {
        ContentStore.Content content = contents.put(bytes, contentType);
        undoOnRollback(content.id());
        Binary binary = new Binary();
        binary.setContentType(contentType);
        if (content.size() > settings.content().threshold().toBytes()) {
            point(binary, content.id());
            return binary;
        }
        try (InputStream small = contents.open(content.id())) {
            binary.setData(small.readAllBytes());
        }
        contents.delete(content.id());
        return binary;
    }

    /** Takes the bytes of a Binary away that is not to be stored after all. */
    void discard(Binary binary) {
        contentId(binary).ifPresent(id -> {
            try {
                contents.delete(id);
            } catch (IOException e) {
                throw new UncheckedIOException("The bytes of a refused document cannot be deleted", e);
            }
        });
    }

    /** Moves the bytes of a large Binary out of it. */
    void externalise(Binary binary) {
        byte[] bytes = inline(binary);
        if (bytes.length <= settings.content().threshold().toBytes()) {
            return;
        }
        try {
            ContentStore.Content content = contents.put(new ByteArrayInputStream(bytes), binary.getContentType());
            undoOnRollback(content.id());
            point(binary, content.id());
        } catch (IOException e) {
            throw new UncheckedIOException("The bytes of a document cannot be stored", e);
        }
    }

    Optional<ContentStore.Content> content(Binary binary) {
        return contentId(binary).map(id -> {
            try {
                return contents.describe(id).orElseThrow(() -> new IOException("No content " + id));
            } catch (IOException e) {
                throw new UncheckedIOException("The bytes of " + binary.getId() + " are gone", e);
            }
        });
    }

    static Optional<String> contentId(Binary binary) {
        return Optional.ofNullable(binary.getDataElement().getExtensionByUrl(CONTENT_ID))
                .map(extension -> extension.getValue().primitiveValue());
    }

    /** Whether the bytes of this very object were stored for it, and it does not only say so. */
    static boolean isGiven(Binary binary) {
        Extension extension = binary.getDataElement().getExtensionByUrl(CONTENT_ID);
        return extension != null && extension.hasUserData(GIVEN);
    }

    static void forgetContent(Binary binary) {
        binary.getDataElement().getExtension().removeIf(extension -> CONTENT_ID.equals(extension.getUrl()));
    }

    private static void point(Binary binary, String id) {
        binary.setData(null);
        forgetContent(binary);
        Extension extension = new Extension(CONTENT_ID, new StringType(id));
        extension.setUserData(GIVEN, true);
        binary.getDataElement().addExtension(extension);
    }

    private static byte[] inline(Binary binary) {
        return binary.getData() == null ? new byte[0] : binary.getData();
    }

    private void undoOnRollback(String id) {
        if (!TransactionSynchronizationManager.isSynchronizationActive()) {
            return;
        }
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCompletion(int status) {
                if (status == STATUS_ROLLED_BACK) {
                    try {
                        contents.delete(id);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                }
            }
        });
    }
}

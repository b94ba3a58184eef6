package health.consilium.fhir;

import health.consilium.fhir.Documents.Fingerprint;
import health.consilium.fhir.rules.DocumentFormat;
import health.consilium.fhir.rules.PdfPages;
import health.consilium.fhir.rules.Stated;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.apache.pdfbox.io.RandomAccessRead;
import org.apache.pdfbox.io.RandomAccessReadBuffer;
import org.apache.pdfbox.io.RandomAccessReadBufferedFile;
import org.hl7.fhir.r4.model.Attachment;
import org.hl7.fhir.r4.model.Binary;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.PositiveIntType;
import org.springframework.stereotype.Component;

/** Looks at the bytes of a document before it is taken in, and writes to its attachment what they are. */
@Component
public class DocumentInspection {

    private static final String PAGE_COUNT = FhirPackage.CANONICAL + "/StructureDefinition/page-count";

    /** A PDF up to this size is read in memory, a larger one from a file. */
    private static final long IN_MEMORY = 8_000_000;

    private final Documents documents;

    DocumentInspection(Documents documents) {
        this.documents = documents;
    }

    /**
     * Writes size, hashes and page count to the attachment.
     *
     * @param path FHIRPath of the attachment in what was sent
     * @throws RefusedException 415 for a media type that is not taken, 422 when the bytes are not what
     *     the attachment says
     */
    public Fingerprint inspect(Binary binary, Attachment attachment, String path) {
        if (!attachment.hasContentType()) {
            attachment.setContentType(binary.getContentType());
        }
        DocumentFormat format = format(binary, attachment, path);
        Fingerprint fingerprint = documents.fingerprint(binary);
        checkStated(attachment, fingerprint, path);
        checkBytes(binary, format, path);
        int pages = format == DocumentFormat.PDF ? pages(binary, fingerprint.size(), path) : 1;
        fingerprint.writeTo(attachment);
        attachment.getExtension().removeIf(extension -> PAGE_COUNT.equals(extension.getUrl()));
        attachment.addExtension(new Extension(PAGE_COUNT, new PositiveIntType(pages)));
        return fingerprint;
    }

    private static DocumentFormat format(Binary binary, Attachment attachment, String path) {
        DocumentFormat format = DocumentFormat.named(attachment.getContentType())
                .orElseThrow(() -> new Refusal(
                                415,
                                "wrong-media-type",
                                "Documents are taken as " + DocumentFormat.accepted() + ", not as "
                                        + attachment.getContentType() + ".",
                                List.of(path + ".contentType"))
                        .asException());
        if (binary.hasContentType()
                && !DocumentFormat.named(binary.getContentType())
                        .filter(format::equals)
                        .isPresent()) {
            throw wrongType(
                    "The attachment says " + attachment.getContentType() + ", its Binary " + binary.getContentType()
                            + ". Correct whichever is wrong.",
                    path);
        }
        return format;
    }

    private static void checkStated(Attachment attachment, Fingerprint fingerprint, String path) {
        List<String> wrong =
                Stated.contradictions(attachment, fingerprint.size(), fingerprint.sha1(), fingerprint.sha256());
        if (!wrong.isEmpty()) {
            throw Refusal.unprocessable(
                            "hash-mismatch",
                            "The document that arrived is not the one that " + String.join(" and ", wrong)
                                    + " of the attachment tell of: it has " + fingerprint.size()
                                    + " bytes and the SHA-256 " + fingerprint.sha256()
                                    + ". Send it again, or correct what you say of it.",
                            wrong.stream().map(element -> path + "." + element).toArray(String[]::new))
                    .asException();
        }
    }

    private void checkBytes(Binary binary, DocumentFormat format, String path) {
        try (InputStream bytes = documents.open(binary)) {
            if (!format.isFormatOf(bytes)) {
                throw wrongType(
                        "The bytes of the document are not " + format.mediaType() + ". Documents are taken as "
                                + DocumentFormat.accepted() + ", plain text in UTF-8.",
                        path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The bytes of a document cannot be read", e);
        }
    }

    private int pages(Binary binary, long size, String path) {
        PdfPages pages = size <= IN_MEMORY ? pagesInMemory(binary) : pagesFromFile(binary);
        if (pages instanceof PdfPages.Counted counted) {
            return counted.pages();
        }
        if (pages instanceof PdfPages.Locked) {
            throw Refusal.unprocessable("unsupported", "The PDF opens only with a password. Send it without one.", path)
                    .asException();
        }
        throw wrongType("The PDF is damaged or empty and cannot be opened. Export it again from its source.", path);
    }

    private PdfPages pagesInMemory(Binary binary) {
        try (InputStream bytes = documents.open(binary);
                RandomAccessRead source = RandomAccessReadBuffer.createBufferFromStream(bytes)) {
            return PdfPages.of(source);
        } catch (IOException e) {
            throw new UncheckedIOException("The bytes of a document cannot be read", e);
        }
    }

    private PdfPages pagesFromFile(Binary binary) {
        try {
            Path file = Files.createTempFile("document", ".pdf");
            try (InputStream bytes = documents.open(binary)) {
                Files.copy(bytes, file, StandardCopyOption.REPLACE_EXISTING);
                try (RandomAccessRead source = new RandomAccessReadBufferedFile(file)) {
                    return PdfPages.of(source);
                }
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The bytes of a document cannot be read", e);
        }
    }

    private static RuntimeException wrongType(String message, String path) {
        return Refusal.unprocessable("wrong-media-type", message, path + ".contentType")
                .asException();
    }
}

package health.consilium.fhir.rules;

import java.io.IOException;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.io.IOUtils;
import org.apache.pdfbox.io.RandomAccessRead;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.encryption.InvalidPasswordException;

/** How many pages a PDF has, if it can be opened. */
public sealed interface PdfPages {

    record Counted(int pages) implements PdfPages {}

    /** It wants a password. */
    record Locked() implements PdfPages {}

    /** It is damaged, or has no page. */
    record Unreadable() implements PdfPages {}

    static PdfPages of(RandomAccessRead bytes) {
        try (PDDocument document = Loader.loadPDF(bytes, "", null, null, IOUtils.createTempFileOnlyStreamCache())) {
            int pages = document.getNumberOfPages();
            return pages > 0 ? new Counted(pages) : new Unreadable();
        } catch (InvalidPasswordException e) {
            return new Locked();
        } catch (IOException e) {
            return new Unreadable();
        }
    }
}

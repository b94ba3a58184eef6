package health.consilium.fhir.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.pdfbox.io.RandomAccessReadBuffer;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.encryption.AccessPermission;
import org.apache.pdfbox.pdmodel.encryption.StandardProtectionPolicy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PdfPagesTests {

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 17})
    void thePagesOfAPdfAreCounted(int pages) throws IOException {
        assertThat(of(pdf(pages, null))).isEqualTo(new PdfPages.Counted(pages));
    }

    @Test
    void aPdfThatWantsAPasswordIsLocked() throws IOException {
        assertThat(of(pdf(1, "secret"))).isEqualTo(new PdfPages.Locked());
    }

    @Test
    void aPdfThatAnybodyMayOpenIsReadThoughItsOwnerForbidsChanges() throws IOException {
        assertThat(of(pdf(2, ""))).isEqualTo(new PdfPages.Counted(2));
    }

    @Test
    void aPdfWithoutPagesIsOfNoUse() throws IOException {
        assertThat(of(pdf(0, null))).isEqualTo(new PdfPages.Unreadable());
    }

    @Test
    void aPdfCutOffOnItsWayIsUnreadable() throws IOException {
        byte[] whole = pdf(3, null);

        assertThat(of(Arrays.copyOf(whole, 40))).isEqualTo(new PdfPages.Unreadable());
        assertThat(of("%PDF-1.7 and nothing more".getBytes(StandardCharsets.US_ASCII)))
                .isEqualTo(new PdfPages.Unreadable());
    }

    private static PdfPages of(byte[] bytes) {
        return PdfPages.of(new RandomAccessReadBuffer(bytes));
    }

    private static byte[] pdf(int pages, String userPassword) throws IOException {
        try (PDDocument document = new PDDocument();
                ByteArrayOutputStream out = new ByteArrayOutputStream()) {
            for (int i = 0; i < pages; i++) {
                document.addPage(new PDPage());
            }
            if (userPassword != null) {
                document.protect(new StandardProtectionPolicy("owner", userPassword, new AccessPermission()));
            }
            document.save(out);
            return out.toByteArray();
        }
    }
}

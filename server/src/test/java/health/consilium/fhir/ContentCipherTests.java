package health.consilium.fhir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Random;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContentCipherTests {

    private static final String ID = "0123456789abcdef0123456789abcdef";
    private static final SecretKey KEY = new SecretKeySpec(new byte[32], "AES");
    private static final int CHUNK = 65_536 + 16;

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 65_535, 65_536, 65_537, 131_072, 200_000})
    void whatIsReadIsWhatWasWritten(int size) throws IOException {
        byte[] document = document(size);

        assertThat(decrypted(encrypted(document)).readAllBytes()).isEqualTo(document);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 65_535, 65_536, 65_537, 131_072, 199_999})
    void aPartIsReadFromWhereItBegins(int from) throws IOException {
        byte[] document = document(200_000);
        InputStream in = decrypted(encrypted(document));

        in.skipNBytes(from);

        assertThat(in.readAllBytes()).isEqualTo(Arrays.copyOfRange(document, from, document.length));
    }

    @Test
    void aChangedBitIsNoticed() throws IOException {
        byte[] sealed = encrypted(document(200_000));
        sealed[CHUNK + 5] ^= 1;

        assertThatThrownBy(() -> decrypted(sealed).readAllBytes()).isInstanceOf(IOException.class);
    }

    @Test
    void aCutOrReorderedDocumentIsNoticed() throws IOException {
        byte[] sealed = encrypted(document(200_000));
        byte[] cut = Arrays.copyOf(sealed, 2 * CHUNK);
        byte[] swapped = sealed.clone();
        System.arraycopy(sealed, 0, swapped, CHUNK, CHUNK);
        System.arraycopy(sealed, CHUNK, swapped, 0, CHUNK);

        assertThatThrownBy(() -> decrypted(cut).readAllBytes()).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> decrypted(swapped).readAllBytes()).isInstanceOf(IOException.class);
    }

    @Test
    void aChunkOfAnotherDocumentIsNoticed() throws IOException {
        byte[] sealed = encrypted(document(10));
        InputStream other = ContentCipher.decrypting(ID.replace('0', '1'), KEY, new ByteArrayInputStream(sealed));

        assertThatThrownBy(other::readAllBytes).isInstanceOf(IOException.class);
    }

    private static byte[] document(int size) {
        byte[] document = new byte[size];
        new Random(size).nextBytes(document);
        return document;
    }

    private static byte[] encrypted(byte[] document) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (OutputStream encrypting = ContentCipher.encrypting(ID, KEY, out)) {
            encrypting.write(document);
        }
        return out.toByteArray();
    }

    private static InputStream decrypted(byte[] sealed) {
        return ContentCipher.decrypting(ID, KEY, new ByteArrayInputStream(sealed));
    }
}

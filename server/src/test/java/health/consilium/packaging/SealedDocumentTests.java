package health.consilium.packaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.EncryptionMethod;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWEObject;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.crypto.ECDHDecrypter;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.util.Base64URL;
import health.consilium.support.Certificates;
import java.nio.charset.StandardCharsets;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SealedDocumentTests {

    private static final ECKey SIGNER = PackageKeys.generate();
    private static final Certificates.Pair CENTRE = Certificates.onCurve("secp384r1");
    private static final byte[] DOCUMENT = "{\"resourceType\":\"Bundle\"}".getBytes(StandardCharsets.UTF_8);

    private final String sealed = SealedDocument.seal(
            DOCUMENT, "application/fhir+json", "Organization/centre-seoul", CENTRE.certificate(), SIGNER);

    @Test
    void theRecipientReadsItAndSeesWhoSentItToWhom() throws Exception {
        JWEObject opened = JWEObject.parse(sealed);
        opened.decrypt(new ECDHDecrypter(CENTRE.key()));
        JWSObject signed = JWSObject.parse(opened.getPayload().toString());

        assertThat(opened.getHeader().getEncryptionMethod()).isEqualTo(EncryptionMethod.A256GCM);
        assertThat(sealed).doesNotContain(Base64URL.encode(DOCUMENT).toString().substring(0, 12));
        assertThat(signed.verify(new ECDSAVerifier(SIGNER))).isTrue();
        assertThat(signed.getPayload().toBytes()).isEqualTo(DOCUMENT);
        assertThat(signed.getHeader().getCustomParam(SealedDocument.RECIPIENT)).isEqualTo("Organization/centre-seoul");
        assertThat(signed.getHeader().getContentType()).isEqualTo("application/fhir+json");
        assertThat(signed.getHeader().getKeyID()).isEqualTo(SIGNER.getKeyID());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4})
    void oneBitTurnedOverAnywhereIsNoticed(int part) throws Exception {
        String[] parts = sealed.split("\\.");
        byte[] bytes = new Base64URL(parts[part]).decode();
        // Of the header a value, so that it still parses.
        int at = part == 0 ? new String(bytes, StandardCharsets.UTF_8).indexOf("\"x\":\"") + 7 : bytes.length / 2;
        bytes[at] ^= 1;
        parts[part] = Base64URL.encode(bytes).toString();

        assertThatThrownBy(() -> JWEObject.parse(String.join(".", parts)).decrypt(new ECDHDecrypter(CENTRE.key())))
                .isInstanceOfAny(JOSEException.class, java.text.ParseException.class);
    }

    @Test
    void nobodyElseReadsIt() {
        Certificates.Pair other = Certificates.onCurve("secp384r1");

        assertThatThrownBy(() -> JWEObject.parse(sealed).decrypt(new ECDHDecrypter(other.key())))
                .isInstanceOf(JOSEException.class);
    }

    @Test
    void twiceTheSameDocumentIsNotTwiceTheSame() {
        String again = SealedDocument.seal(
                DOCUMENT, "application/fhir+json", "Organization/centre-seoul", CENTRE.certificate(), SIGNER);

        assertThat(IntStream.range(1, 5).filter(part -> again.split("\\.")[part].equals(sealed.split("\\.")[part])))
                .isEmpty();
    }
}

package health.consilium.packaging;

import com.nimbusds.jose.EncryptionMethod;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWEHeader;
import com.nimbusds.jose.JWEObject;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDHEncrypter;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.util.Base64URL;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;

/**
 * A document signed by us and encrypted to one recipient: a JWS (ES384) that names the recipient in its protected header, within
 * a JWE (ECDH-ES with AES-256 key wrap, AES-256-GCM) to the key of the recipient's certificate. Signed first, so that the
 * recipient cannot pass a document on as if we had sent it to somebody else.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7516">RFC 7516</a>
 */
final class SealedDocument {

    /** Of the protected header of the signature: reference to the organization that the document is for. */
    static final String RECIPIENT = "aud";

    private SealedDocument() {}

    /**
     * @param bytes the document
     * @param contentType its media type
     * @param recipient such as {@code Organization/1}
     */
    static String seal(byte[] bytes, String contentType, String recipient, X509Certificate certificate, ECKey signer) {
        try {
            JWSObject signed = new JWSObject(
                    new JWSHeader.Builder(JWSAlgorithm.ES384)
                            .keyID(signer.getKeyID())
                            .type(JOSEObjectType.JOSE)
                            .contentType(contentType)
                            .customParam(RECIPIENT, recipient)
                            .build(),
                    new Payload(bytes));
            signed.sign(new ECDSASigner(signer));
            JWEObject sealed = new JWEObject(
                    new JWEHeader.Builder(JWEAlgorithm.ECDH_ES_A256KW, EncryptionMethod.A256GCM)
                            .type(JOSEObjectType.JOSE)
                            .contentType("JOSE")
                            .x509CertSHA256Thumbprint(thumbprint(certificate))
                            .build(),
                    new Payload(signed.serialize()));
            sealed.encrypt(new ECDHEncrypter((ECPublicKey) certificate.getPublicKey()));
            return sealed.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException("The certificate was checked when it was registered", e);
        }
    }

    private static Base64URL thumbprint(X509Certificate certificate) {
        try {
            return Base64URL.encode(MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded()));
        } catch (NoSuchAlgorithmException | CertificateEncodingException e) {
            throw new IllegalStateException(e);
        }
    }
}

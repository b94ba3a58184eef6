package health.consilium.packaging;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.ECKey;
import health.consilium.access.Signatures;
import java.text.ParseException;
import org.springframework.stereotype.Component;

/** Signs with the key that signs packages, whose public half everybody can fetch. */
@Component
class KeySignatures implements Signatures {

    private final PackageKeys keys;

    KeySignatures(PackageKeys keys) {
        this.keys = keys;
    }

    @Override
    public String sign(String json) {
        return PackageSignature.jws(PackageSignature.canonical(json), keys.current());
    }

    @Override
    public boolean verifies(String jws, String json) {
        try {
            JWSObject signed = JWSObject.parse(jws, new Payload(PackageSignature.canonical(json)));
            return keys.publicKeys().getKeyByKeyId(signed.getHeader().getKeyID()) instanceof ECKey key
                    && signed.verify(new ECDSAVerifier(key));
        } catch (ParseException | JOSEException e) {
            // No JWS of ours, or of another algorithm: nothing that was signed here.
            return false;
        }
    }
}

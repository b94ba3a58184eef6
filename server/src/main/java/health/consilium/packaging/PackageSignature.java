package health.consilium.packaging;

import ca.uhn.fhir.context.FhirContext;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.ECKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.erdtman.jcs.JsonCanonicalizer;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Signature;

/**
 * Signs a document Bundle as CDex does (http://hl7.org/fhir/us/davinci-cdex/StructureDefinition/cdex-digital-signature): a
 * detached JWS over the JSON of the Bundle without {@code id}, {@code meta} and {@code signature}, canonicalised by RFC 8785.
 */
final class PackageSignature {

    private static final String TARGET =
            "application/fhir+json;canonicalization=http://hl7.org/fhir/canonicalization/json#document";

    private PackageSignature() {}

    /** Writes {@code Bundle.signature}; the timestamp of the Bundle is the time of signing. */
    static void sign(Bundle bundle, ECKey key, Reference signer, FhirContext context) {
        Signature signature = new Signature();
        signature.addType(new Coding("urn:iso-astm:E1762-95:2013", "1.2.840.10065.1.12.1.5", "Verification Signature"));
        signature.setWhen(bundle.getTimestamp());
        signature.setWho(signer);
        signature.setTargetFormat(TARGET);
        signature.setSigFormat("application/jose");
        signature.setData(jws(signedBytes(bundle, context), key).getBytes(StandardCharsets.US_ASCII));
        bundle.setSignature(signature);
    }

    static byte[] signedBytes(Bundle bundle, FhirContext context) {
        Bundle bare = bundle.copy();
        bare.setId((String) null);
        bare.setMeta(null);
        bare.setSignature(null);
        return canonical(context.newJsonParser().encodeResourceToString(bare));
    }

    static byte[] canonical(String json) {
        try {
            return new JsonCanonicalizer(json).getEncodedUTF8();
        } catch (IOException e) {
            throw new UncheckedIOException("What we write is JSON", e);
        }
    }

    static String jws(byte[] signed, ECKey key) {
        JWSHeader header =
                new JWSHeader.Builder(JWSAlgorithm.ES384).keyID(key.getKeyID()).build();
        JWSObject jws = new JWSObject(header, new Payload(signed));
        try {
            jws.sign(new ECDSASigner(key));
        } catch (JOSEException e) {
            throw new IllegalStateException("A P-384 key signs ES384", e);
        }
        return jws.serialize(true);
    }
}

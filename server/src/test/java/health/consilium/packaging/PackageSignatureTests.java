package health.consilium.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.ECKey;
import health.consilium.packaging.rules.ExampleMaterial;
import health.consilium.packaging.rules.ReferralDocument;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.erdtman.jcs.JsonCanonicalizer;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Reference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Checked as a recipient would: from the bytes, with JSON tools and the public key alone. */
class PackageSignatureTests {

    private static final FhirContext CONTEXT = FhirContext.forR4Cached();
    private static final ECKey KEY = PackageKeys.generate();

    @ParameterizedTest
    @ValueSource(strings = {"breast", "nsclc", "hcc"})
    void aRecipientCanCheckTheBytesWithThePublicKey(String tumour) throws Exception {
        assertThat(verifies(signed(tumour), KEY.toPublicJWK())).isTrue();
    }

    @Test
    void idAndMetaMayChangeOnTheWay() throws Exception {
        ObjectNode json = (ObjectNode) new ObjectMapper().readTree(signed("hcc"));
        json.put("id", "given-by-the-recipient");
        json.remove("meta");

        assertThat(verifies(json.toString(), KEY.toPublicJWK())).isTrue();
    }

    @Test
    void oneChangedCharacterIsFound() throws Exception {
        String changed = signed("hcc").replaceFirst("\"final\"", "\"amended\"");

        assertThat(verifies(changed, KEY.toPublicJWK())).isFalse();
    }

    @Test
    void anotherKeyDoesNotFit() throws Exception {
        assertThat(verifies(signed("hcc"), PackageKeys.generate().toPublicJWK()))
                .isFalse();
    }

    @Test
    void theSignatureSaysWhatItCoversAndHow() {
        Bundle bundle = CONTEXT.newJsonParser().parseResource(Bundle.class, signed("hcc"));

        assertThat(bundle.getSignature().getSigFormat()).isEqualTo("application/jose");
        assertThat(bundle.getSignature().getTargetFormat()).endsWith("canonicalization/json#document");
        assertThat(bundle.getSignature().getTypeFirstRep().getCode()).isEqualTo("1.2.840.10065.1.12.1.5");
        assertThat(bundle.getSignature().getWhen()).isEqualTo(bundle.getTimestamp());
    }

    private static String signed(String tumour) {
        Bundle document = ReferralDocument.assemble(
                ExampleMaterial.of(tumour), ExampleMaterial.catalogue(), ExampleMaterial.STAMP);
        PackageSignature.sign(document, KEY, new Reference("Organization/coordination"), CONTEXT);
        return CONTEXT.newJsonParser().encodeResourceToString(document);
    }

    private static boolean verifies(String bundle, ECKey publicKey) throws Exception {
        ObjectNode json = (ObjectNode) new ObjectMapper().readTree(bundle);
        String jws =
                new String(Base64.getDecoder().decode(json.at("/signature/data").asText()), StandardCharsets.US_ASCII);
        json.remove("id");
        json.remove("meta");
        json.remove("signature");
        byte[] payload = new JsonCanonicalizer(json.toString()).getEncodedUTF8();
        return JWSObject.parse(jws, new Payload(payload)).verify(new ECDSAVerifier(publicKey));
    }
}

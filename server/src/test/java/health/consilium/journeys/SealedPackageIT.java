package health.consilium.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWEObject;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.crypto.ECDHDecrypter;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import health.consilium.support.Api;
import health.consilium.support.Api.Response;
import health.consilium.support.Certificates;
import health.consilium.support.Journey.Journeys;
import health.consilium.support.ServerTest;
import org.apache.commons.codec.digest.DigestUtils;
import org.hl7.fhir.r4.model.Base64BinaryType;
import org.hl7.fhir.r4.model.Organization;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** A package on its way to the centre. */
@ServerTest
class SealedPackageIT {

    private static final String CERTIFICATE = OnTheWay.SO + "/StructureDefinition/encryption-certificate";

    @Autowired
    Journeys journeys;

    @Test
    void aCentreWithACertificatePullsThePackageEncryptedToIt() throws Exception {
        Certificates.Pair pair = Certificates.onCurve("secp384r1");
        register("centre-houston", pair.certificate().getEncoded());
        OnTheWay way = OnTheWay.awaitingConsent(journeys, "breast", "centre-houston")
                .packed()
                .consented()
                .submitted();
        String url = way.sent().getContentFirstRep().getAttachment().getUrl();
        String recorded = way.sent()
                .getContentFirstRep()
                .getAttachment()
                .getExtensionByUrl(OnTheWay.SO + "/StructureDefinition/sha256")
                .getValue()
                .primitiveValue();

        Response answer = way.centre().with("Accept", "application/jose").get(url);

        assertThat(answer.header("Content-Type")).startsWith("application/jose");
        JWEObject sealed = JWEObject.parse(answer.text());
        sealed.decrypt(new ECDHDecrypter(pair.key()));
        JWSObject signed = JWSObject.parse(sealed.getPayload().toString());
        JWKSet keys = JWKSet.parse(Api.nobody()
                .get(Api.base().replace("/fhir", "/.well-known/package-keys.json"))
                .text());
        assertThat(signed.verify(new ECDSAVerifier(
                        keys.getKeyByKeyId(signed.getHeader().getKeyID()).toECKey())))
                .isTrue();
        assertThat(signed.getHeader().getCustomParam("aud")).isEqualTo("Organization/centre-houston");
        assertThat(DigestUtils.sha256Hex(signed.getPayload().toBytes())).isEqualTo(recorded);
        assertThat(Api.person("admin")
                        .search("AuditEvent?entity=" + url + "&type=110106&_count=5")
                        .getEntry())
                .as("the disclosure in the trail")
                .singleElement()
                .satisfies(event -> assertThat(Api.FHIR.newJsonParser().encodeResourceToString(event.getResource()))
                        .contains("Organization/centre-houston", "Patient/" + way.journey.patientId()));
        assertThat(Api.system("centre-seoul")
                        .with("Accept", "application/jose")
                        .get(url)
                        .status())
                .isEqualTo(404);
        assertThat(way.journey
                        .patient()
                        .with("Accept", "application/jose")
                        .get(url)
                        .status())
                .isEqualTo(406);
    }

    @Test
    void aCertificateThatCannotBeUsedIsRefusedWhenItIsRegistered() throws Exception {
        Organization organization = Api.person("admin").read(Organization.class, "Organization/centre-mumbai");
        organization.addExtension(CERTIFICATE, new Base64BinaryType("not a certificate".getBytes()));

        Response refused = Api.person("admin").put(organization);

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.message()).contains("X.509");
        organization.getExtension().clear();
        organization.addExtension(
                CERTIFICATE,
                new Base64BinaryType(
                        Certificates.onCurve("secp521r1").certificate().getEncoded()));
        assertThat(Api.person("admin").put(organization).status()).isEqualTo(422);
    }

    static void register(String centre, byte[] certificate) {
        Organization organization = Api.person("admin").read(Organization.class, "Organization/" + centre);
        organization.getExtension().removeIf(extension -> CERTIFICATE.equals(extension.getUrl()));
        organization.addExtension(CERTIFICATE, new Base64BinaryType(certificate));
        Api.person("admin").put(organization).as(Organization.class);
    }
}

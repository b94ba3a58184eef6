package health.consilium.journeys;

import static health.consilium.support.AppLaunch.origin;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import health.consilium.support.AppLaunch;
import health.consilium.support.ServerTest;
import java.net.http.HttpResponse;
import java.text.ParseException;
import java.time.Instant;
import java.util.Date;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What Inferno asks of OpenID Connect (SMART App Launch test kit 1.0.0): a test method for each of its ids, named by it. */
@ServerTest
class OpenIdConformanceIT extends SmartConformance {

    @Test
    @DisplayName("the id token is a JWT")
    void smart_openid_decode_id_token() throws ParseException {
        assertThat(idToken().getParsedParts()).hasSize(3);
        assertThat(idToken().getJWTClaimsSet().getClaims()).isNotEmpty();
    }

    @Test
    @DisplayName("its issuer says where everything is")
    void smart_openid_retrieve_configuration() throws ParseException {
        String issuer = idToken().getJWTClaimsSet().getIssuer();
        assertThat(document(issuer + "/.well-known/openid-configuration").isObject())
                .isTrue();
    }

    @Test
    @DisplayName("the configuration has the seven fields that OpenID Connect requires, and RS256")
    void smart_openid_required_configuration_fields() {
        JsonNode configuration = configuration();
        assertThat(configuration.fieldNames())
                .toIterable()
                .contains(
                        "issuer",
                        "authorization_endpoint",
                        "token_endpoint",
                        "jwks_uri",
                        "response_types_supported",
                        "subject_types_supported",
                        "id_token_signing_alg_values_supported");
        assertThat(texts(configuration.path("id_token_signing_alg_values_supported")))
                .contains("RS256");
    }

    @Test
    @DisplayName("the published keys are public RSA keys")
    void smart_openid_retrieve_jwks() throws ParseException {
        assertThat(keys().getKeys())
                .isNotEmpty()
                .allMatch(key -> !key.isPrivate())
                .anyMatch(RSAKey.class::isInstance);
    }

    @Test
    @DisplayName("the id token names a published key, and RS256")
    void smart_openid_token_header() throws ParseException {
        SignedJWT token = idToken();
        assertThat(token.getHeader().getAlgorithm()).isEqualTo(JWSAlgorithm.RS256);
        assertThat(keys().getKeyByKeyId(token.getHeader().getKeyID())).isInstanceOf(RSAKey.class);
    }

    @Test
    @DisplayName("that key has signed it; issuer, audience, times and subject are as they must be")
    void smart_openid_token_payload() throws ParseException, JOSEException {
        SignedJWT token = idToken();
        RSAKey key = keys().getKeyByKeyId(token.getHeader().getKeyID()).toRSAKey();
        assertThat(token.verify(new RSASSAVerifier(key))).isTrue();
        JWTClaimsSet claims = token.getJWTClaimsSet();
        assertThat(claims.getIssuer()).isEqualTo(origin());
        assertThat(claims.getAudience()).containsExactly(clients.publicApp());
        assertThat(claims.getExpirationTime()).isAfter(new Date());
        assertThat(claims.getIssueTime())
                .isBeforeOrEqualTo(Date.from(Instant.now().plusSeconds(1)));
        assertThat(claims.getSubject()).isNotBlank().hasSizeLessThanOrEqualTo(255);
    }

    @Test
    @DisplayName("fhirUser is the address of a person's resource, which the token reads")
    void smart_openid_fhir_user_claim() throws ParseException {
        String fhirUser = idToken().getJWTClaimsSet().getStringClaim("fhirUser");
        assertThat(fhirUser).matches(".*/(Patient|Practitioner|RelatedPerson|Person)/[^/]+");
        assertThat(AppLaunch.get(fhirUser, "Authorization", bearer(granted())).statusCode())
                .isEqualTo(200);
    }

    @Test
    @DisplayName("the app's page may read it, too")
    void smart_cors_openid_fhir_user_claim() throws ParseException {
        HttpResponse<String> read = AppLaunch.get(
                idToken().getJWTClaimsSet().getStringClaim("fhirUser"),
                "Authorization",
                bearer(granted()),
                "Origin",
                APP_ORIGIN);
        assertThat(read.statusCode()).isEqualTo(200);
        assertThat(read.headers().firstValue("Access-Control-Allow-Origin")).contains(APP_ORIGIN);
    }

    private static SignedJWT idToken() throws ParseException {
        return SignedJWT.parse(granted().path("id_token").asText());
    }

    private static JsonNode configuration() {
        return document("/.well-known/openid-configuration");
    }

    private static JWKSet keys() throws ParseException {
        return JWKSet.parse(
                AppLaunch.get(configuration().path("jwks_uri").asText()).body());
    }
}

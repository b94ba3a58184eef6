package health.consilium.smart;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

/** A hospital's or centre's system asks for a token. */
class SystemTokensModuleTests {

    private static final SmartTestServer SERVER = SmartTestServer.get();
    private static final String CLIENT = "hospital-with-keys";
    private static final String SECRET = "hospital-nairobi-demo-secret";
    private static final String BASIC = Http.basic("hospital-nairobi", SECRET);

    private static RSAKey rsa;
    private static ECKey ec;

    private final Http http = new Http();

    @BeforeAll
    static void registerClientWithKeys() throws JOSEException {
        rsa = new RSAKeyGenerator(2048).keyID("rsa").generate();
        ec = new ECKeyGenerator(Curve.P_384).keyID("ec").generate();
        String jwks = new JWKSet(List.of(rsa.toPublicJWK(), ec.toPublicJWK())).toString();
        SERVER.bean(Clients.class)
                .register(new SystemClient(
                        CLIENT,
                        "Hospital with keys",
                        PartyRole.HOSPITAL,
                        "Organization/hospital-with-keys",
                        Set.of("system/Patient.rs", "system/Observation.cruds"),
                        new Credential.Keys(jwks)));
    }

    @Test
    void aSecretGivesATokenThatFhirAccepts() {
        HttpResponse<String> response = withSecret("system/*.rs");
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Cache-Control").orElse("")).contains("no-store");
        assertThat(response.headers().firstValue("Pragma")).contains("no-cache");
        assertThat(Http.json(response).path("token_type").asText()).isEqualTo("Bearer");
        assertThat(Http.json(response).path("expires_in").asInt()).isBetween(295, 300);
        assertThat(Http.json(response).path("scope").asText()).isEqualTo("system/*.rs");

        HttpResponse<String> fhir = http.fhir(token(response));
        assertThat(fhir.statusCode()).isEqualTo(200);
        assertThat(Http.json(fhir).path("subject").asText()).isEqualTo("hospital-nairobi");
        assertThat(Http.json(fhir).path("role").asText()).isEqualTo("HOSPITAL");
        assertThat(Http.json(fhir).path("fhirUser").asText()).isEqualTo("Organization/hospital-nairobi");
        assertThat(Http.json(fhir).path("organization").asText()).isEqualTo("Organization/hospital-nairobi");
    }

    @Test
    void aWrongSecretIsRefused() {
        HttpResponse<String> response = SystemSignIn.withSecret("hospital-nairobi", "wrong", "system/*.rs");
        assertThat(response.statusCode()).isEqualTo(401);
        assertThat(error(response)).isEqualTo("invalid_client");
    }

    @Test
    void scopesAreNarrowedToTheRegistration() {
        HttpResponse<String> response =
                SystemSignIn.withAssertion(assertion(claims -> {}), "system/*.rs system/Condition.rs");
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(Http.json(response).path("scope").asText().split(" "))
                .containsExactlyInAnyOrder("system/Patient.rs", "system/Observation.rs");
    }

    @Test
    void versionOneIsAnsweredAsVersionOne() {
        HttpResponse<String> response = SystemSignIn.withAssertion(assertion(claims -> {}), "system/Patient.read");
        assertThat(Http.json(response).path("scope").asText()).isEqualTo("system/Patient.read");
    }

    @Test
    void noScopeAndUselessScopesAreInvalid() {
        assertThat(error(
                        http.post("/oauth2/token", Map.of("grant_type", "client_credentials"), "Authorization", BASIC)))
                .isEqualTo("invalid_scope");
        assertThat(error(withSecret("patient/*.rs"))).isEqualTo("invalid_scope");
        assertThat(error(withSecret("system/Patient.sr"))).isEqualTo("invalid_scope");
        assertThat(withSecret("system/Patient.d").statusCode()).isEqualTo(400);
    }

    @Test
    void anUnknownGrantTypeIsRefused() {
        HttpResponse<String> response = http.post(
                "/oauth2/token",
                Map.of("grant_type", "not_a_grant_type", "scope", "system/*.rs"),
                "Authorization",
                BASIC);
        assertThat(response.statusCode()).isEqualTo(400);
    }

    @Test
    void assertionsOfBothAlgorithmsGiveATokenWithoutClientId() throws JOSEException {
        String signedByRsa = assertion(claims -> {});
        String signedByEc = sign(new JWSHeader.Builder(JWSAlgorithm.ES384).keyID("ec"), new ECDSASigner(ec), c -> {});
        for (String assertion : List.of(signedByRsa, signedByEc)) {
            HttpResponse<String> response = SystemSignIn.withAssertion(assertion, "system/Patient.rs");
            assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
            assertThat(http.fhir(token(response)).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void anAssertionWorksOnce() {
        String assertion = assertion(claims -> {});
        assertThat(SystemSignIn.withAssertion(assertion, "system/Patient.rs").statusCode())
                .isEqualTo(200);
        assertThat(error(SystemSignIn.withAssertion(assertion, "system/Patient.rs")))
                .isEqualTo("invalid_client");
    }

    /** One server's clock may be ahead of another's, which would still take the assertion. */
    @Test
    void aUsedAssertionIsRememberedBeyondItsEnd() {
        UsedAssertions used = new UsedAssertions(SERVER.bean(JdbcTemplate.class));
        String recent = UUID.randomUUID().toString();
        String old = UUID.randomUUID().toString();
        assertThat(used.use(CLIENT, recent, Instant.now().minus(Duration.ofMinutes(1))))
                .isTrue();
        assertThat(used.use(CLIENT, old, Instant.now().minus(Duration.ofMinutes(6))))
                .isTrue();
        assertThat(used.use(CLIENT, recent, Instant.now().minus(Duration.ofMinutes(1))))
                .isFalse();
        assertThat(used.use(CLIENT, old, Instant.now().minus(Duration.ofMinutes(6))))
                .as("what is long over is forgotten")
                .isTrue();
    }

    /** Another server is another object over the same database. */
    @Test
    void anAssertionThatOneServerTookIsRefusedByAllOthers() {
        JdbcTemplate database = SERVER.bean(JdbcTemplate.class);
        String jti = UUID.randomUUID().toString();
        Instant soon = Instant.now().plusSeconds(60);
        assertThat(new UsedAssertions(database).use(CLIENT, jti, soon)).isTrue();
        assertThat(new UsedAssertions(database).use(CLIENT, jti, soon)).isFalse();
        assertThat(new UsedAssertions(database).use("another-client", jti, soon))
                .isTrue();
    }

    @Test
    void anAssertionThatLivesLongerThanFiveMinutesIsRefused() {
        assertThat(error(SystemSignIn.withAssertion(
                        assertion(claims -> claims.expirationTime(in(Duration.ofMinutes(7)))), "system/Patient.rs")))
                .isEqualTo("invalid_client");
    }

    @Test
    void anAssertionFiveMinutesAheadIsTaken() {
        assertThat(SystemSignIn.withAssertion(
                                assertion(claims -> claims.expirationTime(in(Duration.ofMinutes(5)))),
                                "system/Patient.rs")
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void anAssertionThatBreaksARuleIsRefused() throws JOSEException {
        RSAKey stranger = new RSAKeyGenerator(2048).keyID("rsa").generate();
        Map<String, String> broken = new HashMap<>();
        broken.put("other audience", assertion(claims -> claims.audience("https://other.example/token")));
        broken.put("no audience", assertion(claims -> claims.audience((String) null)));
        broken.put("expired", assertion(claims -> claims.expirationTime(in(Duration.ofMinutes(-2)))));
        broken.put("no expiry", assertion(claims -> claims.expirationTime(null)));
        broken.put("no jti", assertion(claims -> claims.jwtID(null)));
        broken.put("other issuer", assertion(claims -> claims.issuer("hospital-nairobi")));
        broken.put("other subject", assertion(claims -> claims.subject("hospital-nairobi")));
        broken.put(
                "unknown subject", assertion(claims -> claims.subject("nobody").issuer("nobody")));
        broken.put("not yet", assertion(claims -> claims.notBeforeTime(in(Duration.ofMinutes(3)))));
        broken.put(
                "stranger's key",
                sign(new JWSHeader.Builder(JWSAlgorithm.RS384).keyID("rsa"), new RSASSASigner(stranger), c -> {}));
        broken.put(
                "RS256", sign(new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("rsa"), new RSASSASigner(rsa), c -> {}));
        broken.put("no kid", sign(new JWSHeader.Builder(JWSAlgorithm.RS384), new RSASSASigner(rsa), c -> {}));
        broken.put("not a JWT", "abc");
        broken.put("empty signature", assertion(claims -> {}).replaceAll("[^.]+$", ""));
        broken.forEach((why, assertion) -> {
            HttpResponse<String> response = SystemSignIn.withAssertion(assertion, "system/Patient.rs");
            assertThat(response.statusCode()).as(why).isIn(400, 401);
            assertThat(error(response)).as(why).isEqualTo("invalid_client");
        });
    }

    @Test
    void anUnknownAssertionTypeIsRefused() {
        HttpResponse<String> response = http.post(
                "/oauth2/token",
                Map.of(
                        "grant_type", "client_credentials",
                        "scope", "system/Patient.rs",
                        "client_assertion_type", "not_an_assertion_type",
                        "client_assertion", assertion(claims -> {})));
        assertThat(response.statusCode()).isIn(400, 401);
    }

    @Test
    void aClientOfOneKindCannotUseTheOther() {
        HttpResponse<String> response = SystemSignIn.withSecret(CLIENT, "anything", "system/Patient.rs");
        assertThat(response.statusCode()).isEqualTo(401);
        assertThat(error(SystemSignIn.withAssertion(
                        assertion(claims -> claims.subject("hospital-nairobi").issuer("hospital-nairobi")),
                        "system/Patient.rs")))
                .isEqualTo("invalid_client");
    }

    private static HttpResponse<String> withSecret(String scope) {
        return SystemSignIn.withSecret("hospital-nairobi", SECRET, scope);
    }

    private static String assertion(Consumer<JWTClaimsSet.Builder> change) {
        try {
            return sign(new JWSHeader.Builder(JWSAlgorithm.RS384).keyID("rsa"), new RSASSASigner(rsa), change);
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String sign(JWSHeader.Builder header, JWSSigner signer, Consumer<JWTClaimsSet.Builder> change)
            throws JOSEException {
        JWTClaimsSet.Builder claims = new JWTClaimsSet.Builder()
                .issuer(CLIENT)
                .subject(CLIENT)
                .audience(SERVER.url("/oauth2/token"))
                .expirationTime(in(Duration.ofMinutes(4)))
                .jwtID(UUID.randomUUID().toString());
        change.accept(claims);
        SignedJWT jwt = new SignedJWT(header.build(), claims.build());
        jwt.sign(signer);
        return jwt.serialize();
    }

    private static Date in(Duration time) {
        return Date.from(Instant.now().plus(time));
    }

    private static String token(HttpResponse<String> response) {
        return Http.json(response).path("access_token").asText();
    }

    private static String error(HttpResponse<String> response) {
        return Http.json(response).path("error").asText();
    }
}

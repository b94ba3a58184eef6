package health.consilium.journeys;

import static health.consilium.support.AppLaunch.basic;
import static health.consilium.support.AppLaunch.json;
import static health.consilium.support.AppLaunch.origin;
import static health.consilium.support.AppLaunch.parameter;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import health.consilium.smart.Account;
import health.consilium.smart.Accounts;
import health.consilium.smart.PartyRole;
import health.consilium.support.Api;
import health.consilium.support.AppLaunch;
import health.consilium.support.Journey;
import health.consilium.support.Journey.Journeys;
import health.consilium.support.ServerTest;
import java.net.URI;
import java.net.http.HttpResponse;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.StreamSupport;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Reference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * What Inferno asks of an authorization server (SMART App Launch test kit 1.0.0, g10 test kit 8.0.0), a test for each of its
 * ids, against the running server over HTTP.
 *
 * @see <a href="https://github.com/inferno-framework/smart-app-launch-test-kit">Inferno's test kit</a>
 */
@ServerTest
class SmartConformanceIT {

    private static final String REDIRECT = "https://app.conformance.example/callback";
    private static final String APP_ORIGIN = "https://app.conformance.example";
    private static final String LAUNCH = "openid fhirUser launch/patient offline_access ";
    private static final String FULL = LAUNCH + "patient/Patient.rs patient/Condition.rs patient/Observation.rs";
    private static final String CATEGORY = "http://terminology.hl7.org/CodeSystem/observation-category|";
    private static final String CONDITION_CATEGORY = "http://terminology.hl7.org/CodeSystem/condition-category|";
    private static final String ASSERTION = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

    private static Clients clients;
    private static Journey journey;
    private static String person;

    @Autowired
    Journeys journeys;

    @Autowired
    Accounts accounts;

    @Autowired
    JdbcTemplate jdbc;

    /** The kinds of clients that SMART knows, each registered by an administrator. */
    private record Clients(
            String publicApp, String secretApp, String secret, String keyApp, String system, RSAKey rsa, ECKey ec) {}

    @BeforeEach
    void onceForAll() throws JOSEException {
        if (clients != null) {
            return;
        }
        String run = UUID.randomUUID().toString().substring(0, 8);
        RSAKey rsa = new RSAKeyGenerator(2048).keyID("rsa").generate();
        ECKey ec = new ECKeyGenerator(Curve.P_384).keyID("ec").generate();
        String jwks = new JWKSet(List.of(rsa.toPublicJWK(), ec.toPublicJWK())).toString();
        String admin = AppLaunch.demoToken("admin", "openid consilium/admin");
        register(admin, app("public-" + run, "none", ""));
        String secret = register(admin, app("secret-" + run, "client_secret_basic", ""))
                .path("client_secret")
                .asText();
        register(admin, app("keys-" + run, "private_key_jwt", ",\"jwks\":" + jwks));
        register(
                admin,
                "{\"client_id\":\"system-" + run + "\",\"client_name\":\"Conformance\",\"role\":\"hospital\","
                        + "\"organization\":\"Organization/hospital-nairobi\",\"scope\":\"system/*.rs\","
                        + "\"token_endpoint_auth_method\":\"private_key_jwt\",\"jwks\":" + jwks + "}");
        journey = journeys.hospitalSends("breast");
        person = "conformance-" + run;
        accounts.registerWithPassword(
                new Account(
                        person,
                        "Conformance",
                        PartyRole.PATIENT,
                        "Patient/" + journey.patientId(),
                        Optional.empty(),
                        true),
                "consilium-demo");
        clients = new Clients("public-" + run, "secret-" + run, secret, "keys-" + run, "system-" + run, rsa, ec);
    }

    private static JsonNode register(String admin, String body) {
        return AppLaunch.administer(admin, "POST", "/admin/clients", body);
    }

    private static String app(String id, String method, String more) {
        return "{\"client_id\":\"" + id + "\",\"client_name\":\"Conformance\",\"redirect_uris\":[\"" + REDIRECT
                + "\"],\"scope\":\"openid fhirUser launch/patient offline_access patient/*.cruds patient/*.*\","
                + "\"token_endpoint_auth_method\":\"" + method + "\"" + more + "}";
    }

    // Discovery

    @Test
    @DisplayName("well_known_endpoint: the configuration is there, as JSON")
    void wellKnown() {
        HttpResponse<String> response = AppLaunch.get("/fhir/.well-known/smart-configuration");
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type").orElseThrow()).startsWith("application/json");
        assertThat(json(response).isObject()).isTrue();
    }

    @Test
    @DisplayName("well_known_capabilities_stu2: it has the fields that SMART requires")
    void wellKnownFields() {
        JsonNode document = discovery();
        assertThat(document.path("authorization_endpoint").asText()).isEqualTo(origin() + "/oauth2/authorize");
        assertThat(document.path("token_endpoint").asText()).isEqualTo(origin() + "/oauth2/token");
        assertThat(document.path("management_endpoint").asText()).isEqualTo(origin() + "/account/apps");
        assertThat(texts(document.path("grant_types_supported"))).contains("authorization_code", "client_credentials");
        assertThat(texts(document.path("code_challenge_methods_supported")))
                .contains("S256")
                .doesNotContain("plain");
        assertThat(texts(document.path("capabilities"))).contains("sso-openid-connect");
        assertThat(document.path("issuer").asText()).isEqualTo(origin());
        assertThat(document.path("jwks_uri").asText()).isEqualTo(origin() + "/oauth2/jwks");
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"/fhir/.well-known/smart-configuration", "/fhir/metadata"})
    @DisplayName("smart_cors_well_known_endpoint, smart_cors_metadata_request: every web page may read what is public")
    void corsOfDiscovery(String path) {
        assertThat(AppLaunch.get(path, "Origin", "https://inferno.example")
                        .headers()
                        .firstValue("Access-Control-Allow-Origin")
                        .orElseThrow())
                .isIn("*", "https://inferno.example");
    }

    @Test
    @DisplayName("g10_smart_well_known_capabilities: it names what a certified server can do, and no EHR launch")
    void capabilities() {
        assertThat(texts(discovery().path("capabilities")))
                .contains(
                        "launch-standalone",
                        "client-public",
                        "client-confidential-symmetric",
                        "client-confidential-asymmetric",
                        "sso-openid-connect",
                        "context-standalone-patient",
                        "permission-offline",
                        "permission-patient",
                        "authorize-post",
                        "permission-v2",
                        "permission-v1")
                .doesNotContain("launch-ehr", "context-style");
    }

    // Launch

    @ParameterizedTest(name = "by POST: {0}")
    @ValueSource(booleans = {false, true})
    @DisplayName("smart_app_redirect_stu2, smart_code_received: GET and POST lead back to the app with state and code")
    void redirect(boolean byPost) {
        AppLaunch app = byPost ? launch(FULL).byPost() : launch(FULL);
        URI redirect = app.redirect(person, ticked -> true);
        assertThat(redirect.toString()).startsWith(REDIRECT);
        assertThat(parameter(redirect, "state")).isEqualTo(app.state());
        assertThat(parameter(redirect, "code")).isNotBlank();
        assertThat(parameter(redirect, "error")).isNull();
    }

    @Test
    @DisplayName("smart_token_exchange_stu2_2: a public app, one with a secret and one with keys get their tokens")
    void exchanges() throws JOSEException {
        AppLaunch publicApp = launch(FULL);
        HttpResponse<String> ofPublic = publicApp.token(publicApp.codeRequest(publicApp.code(person)));
        AppLaunch secretApp = launch(clients.secretApp(), FULL);
        Map<String, String> request = secretApp.codeRequest(secretApp.code(person));
        request.remove("client_id");
        HttpResponse<String> ofSecret =
                secretApp.token(request, "Authorization", basic(clients.secretApp(), clients.secret()));
        for (HttpResponse<String> response : List.of(ofPublic, ofSecret, exchangeWithKeys())) {
            assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
            assertThat(response.headers().firstValue("Content-Type").orElseThrow())
                    .startsWith("application/json");
            assertThat(json(response).path("access_token").asText()).isNotBlank();
        }
    }

    private HttpResponse<String> exchangeWithKeys() throws JOSEException {
        AppLaunch app = launch(clients.keyApp(), FULL);
        Map<String, String> request = app.codeRequest(app.code(person));
        request.remove("client_id");
        request.putAll(asserted(rs384(clients.keyApp(), claims -> {})));
        return app.token(request);
    }

    @Test
    @DisplayName(
            "smart_token_response_body_stu2_2: access_token, token_type, expires_in, scope; fhirContext well formed")
    void tokenBody() {
        JsonNode tokens = tokens(FULL);
        assertThat(tokens.path("access_token").asText()).isNotBlank();
        assertThat(tokens.path("token_type").asText()).isEqualToIgnoringCase("bearer");
        assertThat(tokens.path("expires_in").isNumber()).isTrue();
        assertThat(tokens.path("scope").asText()).isNotBlank();
        tokens.path("fhirContext")
                .forEach(context -> assertThat(context.isObject()).isTrue());
    }

    @Test
    @DisplayName("smart_token_response_headers, smart_cors_token_exchange: not cached, and readable by the app's page")
    void tokenHeaders() {
        AppLaunch app = launch(FULL);
        HttpResponse<String> response = app.token(app.codeRequest(app.code(person)), "Origin", APP_ORIGIN);
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Cache-Control").orElseThrow()).contains("no-store");
        assertThat(response.headers().firstValue("Pragma").orElseThrow()).contains("no-cache");
        assertThat(response.headers().firstValue("Access-Control-Allow-Origin")).contains(APP_ORIGIN);
        assertThat(response.headers().firstValue("Access-Control-Allow-Credentials"))
                .isEmpty();
    }

    // OpenID Connect

    @Test
    @DisplayName(
            "smart_openid_decode_id_token, _retrieve_configuration, _required_configuration_fields, _retrieve_jwks,"
                    + " _token_header, _token_payload: the id token is a JWT that the published key has signed")
    void idToken() throws ParseException, JOSEException {
        SignedJWT token = SignedJWT.parse(tokens(FULL).path("id_token").asText());
        HttpResponse<String> response =
                AppLaunch.get(token.getJWTClaimsSet().getIssuer() + "/.well-known/openid-configuration");
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type").orElseThrow()).startsWith("application/json");
        JsonNode configuration = json(response);
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

        JWKSet keys = JWKSet.parse(
                AppLaunch.get(configuration.path("jwks_uri").asText()).body());
        assertThat(keys.getKeys()).isNotEmpty().allMatch(key -> !key.isPrivate());
        assertThat(token.getHeader().getAlgorithm()).isEqualTo(JWSAlgorithm.RS256);
        RSAKey key = keys.getKeyByKeyId(token.getHeader().getKeyID()).toRSAKey();
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
    @DisplayName("smart_openid_fhir_user_claim, smart_cors_openid_fhir_user_claim: fhirUser can be read, by a page too")
    void fhirUser() throws ParseException {
        JsonNode tokens = tokens(FULL);
        String fhirUser = SignedJWT.parse(tokens.path("id_token").asText())
                .getJWTClaimsSet()
                .getStringClaim("fhirUser");
        assertThat(fhirUser).matches(".*/(Patient|Practitioner|RelatedPerson|Person)/[^/]+");
        HttpResponse<String> read = AppLaunch.get(fhirUser, "Authorization", bearer(tokens), "Origin", APP_ORIGIN);
        assertThat(read.statusCode()).isEqualTo(200);
        assertThat(read.headers().firstValue("Access-Control-Allow-Origin")).contains(APP_ORIGIN);
    }

    // Refresh

    @ParameterizedTest(name = "with scope: {0}")
    @ValueSource(booleans = {false, true})
    @DisplayName(
            "smart_token_refresh_stu2, smart_token_refresh_body, g10_patient_context: a native public app refreshes")
    void refresh(boolean withScope) {
        AppLaunch app = launch(FULL);
        JsonNode tokens = app.exchange(app.code(person));
        assertThat(fhir(tokens, "Patient/" + journey.patientId()).statusCode()).isEqualTo(200);
        Map<String, String> request =
                app.refreshRequest(tokens.path("refresh_token").asText());
        if (withScope) {
            request.put("scope", tokens.path("scope").asText());
        }
        HttpResponse<String> response = app.token(request);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        JsonNode fresh = json(response);
        assertThat(fresh.path("access_token").asText())
                .isNotBlank()
                .isNotEqualTo(tokens.path("access_token").asText());
        assertThat(fresh.path("token_type").asText()).isEqualToIgnoringCase("bearer");
        assertThat(fresh.path("expires_in").isNumber()).isTrue();
        assertThat(scopes(tokens)).containsAll(scopes(fresh));
        for (JsonNode context : List.of(tokens, fresh)) {
            assertThat(context.path("patient").asText()).isEqualTo(journey.patientId());
        }
        assertThat(fhir(fresh, "Patient/" + journey.patientId()).statusCode()).isEqualTo(200);
    }

    @Test
    @DisplayName("smart_token_refresh_stu2 with less: a refresh may narrow the scopes, never widen them")
    void refreshNarrows() {
        AppLaunch app = launch(FULL);
        JsonNode tokens = app.exchange(app.code(person, scope -> !scope.isEmpty() && !scope.contains("Condition")));
        Map<String, String> request =
                app.refreshRequest(tokens.path("refresh_token").asText());
        request.put("scope", "patient/Condition.rs");
        assertThat(app.token(request).statusCode()).isEqualTo(400);
    }

    @Test
    @DisplayName("g10_invalid_token_refresh: a refresh token that is none is refused")
    void refreshWithNonsense() {
        AppLaunch app = launch(FULL);
        assertThat(app.token(app.refreshRequest("nonsense")).statusCode()).isIn(400, 401);
    }

    // Introspection

    @Test
    @DisplayName("introspection of an active token: what it is about and whose it is")
    void introspection() throws ParseException {
        JsonNode tokens = tokens(FULL);
        JWTClaimsSet id = SignedJWT.parse(tokens.path("id_token").asText()).getJWTClaimsSet();
        for (String authorization : List.of(basic(clients.secretApp(), clients.secret()), bearer(tokens))) {
            HttpResponse<String> response =
                    introspect(tokens.path("access_token").asText(), authorization);
            assertThat(response.statusCode()).isEqualTo(200);
            JsonNode seen = json(response);
            assertThat(seen.path("active").asBoolean()).isTrue();
            assertThat(seen.path("client_id").asText()).isEqualTo(clients.publicApp());
            assertThat(scopes(seen)).isEqualTo(scopes(tokens));
            assertThat(seen.path("exp").isNumber()).isTrue();
            assertThat(seen.path("patient").asText())
                    .isEqualTo(tokens.path("patient").asText());
            assertThat(seen.path("iss").asText()).isEqualTo(id.getIssuer());
            assertThat(seen.path("sub").asText()).isEqualTo(id.getSubject());
            assertThat(seen.path("fhirUser").asText()).isEqualTo(id.getStringClaim("fhirUser"));
        }
    }

    @Test
    @DisplayName("introspection of a token that is none: inactive, and not a word more")
    void introspectionOfNonsense() {
        HttpResponse<String> response = introspect("nonsense", basic(clients.secretApp(), clients.secret()));
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEqualTo("{\"active\":false}");
    }

    // Backend services

    @Test
    @DisplayName("smart_backend_services_invalid_grant_type: 400")
    void backendGrantType() throws JOSEException {
        Map<String, String> request = backend(rs384(clients.system(), claims -> {}));
        request.put("grant_type", "not_a_grant_type");
        assertThat(token(request).statusCode()).isEqualTo(400);
    }

    @Test
    @DisplayName("smart_backend_services_invalid_client_assertion: 400 or 401 for a type that is none")
    void backendAssertionType() throws JOSEException {
        Map<String, String> request = backend(rs384(clients.system(), claims -> {}));
        request.put("client_assertion_type", "not_an_assertion_type");
        assertThat(token(request).statusCode()).isIn(400, 401);
    }

    @Test
    @DisplayName(
            "smart_backend_services_invalid_jwt: 400 or 401 for a wrong signature, audience, time, and for a replay")
    void backendJwt() throws JOSEException {
        RSAKey stranger = new RSAKeyGenerator(2048).keyID("rsa").generate();
        String once = rs384(clients.system(), claims -> {});
        assertThat(token(backend(once)).statusCode()).isEqualTo(200);
        for (String assertion : List.of(
                once,
                signed(clients.system(), stranger, claims -> {}),
                rs384(clients.system(), claims -> claims.audience("https://other.example/token")),
                rs384(clients.system(), claims -> claims.expirationTime(in(Duration.ofMinutes(-5)))),
                rs384(clients.system(), claims -> claims.expirationTime(in(Duration.ofMinutes(20)))),
                rs384(clients.system(), claims -> claims.jwtID(null)),
                rs384(clients.system(), claims -> claims.issuer("somebody-else")),
                "nonsense")) {
            HttpResponse<String> response = token(backend(assertion));
            assertThat(response.statusCode()).isIn(400, 401);
            assertThat(json(response).path("error").asText()).isEqualTo("invalid_client");
        }
    }

    @Test
    @DisplayName("smart_backend_services_auth_request_success, _auth_response_body: RS384 and ES384, without client_id")
    void backendSuccess() throws JOSEException {
        for (String assertion : List.of(
                rs384(clients.system(), claims -> claims.expirationTime(in(Duration.ofMinutes(5)))),
                es384(clients.system()))) {
            HttpResponse<String> response = token(backend(assertion));
            assertThat(response.statusCode()).as(response.body()).isIn(200, 201);
            JsonNode tokens = json(response);
            assertThat(tokens.path("access_token").asText()).isNotBlank();
            assertThat(tokens.path("token_type").asText()).isEqualToIgnoringCase("bearer");
            assertThat(tokens.path("expires_in").isNumber()).isTrue();
            assertThat(tokens.path("expires_in").asInt()).isLessThanOrEqualTo(300);
            assertThat(tokens.path("scope").asText()).isEqualTo("system/*.rs");
            assertThat(fhir(tokens, "Patient?_count=1").statusCode()).isEqualTo(200);
        }
    }

    // Scopes

    @Test
    @DisplayName("g10_smart_scopes: what was asked is granted, type by type")
    void scopesAreGranted() {
        assertThat(scopes(tokens(FULL))).isEqualTo(Set.of(FULL.split(" ")));
    }

    @Test
    @DisplayName("g10_unauthorized_access: without a token 401")
    void withoutToken() {
        assertThat(AppLaunch.get("/fhir/Patient/" + journey.patientId()).statusCode())
                .isEqualTo(401);
    }

    @Test
    @DisplayName(
            "g10_limited_scope_grant, g10_restricted_access_test: what the person unticks is not granted and refused")
    void limitedScope() {
        AppLaunch app = launch(FULL);
        JsonNode tokens = app.exchange(
                app.code(person, scope -> !scope.isEmpty() && !scope.contains("?") && !scope.contains("Observation")));
        assertThat(scopes(tokens)).contains("patient/Condition.rs").noneMatch(scope -> scope.contains("Observation"));
        assertThat(fhir(tokens, "Condition?patient=" + journey.patientId()).statusCode())
                .isEqualTo(200);
        assertThat(fhir(tokens, "Observation?patient=" + journey.patientId()).statusCode())
                .isIn(401, 403);
    }

    @Test
    @DisplayName("g10_smart_granular_scope_selection, us_core_v700_*_granular_scope_*: only the parts that were chosen")
    void granularScopes() {
        String laboratory = observation("laboratory");
        String social = observation("social-history");
        AppLaunch app = launch(FULL);
        Set<String> chosen = Set.of(
                "launch/patient",
                "patient/Patient.rs",
                "patient/Observation.rs?category=" + CATEGORY + "laboratory",
                "patient/Condition.rs?category=" + CONDITION_CATEGORY + "encounter-diagnosis");
        JsonNode tokens = app.exchange(app.code(person, chosen::contains));
        assertThat(scopes(tokens)).contains("patient/Patient.rs").doesNotContain("patient/Observation.rs");
        assertThat(scopes(tokens).stream()
                        .filter(scope ->
                                scope.startsWith("patient/Observation") || scope.startsWith("patient/Condition")))
                .isNotEmpty()
                .allMatch(scope -> scope.contains("?category="));

        String query = "Observation?patient=" + journey.patientId() + "&_count=200";
        assertThat(ids(tokens, query)).contains(laboratory).doesNotContain(social);
        assertThat(ids(tokens, query + "&category=" + CATEGORY + "laboratory")).contains(laboratory);
        assertThat(ids(tokens, query + "&category=" + CATEGORY + "social-history"))
                .isEmpty();
        assertThat(fhir(tokens, "Observation/" + laboratory).statusCode()).isEqualTo(200);
        assertThat(fhir(tokens, "Observation/" + social).statusCode()).isNotEqualTo(200);
        assertThat(fhir(tokens, "Patient/" + journey.patientId()).statusCode()).isEqualTo(200);
    }

    @Test
    @DisplayName("g10_smart_v1_scopes: an app of version 1 is answered in version 1")
    void versionOne() {
        JsonNode tokens = tokens(LAUNCH + "patient/Patient.read patient/Observation.read");
        assertThat(scopes(tokens)).contains("patient/Patient.read", "patient/Observation.read");
        assertThat(fhir(tokens, "Patient/" + journey.patientId()).statusCode()).isEqualTo(200);
        assertThat(fhir(tokens, "Observation?patient=" + journey.patientId()).statusCode())
                .isEqualTo(200);
        assertThat(fhir(tokens, "Condition?patient=" + journey.patientId()).statusCode())
                .isIn(401, 403);
    }

    // What is not valid

    @Test
    @DisplayName("g10_smart_invalid_aud: no code for another server's address")
    void invalidAudience() {
        URI redirect = launch(FULL).with("aud", "https://evil.example/fhir").redirect(person, ticked -> true);
        assertThat(parameter(redirect, "code")).isNull();
        assertThat(parameter(redirect, "error")).isEqualTo("invalid_request");
    }

    @Test
    @DisplayName("g10_smart_invalid_token_request_stu2: a bad code is 400, a bad client 400 or 401")
    void invalidTokenRequest() {
        AppLaunch app = launch(FULL);
        String code = app.code(person);
        assertThat(app.token(app.codeRequest("nonsense")).statusCode()).isEqualTo(400);
        Map<String, String> request = app.codeRequest(code);
        request.put("client_id", "nobody");
        assertThat(app.token(request).statusCode()).isIn(400, 401);
    }

    @Test
    @DisplayName("g10_smart_invalid_pkce_code_verifier_group: absent, blank, wrong, or the challenge itself")
    void invalidVerifier() {
        for (String verifier :
                new String[] {null, "", "wrong-verifier-wrong-verifier-wrong-verifier", AppLaunch.CHALLENGE}) {
            AppLaunch app = launch(FULL);
            Map<String, String> request = app.codeRequest(app.code(person));
            request.remove("code_verifier");
            if (verifier != null) {
                request.put("code_verifier", verifier);
            }
            assertThat(app.token(request).statusCode())
                    .as("verifier " + verifier)
                    .isIn(400, 401);
        }
    }

    @Test
    @DisplayName("g10_token_revocation: what the person takes back reads no more and is not refreshed")
    void revocation() {
        AppLaunch app = launch(FULL);
        JsonNode tokens = app.exchange(app.code(person));
        assertThat(fhir(tokens, "Patient/" + journey.patientId()).statusCode()).isEqualTo(200);
        HttpResponse<String> response = AppLaunch.post(
                "/oauth2/revoke",
                Map.of("token", tokens.path("refresh_token").asText(), "client_id", clients.publicApp()));
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        assertThat(fhir(tokens, "Patient/" + journey.patientId()).statusCode()).isIn(401, 403, 404);
        assertThat(app.token(app.refreshRequest(tokens.path("refresh_token").asText()))
                        .statusCode())
                .isIn(400, 401);
    }

    @Test
    @DisplayName("g10_public_standalone_launch, g10_asymmetric_launch: id_token and patient for both")
    void standaloneLaunches() throws JOSEException {
        for (JsonNode tokens : List.of(tokens(FULL), json(exchangeWithKeys()))) {
            assertThat(tokens.path("id_token").asText()).isNotBlank();
            assertThat(tokens.path("patient").asText()).isEqualTo(journey.patientId());
        }
    }

    @Test
    @DisplayName("attestations: a refresh token lives three months, and the person is told what offline_access is")
    void attested() {
        tokens(FULL);
        Boolean lasting = jdbc.queryForObject(
                """
                select bool_and(refresh_token_expires_at > now() + interval '90 days') from oauth2_authorization
                where principal_name = ? and refresh_token_issued_at > now() - interval '1 minute'
                """,
                Boolean.class,
                person);
        assertThat(lasting).isTrue();
        AppLaunch app = launch(FULL);
        app.redirect(person, ticked -> true);
        assertThat(app.pages()).anyMatch(page -> page.contains("Keep access when you are not using the app"));
    }

    // Helpers

    private static AppLaunch launch(String scope) {
        return launch(clients.publicApp(), scope);
    }

    private static AppLaunch launch(String client, String scope) {
        return new AppLaunch(client, REDIRECT, scope);
    }

    private static JsonNode tokens(String scope) {
        AppLaunch app = launch(scope);
        return app.exchange(app.code(person));
    }

    private static JsonNode discovery() {
        return json(AppLaunch.get("/fhir/.well-known/smart-configuration"));
    }

    private static HttpResponse<String> introspect(String token, String authorization) {
        return AppLaunch.post("/oauth2/introspect", Map.of("token", token), "Authorization", authorization);
    }

    private static HttpResponse<String> token(Map<String, String> request) {
        return AppLaunch.post("/oauth2/token", request);
    }

    private static HttpResponse<String> fhir(JsonNode tokens, String path) {
        return AppLaunch.get("/fhir/" + path.replace("|", "%7C"), "Authorization", bearer(tokens));
    }

    private static List<String> ids(JsonNode tokens, String query) {
        return StreamSupport.stream(json(fhir(tokens, query)).path("entry").spliterator(), false)
                .map(entry -> entry.path("resource").path("id").asText())
                .toList();
    }

    private static String bearer(JsonNode tokens) {
        return "Bearer " + tokens.path("access_token").asText();
    }

    private static Set<String> scopes(JsonNode tokens) {
        return new HashSet<>(List.of(tokens.path("scope").asText().split(" ")));
    }

    private static List<String> texts(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }

    private static String observation(String category) {
        Observation observation = new Observation()
                .setStatus(Observation.ObservationStatus.FINAL)
                .setCode(new CodeableConcept(new Coding("http://loinc.org", "718-7", "Hemoglobin")))
                .setSubject(new Reference("Patient/" + journey.patientId()));
        observation.addCategory().addCoding(new Coding(CATEGORY.replace("|", ""), category, null));
        return Api.system("hospital-nairobi").post(observation).createdId();
    }

    private static Map<String, String> backend(String assertion) {
        Map<String, String> request = new LinkedHashMap<>(asserted(assertion));
        request.put("grant_type", "client_credentials");
        request.put("scope", "system/*.rs");
        return request;
    }

    private static Map<String, String> asserted(String assertion) {
        return Map.of("client_assertion_type", ASSERTION, "client_assertion", assertion);
    }

    private static String rs384(String client, Consumer<JWTClaimsSet.Builder> change) throws JOSEException {
        return signed(client, clients.rsa(), change);
    }

    private static String signed(String client, RSAKey key, Consumer<JWTClaimsSet.Builder> change)
            throws JOSEException {
        SignedJWT jwt = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.RS384).keyID("rsa").build(), claims(client, change));
        jwt.sign(new RSASSASigner(key));
        return jwt.serialize();
    }

    private static String es384(String client) throws JOSEException {
        SignedJWT jwt = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.ES384).keyID("ec").build(), claims(client, unchanged -> {}));
        jwt.sign(new ECDSASigner(clients.ec()));
        return jwt.serialize();
    }

    private static JWTClaimsSet claims(String client, Consumer<JWTClaimsSet.Builder> change) {
        JWTClaimsSet.Builder claims = new JWTClaimsSet.Builder()
                .issuer(client)
                .subject(client)
                .audience(origin() + "/oauth2/token")
                .expirationTime(in(Duration.ofMinutes(4)))
                .jwtID(UUID.randomUUID().toString());
        change.accept(claims);
        return claims.build();
    }

    private static Date in(Duration time) {
        return Date.from(Instant.now().plus(time));
    }
}

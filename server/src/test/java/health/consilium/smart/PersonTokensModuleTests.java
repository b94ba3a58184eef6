package health.consilium.smart;

import static health.consilium.smart.AppSignIn.location;
import static health.consilium.smart.AppSignIn.query;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.JdbcTemplate;

/** A person signs in to an app. */
class PersonTokensModuleTests {

    private static final SmartTestServer SERVER = SmartTestServer.get();
    private static final String STAFF = "openid fhirUser offline_access user/*.cruds";
    private static final String PATIENT = "openid fhirUser launch/patient offline_access patient/*.rs";

    @Test
    void aCoordinatorSignsInAndReads() {
        AppSignIn app = new AppSignIn(STAFF);
        URI redirect = app.redirect("coordinator");
        assertThat(redirect.toString()).startsWith(AppSignIn.REDIRECT);
        assertThat(query(redirect, "state")).isEqualTo(app.state());

        JsonNode tokens = Http.json(app.exchange(query(redirect, "code")));
        assertThat(tokens.path("expires_in").asInt()).isBetween(595, 600);
        assertThat(tokens.path("scope").asText().split(" ")).containsExactlyInAnyOrder(STAFF.split(" "));
        assertThat(tokens.has("patient")).isFalse();

        JsonNode caller = Http.json(app.http().fhir(tokens.path("access_token").asText()));
        assertThat(caller.path("subject").asText()).isEqualTo("coordinator");
        assertThat(caller.path("client").asText()).isEqualTo(DemoLogins.APP);
        assertThat(caller.path("role").asText()).isEqualTo("COORDINATOR");
        assertThat(caller.path("fhirUser").asText()).isEqualTo("Practitioner/coordinator");
        assertThat(caller.path("organization").asText()).isEqualTo("Organization/coordination");
    }

    @ParameterizedTest
    @CsvSource({
        "clinician, COORDINATOR, Practitioner/clinician",
        "translator-1, TRANSLATOR, Practitioner/translator-1",
        "translator-2, TRANSLATOR, Practitioner/translator-2",
        "patient-2, PATIENT, Patient/patient-2",
        "admin, ADMIN, Practitioner/admin"
    })
    void everyDemoPersonCanSignIn(String username, String role, String fhirUser) {
        AppSignIn app = new AppSignIn("openid user/*.rs");
        JsonNode tokens = Http.json(app.exchange(app.code(username)));
        JsonNode caller = Http.json(app.http().fhir(tokens.path("access_token").asText()));
        assertThat(caller.path("role").asText()).isEqualTo(role);
        assertThat(caller.path("fhirUser").asText()).isEqualTo(fhirUser);
    }

    @Test
    void aPatientsAppLearnsThePatientAtSignInAndAtRefresh() {
        AppSignIn app = new AppSignIn(PATIENT);
        JsonNode tokens = Http.json(app.exchange(app.code("patient-1")));
        assertThat(tokens.path("patient").asText()).isEqualTo("patient-1");
        assertThat(tokens.path("need_patient_banner").asBoolean()).isTrue();
        assertThat(tokens.has("id_token")).isTrue();

        JsonNode refreshed = Http.json(app.refresh(tokens.path("refresh_token").asText()));
        assertThat(refreshed.path("patient").asText()).isEqualTo("patient-1");
        assertThat(refreshed.has("id_token")).isTrue();
    }

    @Test
    void theIdTokenIsSignedAndNamesThePerson() throws Exception {
        AppSignIn app = new AppSignIn(STAFF);
        Instant before = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        JsonNode tokens = Http.json(app.exchange(app.code("translator-1")));
        SignedJWT id = SignedJWT.parse(tokens.path("id_token").asText());
        JWKSet keys = JWKSet.parse(app.http().get("/oauth2/jwks").body());
        assertThat(keys.containsNonPublicKeys()).isFalse();
        assertThat(id.getHeader().getAlgorithm().getName()).isEqualTo("RS256");
        assertThat(id.verify(new RSASSAVerifier(
                        keys.getKeyByKeyId(id.getHeader().getKeyID()).toRSAKey())))
                .isTrue();
        assertThat(id.getJWTClaimsSet().getIssuer()).isEqualTo(SERVER.url(""));
        assertThat(id.getJWTClaimsSet().getSubject()).isEqualTo("translator-1");
        assertThat(id.getJWTClaimsSet().getAudience()).containsExactly(DemoLogins.APP);
        assertThat(id.getJWTClaimsSet().getStringClaim("fhirUser"))
                .isEqualTo(SERVER.url("/fhir/Practitioner/translator-1"));
        assertThat(id.getJWTClaimsSet().getDateClaim("auth_time"))
                .as("what an app needs that asks by max_age")
                .isBetween(Date.from(before), new Date());
    }

    @Test
    void ofWhoSignedInAnAppLearnsWhatItWasGranted() {
        assertThat(userInfo("openid user/*.rs")).containsOnlyKeys("sub").containsEntry("sub", "translator-1");
        assertThat(userInfo("openid profile user/*.rs"))
                .containsOnlyKeys("sub", "name")
                .containsEntry("name", "Mei Lin (translator)");
        assertThat(userInfo("openid fhirUser user/*.rs"))
                .containsOnlyKeys("sub", "fhirUser")
                .containsEntry("fhirUser", SERVER.url("/fhir/Practitioner/translator-1"));
    }

    private static Map<String, String> userInfo(String scopes) {
        AppSignIn app = new AppSignIn(scopes);
        String token = Http.json(app.exchange(app.code("translator-1")))
                .path("access_token")
                .asText();
        JsonNode introspected = Http.json(
                app.http().post("/oauth2/introspect", Map.of("token", token), "Authorization", "Bearer " + token));
        JsonNode told = Http.json(app.http().get("/userinfo", "Authorization", "Bearer " + token));
        assertThat(introspected.path("active").asBoolean()).isTrue();
        assertThat(introspected.path("fhirUser")).isEqualTo(told.path("fhirUser"));
        assertThat(Http.json(app.http().post("/userinfo", Map.of(), "Authorization", "Bearer " + token)))
                .as("by POST the same")
                .isEqualTo(told);
        return told.properties().stream().collect(Collectors.toMap(Map.Entry::getKey, claim -> claim.getValue()
                .asText()));
    }

    @Test
    void anOrganizationLosesItsAccessTokensAndAnAppRefreshes() {
        Account account = new Account(
                "at-night",
                "At night",
                PartyRole.CENTRE,
                "Practitioner/at-night",
                Optional.of("Organization/at-night"),
                true);
        SERVER.bean(Accounts.class).registerWithPassword(account, AppSignIn.PASSWORD);
        AppSignIn app = new AppSignIn(STAFF);
        JsonNode tokens = Http.json(app.exchange(app.code("at-night")));
        AppSignIn others = new AppSignIn(PATIENT);
        JsonNode untouched = Http.json(others.exchange(others.code("patient-3")));
        String access = tokens.path("access_token").asText();
        assertThat(app.http().fhir(access).statusCode()).isEqualTo(200);

        SERVER.bean(TokenRevocation.class).endAccessOf("Organization/at-night");

        assertThat(app.http().fhir(access).statusCode()).isEqualTo(401);
        JsonNode refreshed = Http.json(app.refresh(tokens.path("refresh_token").asText()));
        assertThat(app.http().fhir(refreshed.path("access_token").asText()).statusCode())
                .isEqualTo(200);
        assertThat(others.http().fhir(untouched.path("access_token").asText()).statusCode())
                .isEqualTo(200);
    }

    @Test
    void theAppMayStartByPost() {
        AppSignIn app = new AppSignIn(STAFF);
        HttpResponse<String> posted = app.authorizeByPost();
        assertThat(posted.statusCode()).isEqualTo(303);
        HttpResponse<String> login = app.http().get(SERVER.url(location(posted)));
        assertThat(location(login)).endsWith("/login");
        URI resumed = URI.create(location(app.signIn("coordinator", AppSignIn.PASSWORD)));
        URI redirect = URI.create(location(app.http().get(resumed.toString())));
        assertThat(query(redirect, "state")).isEqualTo(app.state());
        assertThat(app.exchange(query(redirect, "code")).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "wrong-verifier-wrong-verifier-wrong-verifier-wrong", AppSignIn.CHALLENGE})
    void aCodeNeedsItsVerifier(String verifier) {
        AppSignIn app = new AppSignIn(STAFF);
        HttpResponse<String> response = app.exchange(app.code("coordinator"), verifier);
        assertThat(response.statusCode()).isIn(400, 401);
        assertThat(Http.json(response).has("access_token")).isFalse();
    }

    /** https://build.fhir.org/ig/HL7/smart-app-launch/best-practices.html: a code is short-lived, a minute at most. */
    @Test
    void aCodeIsGoodForAMinute() {
        new AppSignIn(STAFF).code("coordinator");

        assertThat(SmartTestServer.get()
                        .bean(JdbcTemplate.class)
                        .queryForObject(
                                "select max(extract(epoch from"
                                        + " authorization_code_expires_at - authorization_code_issued_at))::int"
                                        + " from oauth2_authorization where authorization_code_value is not null",
                                Integer.class))
                .isEqualTo(60);
    }

    @Test
    void aRequestWithoutPkceIsRefused() {
        URI redirect = new AppSignIn(STAFF).without("code_challenge").redirect("coordinator");
        assertThat(query(redirect, "error")).isEqualTo("invalid_request");
        redirect = new AppSignIn(STAFF).with("code_challenge_method", "plain").redirect("coordinator");
        assertThat(query(redirect, "error")).isEqualTo("invalid_request");
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://evil.example/fhir", "", "/fhir"})
    void aRequestForAnotherServerIsRefused(String audience) {
        URI redirect = new AppSignIn(STAFF).with("aud", audience).redirect("coordinator");
        assertThat(query(redirect, "error")).isEqualTo("invalid_request");
        assertThat(query(redirect, "code")).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"http://localhost:9999/callback", "https://evil.example/callback", "http://127.0.0.1:1/other"})
    void aForeignRedirectAddressIsNeverFollowed(String redirectUri) {
        HttpResponse<String> response =
                new AppSignIn(STAFF).with("redirect_uri", redirectUri).authorize();
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.headers().firstValue("Location")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "system/*.rs", "user/Patient.sr", "admin", "openid user/*.rs,user/Task.rs"})
    void scopesOutsideTheRegistrationAreRefused(String scope) {
        URI redirect = new AppSignIn(scope).redirect("coordinator");
        assertThat(query(redirect, "error")).isEqualTo("invalid_scope");
    }

    @Test
    void patientScopesAreForPatients() {
        URI redirect = new AppSignIn(PATIENT).redirect("coordinator");
        assertThat(query(redirect, "error")).isEqualTo("invalid_scope");
    }

    @Test
    void aWrongPasswordIsRefused() {
        AppSignIn app = new AppSignIn(STAFF);
        app.authorize();
        assertThat(location(app.signIn("coordinator", "wrong"))).endsWith("/login?error");
        assertThat(location(app.signIn("nobody", AppSignIn.PASSWORD))).endsWith("/login?error");
        assertThat(app.http().get("/login?error").body()).contains("role=\"alert\"");
    }

    @Test
    void theLoginFormNeedsItsToken() {
        HttpResponse<String> response =
                new Http().post("/login", Map.of("username", "coordinator", "password", AppSignIn.PASSWORD));
        assertThat(response.statusCode()).isIn(401, 403);
    }

    @Test
    void theLoginPageAllowsTheRedirectToTheApp() {
        AppSignIn app = new AppSignIn(STAFF);
        app.authorize();
        HttpResponse<String> page = app.http().get("/login");
        assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
                .contains("default-src 'none'")
                .contains("form-action 'self'")
                .contains("http://127.0.0.1:*");
        assertThat(page.body()).doesNotContainPattern("<script(?! src=)").contains("<label for=\"password\">");
        assertThat(app.http().get("/smart.css").statusCode()).isEqualTo(200);
    }

    @Test
    void aCodeWorksOnceAndItsSecondUseEndsTheTokens() {
        AppSignIn app = new AppSignIn(STAFF);
        String code = app.code("coordinator");
        String access = Http.json(app.exchange(code)).path("access_token").asText();
        assertThat(app.http().fhir(access).statusCode()).isEqualTo(200);
        assertThat(app.exchange(code).statusCode()).isEqualTo(400);
        assertThat(app.http().fhir(access).statusCode()).isEqualTo(401);
    }

    @Test
    void withoutOfflineAccessThereIsNoRefreshToken() {
        AppSignIn app = new AppSignIn("openid user/*.rs");
        assertThat(Http.json(app.exchange(app.code("coordinator"))).has("refresh_token"))
                .isFalse();
    }

    @Test
    void aRefreshTokenChangesAtEachUseAndItsReuseEndsTheFamily() {
        AppSignIn app = new AppSignIn(STAFF);
        JsonNode first = Http.json(app.exchange(app.code("coordinator")));
        String oldAccess = first.path("access_token").asText();
        assertThat(app.http().fhir(oldAccess).statusCode()).isEqualTo(200);

        JsonNode second = Http.json(app.refresh(first.path("refresh_token").asText()));
        assertThat(second.path("refresh_token").asText())
                .isNotEmpty()
                .isNotEqualTo(first.path("refresh_token").asText());
        assertThat(app.http().fhir(oldAccess).statusCode()).isEqualTo(401);
        String access = second.path("access_token").asText();
        assertThat(app.http().fhir(access).statusCode()).isEqualTo(200);

        HttpResponse<String> reuse = app.refresh(first.path("refresh_token").asText());
        assertThat(reuse.statusCode()).isEqualTo(400);
        assertThat(Http.json(reuse).path("error").asText()).isEqualTo("invalid_grant");
        assertThat(app.http().fhir(access).statusCode()).isEqualTo(401);
        assertThat(app.refresh(second.path("refresh_token").asText()).statusCode())
                .isEqualTo(400);
    }

    /** A token that is bound to no key says so, whatever the app sent. */
    @ParameterizedTest
    @ValueSource(strings = {"proof", "no proof"})
    void aProofOfPossessionChangesNothing(String sent) throws Exception {
        String proof = sent.equals("proof") ? proof() : sent;
        AppSignIn app = new AppSignIn(STAFF);
        HttpResponse<String> first =
                app.http().post("/oauth2/token", app.codeRequest(app.code("coordinator")), "DPoP", proof);
        assertThat(first.statusCode()).as(first.body()).isEqualTo(200);
        assertThat(Http.json(first).path("token_type").asText()).isEqualTo("Bearer");
        HttpResponse<String> second = app.http()
                .post(
                        "/oauth2/token",
                        app.refreshRequest(
                                Http.json(first).path("refresh_token").asText()),
                        "DPoP",
                        proof);
        assertThat(second.statusCode()).as(second.body()).isEqualTo(200);
        assertThat(Http.json(second).path("token_type").asText()).isEqualTo("Bearer");
        String access = Http.json(second).path("access_token").asText();
        assertThat(app.http()
                        .get("/fhir/Patient/1", "Authorization", "Bearer " + access, "DPoP", proof)
                        .statusCode())
                .isEqualTo(200);
        assertThat(app.http()
                        .get("/fhir/Patient/1", "Authorization", "DPoP " + access, "DPoP", proof)
                        .statusCode())
                .as("there are bearer tokens alone")
                .isEqualTo(401);
    }

    /** As an app would make it for the token endpoint. */
    private static String proof() throws JOSEException {
        ECKey key = new ECKeyGenerator(Curve.P_256).generate();
        SignedJWT proof = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.ES256)
                        .type(new JOSEObjectType("dpop+jwt"))
                        .jwk(key.toPublicJWK())
                        .build(),
                new JWTClaimsSet.Builder()
                        .claim("htm", "POST")
                        .claim("htu", SERVER.url("/oauth2/token"))
                        .issueTime(new Date())
                        .jwtID(UUID.randomUUID().toString())
                        .build());
        proof.sign(new ECDSASigner(key));
        return proof.serialize();
    }

    @Test
    void aRefreshMayNarrowTheScopes() {
        AppSignIn app = new AppSignIn(STAFF);
        JsonNode first = Http.json(app.exchange(app.code("coordinator")));
        HttpResponse<String> narrowed = app.http()
                .post(
                        "/oauth2/token",
                        Map.of(
                                "grant_type",
                                "refresh_token",
                                "refresh_token",
                                first.path("refresh_token").asText(),
                                "client_id",
                                DemoLogins.APP,
                                "scope",
                                "user/*.cruds"));
        assertThat(Http.json(narrowed).path("scope").asText()).isEqualTo("user/*.cruds");
        HttpResponse<String> again =
                app.refresh(Http.json(narrowed).path("refresh_token").asText());
        assertThat(again.statusCode()).isEqualTo(200);
    }

    @Test
    void anotherAppCannotUseTheRefreshToken() {
        SERVER.bean(Clients.class)
                .register(new AppClient(
                        "other-app",
                        "Other app",
                        Set.of("https://other.example/callback"),
                        Set.of("openid", "offline_access", "user/*.rs"),
                        Optional.empty(),
                        false));
        AppSignIn app = new AppSignIn(STAFF);
        String refresh = Http.json(app.exchange(app.code("coordinator")))
                .path("refresh_token")
                .asText();
        assertThat(app.with("client_id", "other-app").refresh(refresh).statusCode())
                .isEqualTo(400);
    }

    @Test
    void noTokenIsStored() {
        AppSignIn app = new AppSignIn(PATIENT);
        String code = app.code("patient-3");
        JsonNode tokens = Http.json(app.exchange(code));
        String dump = String.join(
                "\n",
                SERVER.bean(JdbcTemplate.class)
                        .queryForList("select row_to_json(a)::text from oauth2_authorization a", String.class));
        assertThat(dump).contains("sha256:").contains("patient-3");
        Stream.of("access_token", "refresh_token", "id_token")
                .map(name -> tokens.path(name).asText())
                .forEach(token -> assertThat(token).isNotEmpty().satisfies(value -> assertThat(dump)
                        .doesNotContain(value)));
        assertThat(dump).doesNotContain(code);
    }

    @Test
    void aStolenDigestIsNoToken() {
        AppSignIn app = new AppSignIn(STAFF);
        JsonNode tokens = Http.json(app.exchange(app.code("coordinator")));
        String accessHash = TokenHash.of(tokens.path("access_token").asText());
        String refreshHash = TokenHash.of(tokens.path("refresh_token").asText());
        assertThat(app.http().fhir(accessHash).statusCode()).isEqualTo(401);
        assertThat(app.refresh(refreshHash).statusCode()).isEqualTo(400);
    }
}

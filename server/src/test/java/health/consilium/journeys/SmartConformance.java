package health.consilium.journeys;

import static health.consilium.support.AppLaunch.json;
import static health.consilium.support.AppLaunch.origin;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
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
import health.consilium.smart.Account;
import health.consilium.smart.Accounts;
import health.consilium.smart.PartyRole;
import health.consilium.support.Api;
import health.consilium.support.AppLaunch;
import health.consilium.support.Journey;
import health.consilium.support.Journey.Journeys;
import java.net.http.HttpResponse;
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
import org.hl7.fhir.r4.model.Condition;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.Encounter;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Reference;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * What the tests of conformance share: clients of each kind, a patient with records, and the steps of an app. The test methods
 * bear the ids of Inferno's tests, so that {@code InfernoIdsTests} can tell which id has none.
 *
 * @see <a href="https://github.com/inferno-framework/smart-app-launch-test-kit">Inferno's test kit</a>
 */
abstract class SmartConformance {

    static final String REDIRECT = "https://app.conformance.example/callback";
    static final String APP_ORIGIN = "https://app.conformance.example";
    static final String LAUNCH = "openid fhirUser launch/patient offline_access ";
    static final String FULL = LAUNCH + "patient/Patient.rs patient/Condition.rs patient/Observation.rs";
    static final String CATEGORY = "http://terminology.hl7.org/CodeSystem/observation-category|";
    static final String CONDITION_CATEGORY = "http://terminology.hl7.org/CodeSystem/condition-category|";
    static final String ASSERTION = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

    static final String ONSET = "2026-11-01";
    static final String ASSERTED = "2026-11-02";
    static final String RECORDED = "2026-11-03";
    static final String ABATED = "2026-11-04";

    static Clients clients;
    static Journey journey;
    static String person;

    @Autowired
    Journeys journeys;

    @Autowired
    Accounts accounts;

    @Autowired
    JdbcTemplate jdbc;

    /** The kinds of clients that SMART knows, each registered by an administrator. */
    record Clients(
            String publicApp, String secretApp, String secret, String keyApp, String system, RSAKey rsa, ECKey ec) {}

    @BeforeEach
    void onceForAll() throws JOSEException {
        // Two classes run at a time.
        synchronized (SmartConformance.class) {
            if (clients == null) {
                prepare();
            }
        }
    }

    private void prepare() throws JOSEException {
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

    static JsonNode register(String admin, String body) {
        return AppLaunch.administer(admin, "POST", "/admin/clients", body);
    }

    static String app(String id, String method, String more) {
        return "{\"client_id\":\"" + id + "\",\"client_name\":\"Conformance\",\"redirect_uris\":[\"" + REDIRECT
                + "\"],\"scope\":\"openid fhirUser launch/patient offline_access patient/*.cruds patient/*.*\","
                + "\"token_endpoint_auth_method\":\"" + method + "\"" + more + "}";
    }

    static AppLaunch launch(String scope) {
        return launch(clients.publicApp(), scope);
    }

    static AppLaunch launch(String client, String scope) {
        return new AppLaunch(client, REDIRECT, scope);
    }

    static JsonNode tokens(String scope) {
        AppLaunch app = launch(scope);
        return app.exchange(app.code(person));
    }

    static JsonNode discovery() {
        return document("/fhir/.well-known/smart-configuration");
    }

    /** What everybody may read, as JSON. */
    static JsonNode document(String address) {
        HttpResponse<String> response = AppLaunch.get(address);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type").orElseThrow()).startsWith("application/json");
        return json(response);
    }

    static HttpResponse<String> introspect(String token, String authorization) {
        return AppLaunch.post("/oauth2/introspect", Map.of("token", token), "Authorization", authorization);
    }

    static HttpResponse<String> token(Map<String, String> request) {
        return AppLaunch.post("/oauth2/token", request);
    }

    static HttpResponse<String> fhir(JsonNode tokens, String path) {
        return AppLaunch.get("/fhir/" + path.replace("|", "%7C"), "Authorization", bearer(tokens));
    }

    static List<String> ids(JsonNode tokens, String query) {
        return StreamSupport.stream(json(fhir(tokens, query)).path("entry").spliterator(), false)
                .map(entry -> entry.path("resource").path("id").asText())
                .toList();
    }

    static String bearer(JsonNode tokens) {
        return "Bearer " + tokens.path("access_token").asText();
    }

    static Set<String> scopes(JsonNode tokens) {
        return new HashSet<>(List.of(tokens.path("scope").asText().split(" ")));
    }

    static List<String> texts(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }

    static String observation(String category) {
        Observation observation = new Observation()
                .setStatus(Observation.ObservationStatus.FINAL)
                .setCode(new CodeableConcept(new Coding("http://loinc.org", "718-7", "Hemoglobin")))
                .setSubject(new Reference("Patient/" + journey.patientId()));
        observation.setEffective(new DateTimeType("2026-06-01"));
        observation.addCategory().addCoding(new Coding(CATEGORY.replace("|", ""), category, null));
        return Api.system("hospital-nairobi").post(observation).createdId();
    }

    static Map<String, String> backend(String assertion) {
        Map<String, String> request = new LinkedHashMap<>(asserted(assertion));
        request.put("grant_type", "client_credentials");
        request.put("scope", "system/*.rs");
        return request;
    }

    static Map<String, String> asserted(String assertion) {
        return Map.of("client_assertion_type", ASSERTION, "client_assertion", assertion);
    }

    static String rs384(String client, Consumer<JWTClaimsSet.Builder> change) throws JOSEException {
        return signed(client, clients.rsa(), change);
    }

    static String signed(String client, RSAKey key, Consumer<JWTClaimsSet.Builder> change) throws JOSEException {
        SignedJWT jwt = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.RS384).keyID("rsa").build(), claims(client, change));
        jwt.sign(new RSASSASigner(key));
        return jwt.serialize();
    }

    static String es384(String client) throws JOSEException {
        SignedJWT jwt = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.ES384).keyID("ec").build(), claims(client, unchanged -> {}));
        jwt.sign(new ECDSASigner(clients.ec()));
        return jwt.serialize();
    }

    static JWTClaimsSet claims(String client, Consumer<JWTClaimsSet.Builder> change) {
        JWTClaimsSet.Builder claims = new JWTClaimsSet.Builder()
                .issuer(client)
                .subject(client)
                .audience(origin() + "/oauth2/token")
                .expirationTime(in(Duration.ofMinutes(4)))
                .jwtID(UUID.randomUUID().toString());
        change.accept(claims);
        return claims.build();
    }

    static Date in(Duration time) {
        return Date.from(Instant.now().plus(time));
    }

    static String encounter() {
        Encounter encounter = new Encounter()
                .setStatus(Encounter.EncounterStatus.FINISHED)
                .setClass_(new Coding("http://terminology.hl7.org/CodeSystem/v3-ActCode", "AMB", null))
                .setSubject(new Reference("Patient/" + journey.patientId()));
        return Api.system("hospital-nairobi").post(encounter).createdId();
    }

    /** A diagnosis of the patient that has this category alone, and all days that one is searched by. */
    static String condition(String system, String category, String encounter) {
        Condition condition = new Condition();
        condition.setOnset(new DateTimeType(ONSET));
        condition.setAbatement(new DateTimeType(ABATED));
        condition.setRecordedDateElement(new DateTimeType(RECORDED));
        condition.addExtension(
                "http://hl7.org/fhir/StructureDefinition/condition-assertedDate", new DateTimeType(ASSERTED));
        condition.setEncounter(new Reference("Encounter/" + encounter));
        condition.setClinicalStatus(new CodeableConcept(
                new Coding("http://terminology.hl7.org/CodeSystem/condition-clinical", "remission", null)));
        condition.setCode(new CodeableConcept(new Coding("http://hl7.org/fhir/sid/icd-10", "C50.4", null)));
        condition.setSubject(new Reference("Patient/" + journey.patientId()));
        condition.addCategory().addCoding(new Coding(system.replace("|", ""), category, null));
        return Api.system("hospital-nairobi").post(condition).createdId();
    }

    private static JsonNode granted;
    private static Instant grantedAt;

    /** Tokens of the public app with all scopes, for tests that spoil nothing. */
    static synchronized JsonNode granted() {
        if (granted == null || Instant.now().isAfter(grantedAt.plus(Duration.ofMinutes(5)))) {
            granted = tokens(FULL);
            grantedAt = Instant.now();
        }
        return granted;
    }
}

package health.consilium.smart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** An administrator registers clients, by REST or by the operator's file. */
class ClientsModuleTests {

    private static final SmartTestServer SERVER = SmartTestServer.get();
    private static final String API = ClientsApi.PATH;

    private static String token;
    private static RSAKey key;

    private final Http http = new Http();

    @TempDir
    Path directory;

    @BeforeAll
    static void signIn() throws Exception {
        token = tokenOf("admin", "openid consilium/admin");
        key = new RSAKeyGenerator(2048).keyID("1").generate();
    }

    @Test
    void aSystemWithASecretIsRegisteredAndItsSecretShownOnce() {
        HttpResponse<String> response = post(API, system("basic-system", "client_secret_basic", ""));
        assertThat(response.statusCode()).isEqualTo(201);
        assertThat(response.headers().firstValue("Location")).contains(API + "/basic-system");
        JsonNode client = Http.json(response);
        String secret = client.path("client_secret").asText();
        assertThat(secret).hasSizeGreaterThan(40);
        assertThat(client.path("client_registration_source").asText()).isEqualTo("administrator");
        assertThat(client.path("enabled").asBoolean()).isTrue();
        assertThat(tokenWithSecret("basic-system", secret).statusCode()).isEqualTo(200);

        HttpResponse<String> shown = get(API + "/basic-system");
        assertThat(shown.body()).doesNotContain(secret).doesNotContain("bcrypt");
        assertThat(Http.json(shown).path("role").asText()).isEqualTo("hospital");
        assertThat(get(API).body()).contains("basic-system", "demo-app").doesNotContain(secret);
    }

    @Test
    void aNewSecretEndsTheOldOne() {
        String old = Http.json(post(API, system("rotating", "client_secret_basic", "")))
                .path("client_secret")
                .asText();
        String fresh = Http.json(post(API + "/rotating/secret", ""))
                .path("client_secret")
                .asText();
        assertThat(fresh).isNotEqualTo(old).isNotEmpty();
        assertThat(tokenWithSecret("rotating", old).statusCode()).isEqualTo(401);
        assertThat(tokenWithSecret("rotating", fresh).statusCode()).isEqualTo(200);
    }

    @Test
    void aClientThatIsSwitchedOffHasNoAccessUntilItIsOnAgain() {
        String secret = Http.json(post(API, system("pausing", "client_secret_basic", "")))
                .path("client_secret")
                .asText();
        String access = Http.json(tokenWithSecret("pausing", secret))
                .path("access_token")
                .asText();
        assertThat(http.fhir(access).statusCode()).isEqualTo(200);
        assertThat(Http.json(post(API + "/pausing/disable", "")).path("enabled").asBoolean())
                .isFalse();
        assertThat(http.fhir(access).statusCode()).isEqualTo(401);
        assertThat(tokenWithSecret("pausing", secret).statusCode()).isEqualTo(401);
        post(API + "/pausing/enable", "");
        assertThat(tokenWithSecret("pausing", secret).statusCode()).isEqualTo(200);
    }

    @Test
    void aChangeReplacesEverythingButTheSecret() {
        String secret = Http.json(post(API, system("changing", "client_secret_basic", "")))
                .path("client_secret")
                .asText();
        String body = system("changing", "client_secret_basic", "").replace("system/*.rs", "system/Patient.rs");
        assertThat(put(API + "/changing", body).statusCode()).isEqualTo(200);
        HttpResponse<String> tokens = tokenWithSecret("changing", secret);
        assertThat(Http.json(tokens).path("scope").asText()).isEqualTo("system/Patient.rs");
        String access = Http.json(tokens).path("access_token").asText();
        assertThat(http.fhir(access).statusCode()).isEqualTo(200);
        put(API + "/changing", body.replace("Organization/changing", "Organization/another"));
        assertThat(http.fhir(access).statusCode())
                .as("it says whose the client was")
                .isEqualTo(401);
        assertThat(put(API + "/changing", body.replace("\"changing\"", "\"other\""))
                        .statusCode())
                .isEqualTo(400);
        assertThat(put(API + "/nobody", body).statusCode()).isEqualTo(404);
    }

    @Test
    void anAppThatMayDoLessLosesItsTokensAndOneThatMayDoMoreKeepsThem() {
        String scopes = "openid offline_access user/Task.rs";
        assertThat(post(API, app("narrowed", scopes)).statusCode()).isEqualTo(201);
        AppSignIn app = new AppSignIn(scopes).with("client_id", "narrowed");
        JsonNode tokens = Http.json(app.exchange(app.code("coordinator")));

        assertThat(put(API + "/narrowed", app("narrowed", scopes.replace("Task", "*")))
                        .statusCode())
                .isEqualTo(200);
        tokens = Http.json(app.refresh(tokens.path("refresh_token").asText()));
        String access = tokens.path("access_token").asText();
        assertThat(http.fhir(access).statusCode()).isEqualTo(200);

        assertThat(put(API + "/narrowed", app("narrowed", scopes.replace("Task.rs", "Task.r")))
                        .statusCode())
                .isEqualTo(200);
        assertThat(http.fhir(access).statusCode()).isEqualTo(401);
        assertThat(app.refresh(tokens.path("refresh_token").asText()).statusCode())
                .isEqualTo(400);
    }

    /** What the client was when the request came in is not what it is when its turn has come. */
    @Test
    void aNewSecretUndoesNoChangeThatIsUnderWay() {
        post(API, system("rotated-meanwhile", "client_secret_basic", ""));
        Clients clients = SERVER.bean(Clients.class);
        ClientStore store = SERVER.bean(ClientStore.class);
        RegisteredClient before = store.registered("rotated-meanwhile").orElseThrow();
        CompletableFuture<Boolean> rotation = whileUnderWay(
                () -> clients.register(hospital("rotated-meanwhile", "system/Patient.rs", new Credential.SameSecret())),
                () -> clients.rotateSecret(before, "a-secret-that-came-later"));
        assertThat(rotation.join()).isTrue();
        assertThat(store.registered("rotated-meanwhile").orElseThrow().getScopes())
                .containsExactly("system/Patient.rs");
        assertThat(tokenWithSecret("rotated-meanwhile", "a-secret-that-came-later")
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void anIdThatIsTakenMeanwhileIsTaken() {
        CompletableFuture<HttpResponse<String>> second = whileUnderWay(
                () -> SERVER.bean(Clients.class)
                        .register(hospital(
                                "taken-meanwhile", "system/*.rs", new Credential.Secret("a-secret-of-the-first"))),
                () -> post(API, system("taken-meanwhile", "client_secret_basic", "")));
        assertThat(second.join().statusCode()).isEqualTo(409);
        assertThat(tokenWithSecret("taken-meanwhile", "a-secret-of-the-first").statusCode())
                .isEqualTo(200);
    }

    private static SystemClient hospital(String id, String scope, Credential credential) {
        return new SystemClient(id, "Hospital", PartyRole.HOSPITAL, "Organization/" + id, Set.of(scope), credential);
    }

    /** Commits the first when the second has come to wait for it. */
    private static <T> CompletableFuture<T> whileUnderWay(Runnable first, Supplier<T> second) {
        return new TransactionTemplate(SERVER.bean(PlatformTransactionManager.class)).execute(status -> {
            first.run();
            CompletableFuture<T> answer = CompletableFuture.supplyAsync(second);
            await().until(() -> waiting() > 0);
            return answer;
        });
    }

    private static int waiting() {
        return SERVER.bean(JdbcTemplate.class)
                .queryForObject("select count(*) from pg_locks where not granted", Integer.class);
    }

    @Test
    void aClientIsRemovedWithItsTokens() {
        String secret = Http.json(post(API, system("leaving", "client_secret_basic", "")))
                .path("client_secret")
                .asText();
        String access = Http.json(tokenWithSecret("leaving", secret))
                .path("access_token")
                .asText();
        assertThat(send("DELETE", API + "/leaving", "").statusCode()).isEqualTo(204);
        assertThat(http.fhir(access).statusCode()).isEqualTo(401);
        assertThat(get(API + "/leaving").statusCode()).isEqualTo(404);
    }

    @Test
    void registrationIsPublished() {
        post(API, system("published", "client_secret_basic", ""));
        post(API + "/published/disable", "");
        assertThat(SERVER.changes())
                .contains(
                        new ClientChanged(
                                "published", ClientChanged.Kind.REGISTERED, RegistrationSource.ADMINISTRATOR, "admin"),
                        new ClientChanged(
                                "published", ClientChanged.Kind.DISABLED, RegistrationSource.ADMINISTRATOR, "admin"));
    }

    @Test
    void aSystemWithKeysAtAnAddressGetsATokenAlsoAfterItChangedThem() throws Exception {
        RSAKey next = new RSAKeyGenerator(2048).keyID("2").generate();
        AtomicReference<String> keys = new AtomicReference<>(new JWKSet(key.toPublicJWK()).toString());
        try (KeysServer server = new KeysServer(KeysServer.body(keys::get, "no-store"))) {
            String at = ", \"jwks_uri\": \"" + server.uri() + "\"";
            assertThat(post(API, system("keys-at", "private_key_jwt", at)).statusCode())
                    .isEqualTo(201);
            assertThat(withAssertion("keys-at", key, server.uri()).statusCode()).isEqualTo(200);
            assertThat(withAssertion("keys-at", key, null).statusCode()).isEqualTo(200);
            assertThat(withAssertion("keys-at", key, URI.create("https://other.example/jwks"))
                            .statusCode())
                    .isEqualTo(401);
            keys.set(new JWKSet(next.toPublicJWK()).toString());
            assertThat(withAssertion("keys-at", next, null).statusCode()).isEqualTo(200);
            assertThat(withAssertion("keys-at", key, null).statusCode()).isEqualTo(401);
        }
        assertThat(withAssertion("keys-at", next, null).statusCode()).isEqualTo(401);
    }

    @Test
    void keysAreNotFetchedForEveryAssertion() throws Exception {
        String keys = new JWKSet(key.toPublicJWK()).toString();
        try (KeysServer server = new KeysServer(KeysServer.body(() -> keys, "max-age=100"))) {
            post(API, system("cached", "private_key_jwt", ", \"jwks_uri\": \"" + server.uri() + "\""));
            for (int i = 0; i < 3; i++) {
                assertThat(withAssertion("cached", key, null).statusCode()).isEqualTo(200);
            }
            assertThat(server.requests()).isEqualTo(1);
        }
    }

    @Test
    void aClientWithInlineKeysMayNotNameAnAddress() throws Exception {
        post(API, system("inline", "private_key_jwt", ", \"jwks\": " + new JWKSet(key.toPublicJWK()).toString()));
        assertThat(withAssertion("inline", key, null).statusCode()).isEqualTo(200);
        assertThat(withAssertion("inline", key, URI.create("https://inline.example/jwks"))
                        .statusCode())
                .isEqualTo(401);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"client_name\":\"x\"} | token_endpoint_auth_method|role",
                "{\"client_nam\":\"x\"} | client_nam |",
                "[] | JSON object |",
                "{ | not JSON |",
                "null | null |",
                "{\"scope\":{}} | scope |",
                "{\"client_secret\":\"mine\",\"client_name\":\"x\",\"client_id\":\"abc\"} | client_secret |",
                "{\"client_id\":\"a b c\"} | client_id |"
            })
    void whatIsWrongIsSaid(String body, String named, String orNamed) {
        HttpResponse<String> response = post(API, body);
        assertThat(response.statusCode()).isEqualTo(400);
        String description = Http.json(response).path("error_description").asText();
        assertThat(description)
                .matches(text -> text.contains(named.trim()) || orNamed != null && text.contains(orNamed.trim()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"http://app.example/cb\" | user/*.rs | none | redirect_uris",
                "\"https://app.example/#x\" | user/*.rs | none | redirect_uris",
                "\"javascript:alert(1)\" | user/*.rs | none | redirect_uris",
                "\"https://app.example/cb\" | system/*.rs | none | scope",
                "\"https://app.example/cb\" | user/*.sr | none | scope",
                "\"https://app.example/cb\" |  | none | scope",
                "\"https://app.example/cb\" | user/*.rs | tls_client_auth | token_endpoint_auth_method",
                "\"https://app.example/cb\" | user/*.rs | private_key_jwt | jwks",
                " | user/*.rs | none | role"
            })
    void anAppThatCannotBeSafeIsNotRegistered(String uris, String scope, String method, String named) {
        HttpResponse<String> response = post(
                API,
                "{\"client_id\":\"unsafe-app\",\"client_name\":\"App\",\"redirect_uris\":["
                        + Optional.ofNullable(uris).orElse("") + "],\"scope\":\""
                        + Optional.ofNullable(scope).orElse("") + "\",\"token_endpoint_auth_method\":\"" + method
                        + "\"}");
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(Http.json(response).path("error_description").asText()).startsWith(named);
        assertThat(get(API + "/unsafe-app").statusCode()).isEqualTo(404);
    }

    @Test
    void aSystemOfAHospitalIsNoAdministrator() {
        String body = system("would-be-admin", "client_secret_basic", "").replace("system/*.rs", "consilium/admin");
        assertThat(Http.json(post(API, body)).path("error_description").asText())
                .startsWith("scope");
    }

    @Test
    void nobodyTakesAnIdThatIsInUse() {
        assertThat(post(API, system("hospital-nairobi", "client_secret_basic", ""))
                        .statusCode())
                .isEqualTo(409);
    }

    @Test
    void onlyAnAdministratorWhoAskedForItMayRegister() {
        for (String path : new String[] {API, API + "/demo-app", ProxiesApi.PATH + "/patient-1"}) {
            assertThat(http.get(path).statusCode()).isEqualTo(401);
            assertThat(http.get(path, "Authorization", "Bearer x").statusCode()).isEqualTo(401);
            assertThat(http.get(path, "Authorization", "Bearer " + tokenOf("admin", "openid user/*.cruds"))
                            .statusCode())
                    .isEqualTo(403);
            assertThat(http.get(path, "Authorization", "Bearer " + tokenOf("coordinator", "openid user/*.cruds"))
                            .statusCode())
                    .isEqualTo(403);
        }
        URI redirect = new AppSignIn("openid consilium/admin").redirect("coordinator");
        assertThat(AppSignIn.query(redirect, "error")).isEqualTo("invalid_scope");
    }

    @Test
    void theOperatorsFileRegistersTheFirstAdministrator() throws Exception {
        Files.writeString(directory.resolve("keys.json"), new JWKSet(key.toPublicJWK()).toString());
        Path file = Files.writeString(
                directory.resolve("clients.yaml"),
                """
                clients:
                  - client_id: first-admin
                    client_name: Administration
                    role: admin
                    organization: Organization/desk
                    scope: consilium/admin
                    token_endpoint_auth_method: private_key_jwt
                    jwks_file: keys.json
                """);
        apply(file);
        apply(file);
        JsonNode tokens = Http.json(withAssertion("first-admin", key, null, "consilium/admin"));
        String admin = tokens.path("access_token").asText();
        JsonNode shown = Http.json(http.get(API + "/first-admin", "Authorization", "Bearer " + admin));
        assertThat(shown.path("client_registration_source").asText()).isEqualTo("file");
        HttpResponse<String> refused = send("DELETE", API + "/first-admin", "");
        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(refused.body()).contains("clients-file");

        Files.writeString(file, Files.readString(file).replace("consilium/admin", "system/Organization.rs"));
        apply(file);
        assertThat(http.get(API, "Authorization", "Bearer " + admin).statusCode())
                .as("the file took the scope back")
                .isEqualTo(401);

        String narrower = Http.json(withAssertion("first-admin", key, null, "system/Organization.rs"))
                .path("access_token")
                .asText();
        assertThat(http.fhir(narrower).statusCode()).isEqualTo(200);
        Files.writeString(file, "clients: []");
        apply(file);
        assertThat(http.fhir(narrower).statusCode()).isEqualTo(401);
        assertThat(SERVER.changes().stream()
                        .filter(change -> change.clientId().equals("first-admin"))
                        .map(ClientChanged::kind))
                .as("told once, however often a server starts")
                .containsExactly(
                        ClientChanged.Kind.REGISTERED, ClientChanged.Kind.CHANGED, ClientChanged.Kind.DISABLED);
    }

    @Test
    void secretsComeFromFilesOrTheEnvironment() throws Exception {
        Files.writeString(directory.resolve("secret"), "a-secret-from-a-file\n");
        apply(
                Files.writeString(
                        directory.resolve("clients.json"),
                        """
                {"clients": [
                  {"client_id": "by-file", "client_name": "F", "role": "hospital", "organization": "Organization/f",
                   "scope": "system/*.rs", "token_endpoint_auth_method": "client_secret_basic",
                   "client_secret_file": "secret"},
                  {"client_id": "by-env", "client_name": "E", "role": "centre", "organization": "Organization/e",
                   "scope": "system/*.rs", "token_endpoint_auth_method": "client_secret_basic",
                   "client_secret_env": "TEST_CLIENT_SECRET"}
                ]}
                """));
        assertThat(tokenWithSecret("by-file", "a-secret-from-a-file").statusCode())
                .isEqualTo(200);
        assertThat(tokenWithSecret("by-file", "a-secret-from-a-file\n").statusCode())
                .isEqualTo(401);
        assertThat(tokenWithSecret("by-env", "a-secret-from-the-environment").statusCode())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "clients: {}",
                "no: clients",
                "{ : :",
                "clients: [{client_id: bad-one, client_name: x}]",
                "clients: [{client_id: bad-one, unknown: x}]",
                "clients: [7]",
                "clients: [{client_id: bad-one, client_name: B, role: hospital, organization: Organization/1,"
                        + " scope: system/*.rs, token_endpoint_auth_method: client_secret_basic}]",
                "clients: [{client_id: bad-one, client_name: B, role: hospital, organization: Organization/1,"
                        + " scope: system/*.rs, token_endpoint_auth_method: client_secret_basic,"
                        + " client_secret_file: missing}]",
                "clients: [{client_id: bad-one, client_name: B, role: hospital, organization: Organization/1,"
                        + " scope: system/*.rs, token_endpoint_auth_method: client_secret_basic,"
                        + " client_secret_env: NOT_SET_ANYWHERE}]"
            })
    void aFileWithAnErrorStopsTheStartAndNamesTheEntry(String text) throws Exception {
        Path file = Files.writeString(directory.resolve("clients.yaml"), text);
        assertThatIllegalStateException()
                .isThrownBy(() -> apply(file))
                .withMessageContaining("consilium.smart.clients-file")
                .withMessageContaining(text.contains("bad-one") ? "bad-one" : file.toString());
        assertThat(get(API + "/bad-one").statusCode()).isEqualTo(404);
    }

    private static void apply(Path file) {
        SERVER.bean(ClientsFile.class).apply(file);
    }

    private static String system(String id, String method, String more) {
        return "{\"client_id\":\"" + id + "\",\"client_name\":\"A system\",\"role\":\"hospital\","
                + "\"organization\":\"Organization/" + id + "\",\"scope\":\"system/*.rs\","
                + "\"token_endpoint_auth_method\":\"" + method + "\"" + more + "}";
    }

    private static String app(String id, String scope) {
        return "{\"client_id\":\"" + id + "\",\"client_name\":\"An app\",\"redirect_uris\":[\"" + AppSignIn.REDIRECT
                + "\"],\"scope\":\"" + scope + "\",\"token_endpoint_auth_method\":\"none\",\"first_party\":true}";
    }

    private HttpResponse<String> tokenWithSecret(String client, String secret) {
        return SystemSignIn.withSecret(client, secret, "system/*.rs");
    }

    private HttpResponse<String> withAssertion(String client, RSAKey signer, URI jku) throws Exception {
        return withAssertion(client, signer, jku, "system/*.rs");
    }

    private HttpResponse<String> withAssertion(String client, RSAKey signer, URI jku, String scope) throws Exception {
        SignedJWT jwt = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.RS384)
                        .keyID(signer.getKeyID())
                        .jwkURL(jku)
                        .build(),
                new JWTClaimsSet.Builder()
                        .issuer(client)
                        .subject(client)
                        .audience(SERVER.url("/oauth2/token"))
                        .expirationTime(Date.from(Instant.now().plus(Duration.ofMinutes(4))))
                        .jwtID(UUID.randomUUID().toString())
                        .build());
        jwt.sign(new RSASSASigner(signer));
        return SystemSignIn.withAssertion(jwt.serialize(), scope);
    }

    private static String tokenOf(String username, String scope) {
        AppSignIn app = new AppSignIn(scope);
        return app.token(username);
    }

    private HttpResponse<String> get(String path) {
        return http.get(path, "Authorization", "Bearer " + token);
    }

    private HttpResponse<String> post(String path, String body) {
        return send("POST", path, body);
    }

    private HttpResponse<String> put(String path, String body) {
        return send("PUT", path, body);
    }

    private HttpResponse<String> send(String method, String path, String body) {
        return http.json(method, path, body, "Authorization", "Bearer " + token);
    }
}

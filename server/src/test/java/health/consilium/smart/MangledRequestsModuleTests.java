package health.consilium.smart;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import health.consilium.support.EndlessBody;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Requests that are right but for one or two places: closer to what a broken client or an attacker sends than noise is. The
 * seed is fixed, so that a failure comes again.
 */
class MangledRequestsModuleTests {

    private static final SmartTestServer SERVER = SmartTestServer.get();
    private static final long SEED = 20261125L;
    private static final int ROUNDS = 100;
    private static final String CLIENT = "mangling-hospital";

    private static final List<String> PIECES = List.of(
            "",
            " ",
            "\0",
            "\r\n",
            "%",
            "%zz",
            "+",
            "&",
            "=",
            ";",
            ",",
            "|",
            "\"",
            "'",
            "<",
            "{{",
            "\uD800",
            "\uFFFF",
            "é",
            "null",
            "-1",
            "9".repeat(400),
            "A".repeat(3000),
            "../",
            "?",
            "#",
            ".",
            "e30",
            "==");

    private static RSAKey key;
    private static String admin;

    private final Http http = new Http();

    @BeforeAll
    static void registerClient() throws JOSEException {
        key = new RSAKeyGenerator(2048).keyID("1").generate();
        SERVER.bean(Clients.class)
                .register(new SystemClient(
                        CLIENT,
                        "Mangling hospital",
                        PartyRole.HOSPITAL,
                        "Organization/mangling",
                        Set.of("system/*.rs"),
                        new Credential.Keys(new JWKSet(key.toPublicJWK()).toString())));
        AppSignIn app = new AppSignIn("openid consilium/admin");
        admin = app.token("admin");
    }

    @Test
    void mangledAuthorizationRequests() {
        Random random = new Random(SEED);
        AppSignIn signedIn = new AppSignIn("openid user/*.rs");
        signedIn.redirect("coordinator");
        for (int round = 0; round < ROUNDS; round++) {
            String query = Http.form(mangled(random, authorization()));
            assertAnswered(http.get("/oauth2/authorize?" + query), query);
            assertAnswered(signedIn.http().get("/oauth2/authorize?" + query), query);
            if (round % 5 == 0) {
                assertAnswered(signedIn.http().postRaw("/oauth2/authorize", query), query);
                assertAnswered(signedIn.http().get("/oauth2/consent?" + query), query);
            }
        }
    }

    @Test
    void mangledTokenRequests() {
        Random random = new Random(SEED + 1);
        for (int round = 0; round < ROUNDS; round++) {
            Map<String, String> fields = new LinkedHashMap<>(Map.of(
                    "grant_type",
                    List.of("authorization_code", "refresh_token", "client_credentials")
                            .get(round % 3),
                    "code",
                    "x",
                    "refresh_token",
                    "y",
                    "redirect_uri",
                    AppSignIn.REDIRECT,
                    "client_id",
                    DemoLogins.APP,
                    "code_verifier",
                    AppSignIn.VERIFIER,
                    "scope",
                    "openid system/*.rs"));
            String form = Http.form(mangled(random, fields));
            assertAnswered(http.postRaw("/oauth2/token", form), form);
            assertAnswered(http.postRaw("/oauth2/token", cut(random, form)), form);
            assertAnswered(http.postRaw("/oauth2/introspect", form.replace("code=", "token=")), form);
            assertAnswered(http.postRaw("/oauth2/revoke", form.replace("code=", "token=")), form);
        }
    }

    @Test
    void assertionsWithOddClaims() throws JOSEException {
        Random random = new Random(SEED + 2);
        List<Object> odd = List.of(
                0,
                -1,
                Long.MAX_VALUE,
                1e300,
                true,
                "",
                "x",
                "\0",
                List.of(),
                List.of(1, List.of(2)),
                Map.of(),
                Map.of("a", 1),
                "9999-12-31",
                "A".repeat(5000));
        for (int round = 0; round < ROUNDS; round++) {
            Map<String, Object> claims = new LinkedHashMap<>(Map.of(
                    "iss", CLIENT,
                    "sub", CLIENT,
                    "aud", SERVER.url("/oauth2/token"),
                    "exp", Instant.now().plusSeconds(200).getEpochSecond(),
                    "jti", UUID.randomUUID().toString()));
            String claim =
                    List.of("iss", "sub", "aud", "exp", "jti", "nbf", "iat").get(random.nextInt(7));
            if (random.nextInt(6) == 0) {
                claims.remove(claim);
            } else {
                claims.put(claim, odd.get(random.nextInt(odd.size())));
            }
            String assertion = signed(claims);
            HttpResponse<String> response =
                    SystemSignIn.withAssertion(round % 4 == 0 ? cut(random, assertion) : assertion, "system/*.rs");
            assertAnswered(response, claims.toString());
        }
    }

    @Test
    void mangledRegistrations() {
        Random random = new Random(SEED + 3);
        String valid = "{\"client_id\":\"mangled\",\"client_name\":\"M\",\"role\":\"hospital\",\"organization\":"
                + "\"Organization/m\",\"scope\":\"system/*.rs\",\"token_endpoint_auth_method\":\"private_key_jwt\","
                + "\"jwks\":" + new JWKSet(key.toPublicJWK()) + "}";
        for (int round = 0; round < ROUNDS; round++) {
            int at = random.nextInt(valid.length());
            String body = random.nextInt(3) == 0
                    ? valid.substring(0, at)
                    : valid.substring(0, at)
                            + PIECES.get(random.nextInt(PIECES.size()))
                            + valid.substring(Math.min(valid.length(), at + random.nextInt(5)));
            assertAnswered(
                    http.json("PUT", ClientsApi.PATH + "/nobody", body, "Authorization", "Bearer " + admin), body);
            assertAnswered(http.json("POST", ClientsApi.PATH, body, "Authorization", "Bearer " + admin), body);
        }
        SERVER.bean(Clients.class).remove("mangled");
    }

    @Test
    void oddRequestsForWhatIsPublic() {
        for (String piece : PIECES) {
            String value = Http.encode(piece);
            for (String path : List.of(
                    "/fhir/.well-known/smart-configuration",
                    "/.well-known/openid-configuration",
                    "/oauth2/jwks",
                    "/login",
                    "/account/apps")) {
                assertAnswered(http.get(path + "?x=" + value + "&" + value), path + piece);
            }
            for (String path : List.of("/admin/clients/", "/admin/proxies/", "/admin/proxies/patient-1/")) {
                assertAnswered(http.get(path + value, "Authorization", "Bearer " + admin), path + piece);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "PATCH", "DELETE"})
    void formsByAnyMethod(String method) {
        for (String path : List.of("/oauth2/token", "/oauth2/par", "/login", "/nothing", "/fhir/Patient")) {
            for (String body : List.of("a=b", "a=%zz", "%=%&&=", "=")) {
                assertThat(http.form(method, path, body).statusCode())
                        .as("%s %s %s", method, path, body)
                        .isBetween(400, 499);
            }
        }
    }

    /** A stranger does not fill the memory. */
    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "PATCH", "DELETE"})
    void aFormWithoutEnd(String method) {
        for (String path : List.of("/oauth2/token", "/login", "/nothing", "/fhir/Patient")) {
            EndlessBody.Answer answer = EndlessBody.send(
                    method,
                    URI.create(SERVER.url(path)),
                    Map.of("Content-Type", "application/x-www-form-urlencoded"),
                    "a=",
                    'x',
                    32 << 20);
            assertThat(answer.status()).as(method + " " + path).isBetween(400, 499);
            assertThat(answer.sent()).as(method + " " + path).isLessThan(16 << 20);
        }
    }

    private static Map<String, String> authorization() {
        return new LinkedHashMap<>(Map.of(
                "response_type",
                "code",
                "client_id",
                DemoLogins.APP,
                "redirect_uri",
                AppSignIn.REDIRECT,
                "scope",
                "openid user/Task.rs",
                "state",
                "s",
                "aud",
                SERVER.url("/fhir"),
                "code_challenge",
                AppSignIn.CHALLENGE,
                "code_challenge_method",
                "S256"));
    }

    private static Map<String, String> mangled(Random random, Map<String, String> fields) {
        List<String> names = new ArrayList<>(fields.keySet());
        names.sort(null);
        for (int change = 0; change <= random.nextInt(2); change++) {
            String name = names.get(random.nextInt(names.size()));
            String value = fields.getOrDefault(name, "");
            String piece = PIECES.get(random.nextInt(PIECES.size()));
            int at = random.nextInt(value.length() + 1);
            switch (random.nextInt(5)) {
                case 0 -> fields.remove(name);
                case 1 -> fields.put(name, piece);
                case 2 -> fields.put(name, value.substring(0, at) + piece + value.substring(at));
                case 3 -> fields.put(name, value.substring(0, at));
                default -> fields.put(name + piece, value);
            }
        }
        return fields;
    }

    private static String cut(Random random, String text) {
        return text.substring(0, random.nextInt(text.length()));
    }

    private static String signed(Map<String, Object> claims) throws JOSEException {
        JWSObject jwt = new JWSObject(
                new JWSHeader.Builder(JWSAlgorithm.RS384).keyID("1").build(), new Payload(claims));
        jwt.sign(new RSASSASigner(key));
        return jwt.serialize();
    }

    private static void assertAnswered(HttpResponse<String> response, String sent) {
        assertThat(response.statusCode()).as(sent).isBetween(200, 499);
        assertThat(response.body()).as(sent).doesNotContain("java.lang", "at org.springframework");
    }
}

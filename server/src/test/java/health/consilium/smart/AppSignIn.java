package health.consilium.smart;

import java.net.URI;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.web.util.UriComponentsBuilder;

/** What an app and the person in front of it do to get a token. */
public final class AppSignIn {

    public static final String PASSWORD = "consilium-demo";
    public static final String REDIRECT = "http://127.0.0.1:49152/callback";
    public static final String VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";

    /** Digest of the verifier, from RFC 7636 appendix B. */
    public static final String CHALLENGE = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

    private static final Pattern CSRF = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");

    private final Http http = new Http();
    private final Map<String, String> parameters = new LinkedHashMap<>();

    public AppSignIn(String scope) {
        parameters.put("response_type", "code");
        parameters.put("client_id", DemoLogins.APP);
        parameters.put("redirect_uri", REDIRECT);
        parameters.put("scope", scope);
        parameters.put("state", UUID.randomUUID().toString());
        parameters.put("aud", SmartTestServer.get().url("/fhir"));
        parameters.put("code_challenge", CHALLENGE);
        parameters.put("code_challenge_method", "S256");
    }

    public AppSignIn with(String name, String value) {
        parameters.put(name, value);
        return this;
    }

    public AppSignIn without(String name) {
        parameters.remove(name);
        return this;
    }

    public Http http() {
        return http;
    }

    public String state() {
        return parameters.get("state");
    }

    public HttpResponse<String> authorize() {
        return http.get("/oauth2/authorize?" + Http.form(parameters));
    }

    public HttpResponse<String> authorizeByPost() {
        return http.post("/oauth2/authorize", parameters);
    }

    /** Fills in the login form and returns the answer to it. */
    public HttpResponse<String> signIn(String username, String password) {
        HttpResponse<String> page = http.get("/login");
        return http.post(
                "/login", Map.of("username", username, "password", password, "_csrf", first(CSRF, page.body())));
    }

    /** From the start to the address at which the app gets its code, or its error. */
    public URI redirect(String username) {
        HttpResponse<String> login = authorize();
        if (!location(login).contains("/login")) {
            return URI.create(location(login));
        }
        return URI.create(location(http.get(location(signIn(username, PASSWORD)))));
    }

    public String code(String username) {
        return query(redirect(username), "code");
    }

    public HttpResponse<String> exchange(String code) {
        return exchange(code, VERIFIER);
    }

    public HttpResponse<String> exchange(String code, String verifier) {
        return http.post(
                "/oauth2/token",
                Map.of(
                        "grant_type",
                        "authorization_code",
                        "code",
                        code,
                        "redirect_uri",
                        parameters.get("redirect_uri"),
                        "client_id",
                        parameters.get("client_id"),
                        "code_verifier",
                        verifier));
    }

    public HttpResponse<String> refresh(String refreshToken) {
        return http.post(
                "/oauth2/token",
                Map.of(
                        "grant_type",
                        "refresh_token",
                        "refresh_token",
                        refreshToken,
                        "client_id",
                        parameters.get("client_id")));
    }

    public static String location(HttpResponse<String> response) {
        return response.headers()
                .firstValue("Location")
                .orElseThrow(() -> new AssertionError(response.statusCode() + " " + response.body()));
    }

    public static String query(URI uri, String name) {
        return UriComponentsBuilder.fromUri(uri).build().getQueryParams().getFirst(name);
    }

    private static String first(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        if (!matcher.find()) {
            throw new AssertionError("No " + pattern + " in " + text);
        }
        return matcher.group(1);
    }
}

package health.consilium.smart;

import health.consilium.support.AppLaunch;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.web.util.UriComponentsBuilder;

/** What an app and the person in front of it do to get a token. */
public final class AppSignIn {

    public static final String PASSWORD = "consilium-demo";
    public static final String REDIRECT = "http://127.0.0.1:49152/callback";
    public static final String VERIFIER = AppLaunch.VERIFIER;
    public static final String CHALLENGE = AppLaunch.CHALLENGE;

    private static final Pattern CSRF = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");

    private final Http http = new Http();
    private final Map<String, String> parameters;

    public AppSignIn(String scope) {
        parameters = AppLaunch.request(
                DemoLogins.APP, REDIRECT, scope, SmartTestServer.get().url("/fhir"));
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
        Map<String, String> request = codeRequest(code);
        request.put("code_verifier", verifier);
        return http.post("/oauth2/token", request);
    }

    /** The access token that this person lets the app have. */
    public String token(String username) {
        return Http.json(exchange(code(username))).path("access_token").asText();
    }

    public HttpResponse<String> refresh(String refreshToken) {
        return http.post("/oauth2/token", refreshRequest(refreshToken));
    }

    Map<String, String> codeRequest(String code) {
        return AppLaunch.codeRequest(parameters, code);
    }

    Map<String, String> refreshRequest(String refreshToken) {
        return AppLaunch.refreshRequest(parameters, refreshToken);
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

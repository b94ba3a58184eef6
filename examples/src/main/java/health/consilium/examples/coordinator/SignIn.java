package health.consilium.examples.coordinator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Signs a person in: OAuth 2.0 authorization code with PKCE (RFC 7636), as SMART App Launch asks of an app without a secret.
 * An app with a screen opens {@code /oauth2/authorize} in the browser and waits at its redirect address; this one fills in
 * the login form itself.
 */
final class SignIn {

    private static final String CLIENT = "demo-app";
    private static final String REDIRECT = "http://127.0.0.1/callback";

    private final String origin;
    private final HttpClient browser =
            HttpClient.newBuilder().cookieHandler(new CookieManager()).build();

    private SignIn(String origin) {
        this.origin = origin;
    }

    /**
     * An access token for a person.
     *
     * @param origin address of the server, such as {@code http://localhost:8080}
     * @throws SignInException when the server does not let the person in
     */
    static String accessToken(String origin, String username, String password, String scope)
            throws IOException, InterruptedException {
        return new SignIn(origin).token(username, password, scope);
    }

    private String token(String username, String password, String scope) throws IOException, InterruptedException {
        String verifier = random();
        String state = random();
        refuseError(location(open(authorizeUrl(scope, state, challenge(verifier)))));
        String csrf = find("name=\"_csrf\" value=\"([^\"]+)\"", open("/login").body());
        String signedIn = location(submit("/login", Map.of("username", username, "password", password, "_csrf", csrf)));
        if (signedIn.contains("/login")) {
            throw new SignInException(username + " is not let in: wrong user name or password");
        }
        String answer = location(open(signedIn));
        refuseError(answer);
        if (!find("[?&]state=([^&]+)", answer).equals(state)) {
            throw new SignInException("The answer belongs to another sign-in: its state differs");
        }
        return exchange(find("[?&]code=([^&]+)", answer), verifier);
    }

    /** RFC 6749, section 4.1.2.1: a refusal comes in the address to which the browser is sent. */
    private static void refuseError(String location) {
        if (location.contains("error=")) {
            String why = location.contains("error_description=") ? "error_description" : "error";
            throw new SignInException(
                    "The server does not sign anybody in: " + find("[?&]" + why + "=([^&]+)", location));
        }
    }

    private String authorizeUrl(String scope, String state, String challenge) {
        Map<String, String> query = new LinkedHashMap<>();
        query.put("response_type", "code");
        query.put("client_id", CLIENT);
        query.put("redirect_uri", REDIRECT);
        query.put("scope", scope);
        query.put("aud", origin + "/fhir");
        query.put("state", state);
        query.put("code_challenge", challenge);
        query.put("code_challenge_method", "S256");
        return "/oauth2/authorize?" + encoded(query);
    }

    private String exchange(String code, String verifier) throws IOException, InterruptedException {
        HttpResponse<String> response = submit(
                "/oauth2/token",
                Map.of(
                        "grant_type", "authorization_code",
                        "client_id", CLIENT,
                        "code", code,
                        "redirect_uri", REDIRECT,
                        "code_verifier", verifier));
        JsonNode answer = new ObjectMapper().readTree(response.body());
        if (response.statusCode() != 200) {
            throw new SignInException("No token: "
                    + answer.path("error_description")
                            .asText(answer.path("error").asText("HTTP " + response.statusCode())));
        }
        return answer.path("access_token").asText();
    }

    private HttpResponse<String> open(String path) throws IOException, InterruptedException {
        return browser.send(HttpRequest.newBuilder(uri(path)).build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> submit(String path, Map<String, String> form)
            throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(uri(path))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(encoded(form)))
                .build();
        return browser.send(request, BodyHandlers.ofString());
    }

    private URI uri(String path) {
        return URI.create(path.startsWith("http") ? path : origin + path);
    }

    private static String location(HttpResponse<String> response) {
        return response.headers()
                .firstValue("Location")
                .orElseThrow(() -> new SignInException("Signing in led nowhere (HTTP " + response.statusCode()
                        + " from " + response.uri().getPath() + ")"));
    }

    private static String find(String pattern, String text) {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        if (!matcher.find()) {
            throw new SignInException("The server's answer lacks " + pattern);
        }
        return URLDecoder.decode(matcher.group(1), StandardCharsets.UTF_8);
    }

    private static String encoded(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    private static String random() {
        byte[] bytes = new byte[32];
        new SecureRandom().nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static String challenge(String verifier) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The server does not let somebody in. */
    static final class SignInException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        SignInException(String message) {
            super(message);
        }
    }
}

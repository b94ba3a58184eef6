package health.consilium.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Gets access tokens as real callers do: systems by client credentials, people by signing in to the demo app. */
final class Tokens {

    private static final String PASSWORD = "consilium-demo";
    private static final String REDIRECT = "http://127.0.0.1/callback";
    /** A system's token lives five minutes, and some requests take one. */
    private static final Duration USE = Duration.ofMinutes(3);

    private static final Map<String, Token> KNOWN = new ConcurrentHashMap<>();

    private record Token(String value, Instant since) {}

    private Tokens() {}

    static String ofSystem(String client) {
        return known(client, () -> ofSystem(TestServer.origin(), client));
    }

    /** A new token from the server with this address. */
    static String ofSystem(String origin, String client) {
        return ofSystem(origin, client, "system/*.crus");
    }

    static String ofSystem(String origin, String client, String scope) {
        String basic = Base64.getEncoder()
                .encodeToString((client + ":" + client + "-demo-secret").getBytes(StandardCharsets.UTF_8));
        return accessToken(send(
                HttpClient.newBuilder().sslContext(Tls.trusting()).build(),
                form(origin + "/oauth2/token", Map.of("grant_type", "client_credentials", "scope", scope))
                        .header("Authorization", "Basic " + basic)
                        .build()));
    }

    static String ofPerson(String username, String scope) {
        return ofPerson(username, scope, username);
    }

    static String ofPerson(String username, String scope, String key) {
        return known(key, () -> signIn(TestServer.origin(), username, scope));
    }

    static String ofAdministrator() {
        return known("admin of accounts", () -> signIn(TestServer.origin(), "admin", "openid consilium/admin"));
    }

    private static String known(String caller, Supplier<String> fresh) {
        return KNOWN.compute(
                        caller,
                        (id, token) -> token != null
                                        && Instant.now().isBefore(token.since().plus(USE))
                                ? token
                                : new Token(fresh.get(), Instant.now()))
                .value();
    }

    /** Forgets a token, so that the next call signs in again. */
    static void forget(String caller) {
        KNOWN.remove(caller);
    }

    /** A new token from the server with this address. */
    static String signIn(String origin, String username, String scope) {
        HttpClient browser = browser();
        String verifier = UUID.randomUUID() + "-" + UUID.randomUUID();
        send(browser, HttpRequest.newBuilder(authorize(origin, scope, verifier)).build());
        String page = send(
                        browser, HttpRequest.newBuilder(uri(origin, "/login")).build())
                .body();
        HttpResponse<String> signedIn = send(
                browser,
                form(
                                origin + "/login",
                                Map.of(
                                        "username", username,
                                        "password", PASSWORD,
                                        "_csrf", find("name=\"_csrf\" value=\"([^\"]+)\"", page)))
                        .build());
        return redeem(browser, origin, uri(origin, location(signedIn)), verifier);
    }

    /** The same for somebody who has nothing but this one-time link. */
    static String signInByLink(String origin, String link, String scope) {
        HttpClient browser = browser();
        String page =
                send(browser, HttpRequest.newBuilder(URI.create(link)).build()).body();
        send(
                browser,
                form(
                                origin + "/login/link/open",
                                Map.of(
                                        "token", link.replaceAll(".*token=", ""),
                                        "_csrf", find("name=\"_csrf\" value=\"([^\"]+)\"", page)))
                        .build());
        String verifier = UUID.randomUUID() + "-" + UUID.randomUUID();
        return redeem(browser, origin, authorize(origin, scope, verifier), verifier);
    }

    private static HttpClient browser() {
        return HttpClient.newBuilder()
                .sslContext(Tls.trusting())
                .cookieHandler(new CookieManager())
                .build();
    }

    private static URI authorize(String origin, String scope, String verifier) {
        String authorize = "/oauth2/authorize?"
                + query(Map.of(
                        "response_type",
                        "code",
                        "client_id",
                        "demo-app",
                        "redirect_uri",
                        REDIRECT,
                        "scope",
                        scope,
                        "aud",
                        origin + "/fhir",
                        "state",
                        "x",
                        "code_challenge",
                        challenge(verifier),
                        "code_challenge_method",
                        "S256"));
        return uri(origin, authorize);
    }

    /** Goes on as who has signed in, back to the app, which takes its token. */
    private static String redeem(HttpClient browser, String origin, URI authorize, String verifier) {
        HttpResponse<String> back =
                send(browser, HttpRequest.newBuilder(authorize).build());
        String code = find("[?&]code=([^&]+)", location(back));
        return accessToken(send(
                browser,
                form(
                                origin + "/oauth2/token",
                                Map.of(
                                        "grant_type",
                                        "authorization_code",
                                        "client_id",
                                        "demo-app",
                                        "code",
                                        java.net.URLDecoder.decode(code, StandardCharsets.UTF_8),
                                        "redirect_uri",
                                        REDIRECT,
                                        "code_verifier",
                                        verifier))
                        .build()));
    }

    private static String location(HttpResponse<String> response) {
        return response.headers()
                .firstValue("Location")
                .orElseThrow(() -> new AssertionError("No redirect: HTTP " + response.statusCode()));
    }

    private static String accessToken(HttpResponse<String> response) {
        return find("\"access_token\"\\s*:\\s*\"([^\"]+)\"", response.body());
    }

    private static String find(String pattern, String text) {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        if (!matcher.find()) {
            throw new AssertionError("No " + pattern + " in " + text);
        }
        return matcher.group(1);
    }

    private static HttpRequest.Builder form(String address, Map<String, String> fields) {
        return HttpRequest.newBuilder(URI.create(address))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(query(fields)));
    }

    private static String query(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    private static URI uri(String origin, String path) {
        return URI.create(path.startsWith("http") ? path : origin + path);
    }

    private static HttpResponse<String> send(HttpClient client, HttpRequest request) {
        try {
            return client.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** PKCE, RFC 7636 section 4.2. */
    private static String challenge(String verifier) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}

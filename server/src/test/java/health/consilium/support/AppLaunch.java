package health.consilium.support;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
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
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.springframework.web.util.HtmlUtils;

/** A SMART app that is launched, and the person in front of it with a browser: standalone launch over HTTP alone. */
public final class AppLaunch {

    public static final String VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";

    /** Digest of the verifier, from RFC 7636 appendix B. */
    public static final String CHALLENGE = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern CSRF = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");
    private static final Pattern STATE = Pattern.compile("name=\"state\" value=\"([^\"]+)\"");
    private static final Pattern SCOPE = Pattern.compile("name=\"scope\" value=\"([^\"]+)\"( checked)?");

    private final HttpClient browser =
            HttpClient.newBuilder().cookieHandler(new CookieManager()).build();
    private final Map<String, String> parameters;
    private final List<String> pages = new ArrayList<>();
    private boolean post;
    private String patient;

    public AppLaunch(String clientId, String redirectUri, String scope) {
        parameters = request(clientId, redirectUri, scope, TestServer.origin() + "/fhir");
    }

    /** What an app asks the authorization server for, with a state of its own. */
    public static Map<String, String> request(String clientId, String redirectUri, String scope, String audience) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("response_type", "code");
        parameters.put("client_id", clientId);
        parameters.put("redirect_uri", redirectUri);
        parameters.put("scope", scope);
        parameters.put("state", UUID.randomUUID().toString());
        parameters.put("aud", audience);
        parameters.put("code_challenge", CHALLENGE);
        parameters.put("code_challenge_method", "S256");
        return parameters;
    }

    /** The demo's own app, which asks for no consent. */
    public static String demoToken(String username, String scope) {
        AppLaunch app = new AppLaunch("demo-app", "http://127.0.0.1/callback", scope);
        return app.exchange(app.code(username)).path("access_token").asText();
    }

    public AppLaunch with(String name, String value) {
        parameters.put(name, value);
        return this;
    }

    public AppLaunch without(String name) {
        parameters.remove(name);
        return this;
    }

    public AppLaunch byPost() {
        post = true;
        return this;
    }

    /** Of the patients for whom the person acts, this one is chosen. */
    public AppLaunch actingFor(String patientId) {
        patient = patientId;
        return this;
    }

    public String state() {
        return parameters.get("state");
    }

    /** What the app gets when the person signs in and lets it have all that is ticked. */
    public String code(String username) {
        return parameter(redirect(username, ticked -> true), "code");
    }

    /** The same when the person allows what the predicate says, of all that the page offers. */
    public String code(String username, Predicate<String> allows) {
        return parameter(redirect(username, allows), "code");
    }

    /**
     * Where the browser ends up: at the app. A predicate that takes everything takes what is ticked; another one is asked
     * about every box, ticked or not.
     */
    public URI redirect(String username, Predicate<String> allows) {
        boolean asTicked = allows.test("");
        HttpResponse<String> response = post
                ? send(form("/oauth2/authorize", parameters))
                : send(HttpRequest.newBuilder(uri("/oauth2/authorize?" + query(parameters))));
        for (int step = 0; step < 10; step++) {
            String location = response.headers().firstValue("Location").orElse(null);
            if (location != null && location.startsWith(parameters.get("redirect_uri"))) {
                return URI.create(location);
            } else if (location != null) {
                response = send(HttpRequest.newBuilder(uri(location)));
            } else if (response.body().contains("action=\"/login\"")) {
                response = send(form(
                        "/login",
                        Map.of(
                                "username",
                                username,
                                "password",
                                "consilium-demo",
                                "_csrf",
                                find(CSRF, response.body()))));
            } else if (response.statusCode() == 200
                    && STATE.matcher(response.body()).find()) {
                pages.add(response.body());
                response = send(answer(response.body(), allows, asTicked));
            } else {
                throw new AssertionError("HTTP " + response.statusCode() + " " + response.body());
            }
        }
        throw new AssertionError("The browser is sent around in circles");
    }

    private HttpRequest.Builder answer(String page, Predicate<String> allows, boolean asTicked) {
        List<String> scopes = new ArrayList<>();
        for (MatchResult box : SCOPE.matcher(page).results().toList()) {
            String scope = HtmlUtils.htmlUnescape(box.group(1));
            if (asTicked ? box.group(2) != null : allows.test(scope)) {
                scopes.add(scope);
            }
        }
        String body = query(Map.of("client_id", parameters.get("client_id"), "state", find(STATE, page)))
                + scopes.stream().map(scope -> "&scope=" + encoded(scope)).collect(Collectors.joining())
                + (patient == null ? "" : "&patient=" + encoded(patient));
        return form("/oauth2/authorize", body);
    }

    /** The consent pages that the person saw. */
    public List<String> pages() {
        return pages;
    }

    /** Tokens of a public app. */
    public JsonNode exchange(String code) {
        return json(token(codeRequest(code)));
    }

    public Map<String, String> codeRequest(String code) {
        return codeRequest(parameters, code);
    }

    /** @param asked what the app has asked for */
    public static Map<String, String> codeRequest(Map<String, String> asked, String code) {
        return new LinkedHashMap<>(Map.of(
                "grant_type",
                "authorization_code",
                "code",
                code,
                "redirect_uri",
                asked.get("redirect_uri"),
                "client_id",
                asked.get("client_id"),
                "code_verifier",
                VERIFIER));
    }

    public Map<String, String> refreshRequest(String refreshToken) {
        return refreshRequest(parameters, refreshToken);
    }

    /** @param asked what the app has asked for */
    public static Map<String, String> refreshRequest(Map<String, String> asked, String refreshToken) {
        return new LinkedHashMap<>(Map.of(
                "grant_type", "refresh_token", "refresh_token", refreshToken, "client_id", asked.get("client_id")));
    }

    public HttpResponse<String> token(Map<String, String> request, String... headers) {
        return post("/oauth2/token", request, headers);
    }

    /** A form to an endpoint, without the browser's cookies. */
    public static HttpResponse<String> post(String path, Map<String, String> fields, String... headers) {
        HttpRequest.Builder request = form(path, fields);
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return send(HttpClient.newHttpClient(), request);
    }

    public static HttpResponse<String> get(String path, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri(path));
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return send(HttpClient.newHttpClient(), request);
    }

    /** A request of an administrator with JSON. */
    public static JsonNode administer(String token, String method, String path, String body) {
        HttpResponse<String> response = send(
                HttpClient.newHttpClient(),
                HttpRequest.newBuilder(uri(path))
                        .header("Authorization", "Bearer " + token)
                        .header("Content-Type", "application/json")
                        .method(method, BodyPublishers.ofString(body)));
        if (response.statusCode() >= 300) {
            throw new AssertionError("HTTP " + response.statusCode() + " " + response.body());
        }
        return response.body().isEmpty() ? JSON.createObjectNode() : json(response);
    }

    public static JsonNode json(HttpResponse<String> response) {
        try {
            return JSON.readTree(response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(response.statusCode() + " " + response.body(), e);
        }
    }

    public static String basic(String client, String secret) {
        return "Basic " + Base64.getEncoder().encodeToString((client + ":" + secret).getBytes(StandardCharsets.UTF_8));
    }

    public static String parameter(URI address, String name) {
        for (String pair : String.valueOf(address.getRawQuery()).split("&")) {
            if (pair.startsWith(name + "=")) {
                return URLDecoder.decode(pair.substring(name.length() + 1), StandardCharsets.UTF_8);
            }
        }
        return null;
    }

    public static String origin() {
        return TestServer.origin();
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        return send(browser, request);
    }

    private static HttpResponse<String> send(HttpClient client, HttpRequest.Builder request) {
        try {
            return client.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static HttpRequest.Builder form(String path, Map<String, String> fields) {
        return form(path, query(fields));
    }

    private static HttpRequest.Builder form(String path, String body) {
        return HttpRequest.newBuilder(uri(path))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(body));
    }

    private static URI uri(String path) {
        return URI.create(path.startsWith("http") ? path : TestServer.origin() + path);
    }

    private static String query(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + encoded(field.getValue()))
                .collect(Collectors.joining("&"));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static String find(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        if (!matcher.find()) {
            throw new AssertionError("No " + pattern + " in " + text);
        }
        return HtmlUtils.htmlUnescape(matcher.group(1));
    }
}

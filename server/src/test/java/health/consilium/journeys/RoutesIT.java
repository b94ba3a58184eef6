package health.consilium.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import health.consilium.support.Api;
import health.consilium.support.AppLaunch;
import health.consilium.support.Routes;
import health.consilium.support.ServerTest;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.actuate.endpoint.web.PathMappedEndpoints;
import org.springframework.boot.web.servlet.context.ServletWebServerApplicationContext;
import org.springframework.core.env.Environment;

/**
 * No address answers that nobody knows of: what the running server serves is compared with {@code routes.txt}, which says of each
 * who may call it, and each is then asked without identity.
 */
@ServerTest
class RoutesIT {

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final String LOGIN = "/login";

    /** Who may call. */
    private enum Who {
        /** Anybody. */
        OPEN,
        /** Anybody, from a page of ours: a form without the page's token is refused. */
        FORM,
        /** Who holds the secret of a link. */
        LINK,
        /** A person who has signed in; others are sent to do so. */
        PERSON,
        /** Who bears an access token. */
        TOKEN,
        /** A registered client that proves who it is, or an app with a code. */
        CLIENT,
        /** An administrator with a token for it. */
        ADMIN,
        /** Nobody: it is there, and denied. */
        NOBODY
    }

    private record Route(Who who, String method, String path) {

        @Override
        public String toString() {
            return method + " " + path;
        }
    }

    @Autowired
    ServletWebServerApplicationContext context;

    @Autowired
    Environment environment;

    private final List<Route> listed = new ArrayList<>();
    private final Map<String, Set<String>> names = new TreeMap<>();

    @BeforeEach
    void list() throws IOException {
        try (InputStream in = RoutesIT.class.getResourceAsStream("routes.txt")) {
            new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .forEach(this::list);
        }
    }

    private void list(String line) {
        String[] words = line.strip().split("\\s+", 3);
        switch (words[0]) {
            case "filter", "operation", "operator" ->
                names.computeIfAbsent(words[0], key -> new TreeSet<>())
                        .add(line.strip().replaceFirst("\\w+\\s+", ""));
            default -> listed.add(new Route(Who.valueOf(words[0].toUpperCase()), words[1], words[2]));
        }
    }

    @Test
    void eachRouteIsListed() {
        Set<String> expected = new TreeSet<>();
        listed.forEach(route -> expected.add(route.toString()));
        assertThat(String.join("\n", new Routes(context).all())).isEqualTo(String.join("\n", expected));
    }

    @Test
    void eachFilterIsListed() {
        assertThat(String.join("\n", new Routes(context).filterNames()))
                .isEqualTo(String.join("\n", names.get("filter")));
    }

    @Test
    void eachOperationIsListed() {
        assertThat(String.join("\n", new Routes(context).operations()))
                .isEqualTo(String.join("\n", names.get("operation")));
    }

    @Test
    void withoutIdentityOnlyWhatIsOpenAnswers() {
        Map<String, Integer> wrong = new LinkedHashMap<>();
        for (Route route : listed) {
            HttpResponse<String> response = send(route.method(), address(route.path()), null);
            if (!isRight(route.who(), response)) {
                wrong.put(route.who() + " " + route, response.statusCode());
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void eachOperationAsksForAToken() {
        for (String operation : names.get("operation")) {
            for (String path : List.of("/fhir/" + operation, "/fhir/Patient/x/" + operation)) {
                assertThat(send("POST", address(path), null).statusCode())
                        .as(path)
                        .isEqualTo(401);
            }
        }
    }

    @Test
    void whoReadsRecordsAdministersNothing() {
        String hospital = Api.system("hospital-nairobi").token();
        listed.stream().filter(route -> route.who() == Who.ADMIN).forEach(route -> assertThat(
                        send(route.method(), address(route.path()), hospital).statusCode())
                .as(route.toString())
                .isEqualTo(403));
    }

    @Test
    void theOperatorsPagesAreOnThePortOfTheOperatorOnly() {
        Set<String> paths = new TreeSet<>();
        context.getBean(PathMappedEndpoints.class).forEach(endpoint -> paths.add(endpoint.getRootPath()));
        assertThat(paths).isEqualTo(names.get("operator"));
        String operator = "http://localhost:" + environment.getRequiredProperty("local.management.port");
        for (String path : paths) {
            assertThat(send("GET", operator + "/actuator/" + path, null).statusCode())
                    .as(path)
                    .isEqualTo(200);
            assertThat(send("GET", address("/actuator/" + path), null).statusCode())
                    .as(path)
                    .isIn(401, 404);
        }
        for (String secret : List.of("env", "heapdump", "beans", "configprops", "shutdown", "threaddump")) {
            assertThat(send("GET", operator + "/actuator/" + secret, null).statusCode())
                    .as(secret)
                    .isIn(401, 403, 404);
        }
        assertThat(send("GET", operator + "/fhir/metadata", null).statusCode()).isEqualTo(404);
    }

    @Test
    void theOperatorSeesThePartsOfTheHealthAndThePublicNothingButTheStatus() throws IOException {
        String operator = "http://localhost:" + environment.getRequiredProperty("local.management.port");
        JsonNode health = new ObjectMapper()
                .readTree(send("GET", operator + "/actuator/health", null).body());

        JsonNode parts = health.path("components");
        assertThat(parts.path("timers").path("details").fieldNames())
                .toIterable()
                .contains("due", "behindSeconds");
        assertThat(parts.path("notification").path("details").fieldNames())
                .toIterable()
                .contains("mail", "waiting", "parked");
        assertThat(parts.path("audit").path("details").fieldNames())
                .toIterable()
                .contains("verified");
        for (String open : List.of("/livez", "/readyz")) {
            assertThat(send("GET", address(open), null).body()).isEqualTo("{\"status\":\"UP\"}");
        }
    }

    private static boolean isRight(Who who, HttpResponse<String> response) {
        int status = response.statusCode();
        boolean toLogin = status == 302
                && response.headers().firstValue("Location").orElse("").contains(LOGIN);
        return switch (who) {
            case OPEN -> status != 401 && status != 403 && status < 500;
            case FORM -> status == 403;
            case LINK -> status >= 400 && status < 500;
            case PERSON -> toLogin || status == 401 || status == 403;
            case TOKEN, ADMIN -> status == 401;
            case CLIENT -> status == 400 || status == 401;
            case NOBODY -> status == 401 || status == 403 || status == 404;
        };
    }

    private static String address(String path) {
        return AppLaunch.origin()
                + path.replaceAll("\\{[^}]+}", "x").replace("/**", "/x").replace("/*", "/x");
    }

    private static HttpResponse<String> send(String method, String address, String token) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address.replace("$", "%24")))
                .header("Content-Type", "application/json")
                .method(
                        method.equals("SERVLET") || method.equals("MAPPING") ? "GET" : method,
                        method.equals("GET") ? BodyPublishers.noBody() : BodyPublishers.ofString(""));
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        try {
            return HTTP.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}

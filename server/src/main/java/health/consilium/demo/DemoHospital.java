package health.consilium.demo;

import health.consilium.smart.DemoLogin;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The hospital of the demo, which sends by the public API, as any hospital. */
final class DemoHospital {

    static final String ID = "hospital-nairobi";

    private static final Pattern ACCESS_TOKEN = Pattern.compile("\"access_token\"\\s*:\\s*\"([^\"]+)\"");

    private final String origin;
    private final DemoLogin login;
    private final HttpClient http = HttpClient.newHttpClient();

    DemoHospital(String origin, List<DemoLogin> logins) {
        this.origin = origin;
        this.login = logins.stream()
                .filter(candidate -> candidate.id().equals(ID))
                .findFirst()
                .orElseThrow();
    }

    void send(String transaction) throws IOException, InterruptedException {
        HttpResponse<String> response = http.send(
                HttpRequest.newBuilder(URI.create(origin + "/fhir"))
                        .header("Authorization", "Bearer " + token())
                        .header("Content-Type", "application/fhir+json")
                        .POST(BodyPublishers.ofString(transaction))
                        .build(),
                BodyHandlers.ofString());
        if (response.statusCode() != 200) {
            throw new IllegalStateException("A demo case is refused: " + response.body());
        }
    }

    private String token() throws IOException, InterruptedException {
        String basic = Base64.getEncoder()
                .encodeToString((login.id() + ":" + login.secret()).getBytes(StandardCharsets.UTF_8));
        HttpResponse<String> response = http.send(
                HttpRequest.newBuilder(URI.create(origin + "/oauth2/token"))
                        .header("Authorization", "Basic " + basic)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString("grant_type=client_credentials&scope=system/*.crus"))
                        .build(),
                BodyHandlers.ofString());
        Matcher token = ACCESS_TOKEN.matcher(response.body());
        if (!token.find()) {
            throw new IllegalStateException("The demo hospital gets no token: HTTP " + response.statusCode());
        }
        return token.group(1);
    }
}

package health.consilium.smart;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A program that gets no token is told so in JSON, whatever it says it would like to read: it is no browser to be sent to the
 * login page. {@code Accept: *}{@code /*} is what curl says.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6749.html#section-5.2">RFC 6749, error response</a>
 */
class TokenErrorsModuleTests {

    private static final String HOSPITAL = "hospital-nairobi";
    private static final Map<String, String> GRANT =
            Map.of("grant_type", "client_credentials", "scope", "system/*.rs", "token", "of-nobody");

    static {
        SmartTestServer.get();
    }

    static Stream<Arguments> endpointsAndWishes() {
        return Stream.of("/oauth2/token", "/oauth2/introspect", "/oauth2/revoke")
                .flatMap(endpoint -> Stream.of(
                                "*/*", "text/html", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8")
                        .map(accept -> Arguments.of(endpoint, accept)));
    }

    @ParameterizedTest
    @MethodSource("endpointsAndWishes")
    void whoIsNoClientIsToldSo(String endpoint, String accept) {
        String wrong = Http.basic(HOSPITAL, "wrong");
        String unknown = Http.basic("nobody", "wrong");
        for (HttpResponse<String> answer : List.of(
                new Http().post(endpoint, GRANT, "Accept", accept),
                new Http().post(endpoint, GRANT, "Accept", accept, "Authorization", wrong),
                new Http().post(endpoint, GRANT, "Accept", accept, "Authorization", unknown))) {
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(401);
            isError(answer, "invalid_client");
        }
    }

    @ParameterizedTest
    @MethodSource("endpointsAndWishes")
    void aClientThatAsksWronglyIsToldSo(String endpoint, String accept) {
        HttpResponse<String> answer = new Http()
                .post(
                        endpoint,
                        Map.of("scope", "system/*.rs"),
                        "Accept",
                        accept,
                        "Authorization",
                        Http.basic(HOSPITAL, HOSPITAL + "-demo-secret"));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        isError(answer, "invalid_request");
    }

    private static void isError(HttpResponse<String> answer, String code) {
        assertThat(answer.headers().firstValue("Location")).isEmpty();
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("application/json");
        assertThat(Http.json(answer).path("error").asText()).isEqualTo(code);
    }
}

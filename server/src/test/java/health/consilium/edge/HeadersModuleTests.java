package health.consilium.edge;

import static org.assertj.core.api.Assertions.assertThat;

import health.consilium.smart.Http;
import health.consilium.smart.SmartTestServer;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

/** Headers of answers of every kind, errors among them. */
class HeadersModuleTests {

    @ParameterizedTest(name = "{0} {1} is {2}")
    @CsvSource({
        "GET, /login, 200",
        "GET, /login/link, 200",
        "GET, /login/link/open?token=x, 200",
        "GET, /login/people.js, 200",
        "GET, /login/with/nobody, 404",
        "POST, /login, 403",
        "POST, /login/webauthn, 403",
        "GET, /passkeys, 302",
        "GET, /account, 302",
        "GET, /smart.css, 200",
        "GET, /admin/accounts, 401",
        "GET, /oauth2/jwks, 200",
        "GET, /oauth2/authorize, 400",
        "POST, /oauth2/token, 401",
        "GET, /.well-known/openid-configuration, 200",
        "GET, /fhir/.well-known/smart-configuration, 200",
        "GET, /fhir/metadata, 200",
        "GET, /fhir/Patient/1, 401",
        "POST, /fhir, 401",
        "GET, /userinfo, 401",
        "GET, /nothing, 401",
        "GET, /error, 401",
        "GET, /h2-console, 401",
        "GET, /tester, 401",
        "GET, /actuator/env, 401",
        "GET, /actuator/prometheus, 401",
        "GET, /a;b=c, 400",
        "GET, //login, 400",
        "TRACE, /login, 400"
    })
    void everyAnswerIsGuarded(String method, String path, int status) {
        HttpResponse<String> answer = new Http().method(method, path);
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(header(answer, "X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(header(answer, "Referrer-Policy")).isEqualTo("no-referrer");
        assertThat(header(answer, "Permissions-Policy")).contains("camera=()");
        assertThat(header(answer, "Content-Security-Policy")).contains("default-src 'none'", "frame-ancestors 'none'");
        assertThat(header(answer, "X-Frame-Options")).isEqualTo("DENY");
        assertThat(answer.headers().firstValue("Server")).isEmpty();
        assertThat(answer.headers().firstValue("X-Powered-By")).isEmpty();
        assertThat(answer.body()).doesNotContain("Exception", "\tat ", "Apache Tomcat");
        if (status != 200 || path.startsWith("/login") && !path.endsWith(".js")) {
            assertThat(answer.headers().allValues("Cache-Control").toString()).contains("no-store");
        }
    }

    /** Tomcat refuses these before any filter sees them. */
    @ParameterizedTest
    @ValueSource(strings = {"/%2e%2e/login", "/fhir/%00", "/fhir/%zz/x"})
    void whatIsNoAddressIsRefusedWithoutAWord(String path) throws Exception {
        URI server = URI.create(SmartTestServer.get().url("/"));
        try (Socket socket = new Socket(server.getHost(), server.getPort())) {
            String request = "GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
                    .startsWith("HTTP/1.1 400")
                    .doesNotContain("Server:", "Exception", "\tat ", "Tomcat");
        }
    }

    @Test
    void overHttpsBrowsersAreToldToStayThere() throws Exception {
        MockHttpServletResponse response = new MockHttpServletResponse();
        new EveryAnswer(true).doFilter(new MockHttpServletRequest(), response, new MockFilterChain());
        assertThat(response.getHeader("Strict-Transport-Security")).contains("max-age=63072000");
    }

    private static String header(HttpResponse<String> answer, String name) {
        assertThat(answer.headers().allValues(name)).as(name).hasSize(1);
        return answer.headers().firstValue(name).orElseThrow();
    }
}

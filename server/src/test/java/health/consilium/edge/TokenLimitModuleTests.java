package health.consilium.edge;

import static org.assertj.core.api.Assertions.assertThat;

import health.consilium.smart.Http;
import health.consilium.smart.SmartTestServer;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

/** Whatever a client asks of the token endpoint and its like. */
class TokenLimitModuleTests {

    private final DataSource database = SmartTestServer.get().bean(DataSource.class);
    private final String caller = UUID.randomUUID().toString();

    @ParameterizedTest
    @ValueSource(strings = {"/oauth2/token", "/oauth2/par", "/oauth2/device_authorization", "/oauth2/introspect"})
    void whereAClientSaysWhoItIsTheAnswerIsInItsOwnTerms(String path) throws Exception {
        TokenLimit limit = new TokenLimit(new Buckets(database), Limiting.settings("tokens", 3));
        MockHttpServletResponse response = new MockHttpServletResponse();
        for (int i = 0; i < 4; i++) {
            MockHttpServletRequest request = new MockHttpServletRequest("POST", path);
            request.addHeader("Authorization", Http.basic(path + caller, "wrong"));
            response = new MockHttpServletResponse();
            limit.doFilter(request, response, new MockFilterChain());
        }
        assertThat(response.getStatus()).isEqualTo(429);
        assertThat(response.getHeader("Retry-After")).isNotBlank();
        assertThat(response.getContentAsString()).contains("\"error\":\"temporarily_unavailable\"");
    }
}

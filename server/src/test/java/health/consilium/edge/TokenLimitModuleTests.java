package health.consilium.edge;

import static org.assertj.core.api.Assertions.assertThat;

import health.consilium.smart.Http;
import health.consilium.smart.SmartTestServer;
import java.util.List;
import java.util.Random;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

/** Whatever a client asks of the token endpoint and its like. */
class TokenLimitModuleTests {

    private final String line = Integer.toHexString(new Random().nextInt(0x10000));

    @ParameterizedTest
    @ValueSource(strings = {"/oauth2/token", "/oauth2/par", "/oauth2/device_authorization", "/oauth2/introspect"})
    void whereAClientSaysWhoItIsTheAnswerIsInItsOwnTerms(String path) throws Exception {
        CallerLimit limit = Limiting.limit(new Limits()::tokenLimit, "tokens", 3);
        MockHttpServletRequest request = new MockHttpServletRequest("POST", path);
        request.addHeader("Authorization", Http.basic("hospital", "wrong"));
        List<MockHttpServletResponse> answers = Limiting.ask(limit, 4, request);
        assertThat(answers).extracting(MockHttpServletResponse::getStatus).containsExactly(200, 200, 200, 429);
        assertThat(answers.get(3).getHeader("Retry-After")).isNotBlank();
        assertThat(answers.get(3).getContentAsString()).contains("\"error\":\"temporarily_unavailable\"");
    }

    @Test
    void whoNamesAnotherClientEachTimeComesToAnEndToo() throws Exception {
        CallerLimit addresses = Limiting.limit(new Limits()::tokenAddressLimit, "tokens", 50);
        CallerLimit clients = Limiting.limit(new Limits()::tokenLimit, "tokens", 50);
        // As in the server, where each has a name: a filter of the same name would think that it has been asked
        // already.
        clients.setBeanName("clients");
        int rows = rows();
        MockHttpServletResponse last = null;
        for (int i = 0; i < 1_000; i++) {
            // Any address of one line.
            MockHttpServletRequest request =
                    request("2001:db8:7:" + line + "::" + Integer.toHexString(i), "made-up-" + i);
            last = new MockHttpServletResponse();
            addresses.doFilter(
                    request, last, (asked, answer) -> clients.doFilter(asked, answer, new MockFilterChain()));
        }
        assertThat(last.getStatus()).isEqualTo(429);
        assertThat(last.getContentAsString()).contains("\"error\":\"temporarily_unavailable\"");
        assertThat(rows() - rows).isBetween(500, 600);

        MockHttpServletResponse other = new MockHttpServletResponse();
        addresses.doFilter(request("2001:db8:8:" + line + "::1", "made-up"), other, new MockFilterChain());
        assertThat(other.getStatus()).isEqualTo(200);
    }

    private static MockHttpServletRequest request(String address, String client) {
        MockHttpServletRequest request = new MockHttpServletRequest("POST", "/oauth2/token");
        request.setRemoteAddr(address);
        request.addParameter("client_id", client);
        return request;
    }

    private int rows() {
        return new JdbcTemplate(SmartTestServer.get().bean(DataSource.class))
                .queryForObject("select count(*) from rate_limit where id like 'token:%'", Integer.class);
    }
}

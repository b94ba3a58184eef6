package health.consilium.edge;

import static org.assertj.core.api.Assertions.assertThat;

import health.consilium.smart.SmartTestServer;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

/** What needs no token but the secret of a link. */
class LinkLimitModuleTests {

    private final DataSource database = SmartTestServer.get().bean(DataSource.class);
    private final String caller = UUID.randomUUID().toString();

    @Test
    void whatLiesBehindALinkIsAskedForSoOftenAMinute() throws Exception {
        LinkLimit limit = new LinkLimit(new Buckets(database), Limiting.settings("shared-links", 3));
        MockHttpServletResponse response = new MockHttpServletResponse();
        for (int i = 0; i < 4; i++) {
            assertThat(response.getStatus()).isEqualTo(200);
            response = new MockHttpServletResponse();
            limit.doFilter(request("/shl/" + i), response, new MockFilterChain());
        }
        assertThat(response.getStatus()).isEqualTo(429);
        assertThat(response.getHeader("Retry-After")).isNotBlank();
    }

    private MockHttpServletRequest request(String path) {
        MockHttpServletRequest request = new MockHttpServletRequest("GET", path.split("\\?")[0]);
        request.setRemoteAddr(caller);
        return request;
    }
}

package health.consilium.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

/** What needs no token but the secret of a link. */
class LinkLimitModuleTests {

    @Test
    void whatLiesBehindALinkIsAskedForSoOftenAMinute() throws Exception {
        CallerLimit limit = Limiting.limit(new Limits()::linkLimit, "shared-links", 3);
        List<MockHttpServletResponse> answers = Limiting.ask(limit, 4, new MockHttpServletRequest("GET", "/shl/1"));
        assertThat(answers).extracting(MockHttpServletResponse::getStatus).containsExactly(200, 200, 200, 429);
        assertThat(answers.get(3).getHeader("Retry-After")).isNotBlank();
    }
}

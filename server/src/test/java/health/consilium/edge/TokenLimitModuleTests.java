package health.consilium.edge;

import static org.assertj.core.api.Assertions.assertThat;

import health.consilium.smart.Http;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

/** Whatever a client asks of the token endpoint and its like. */
class TokenLimitModuleTests {

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
}

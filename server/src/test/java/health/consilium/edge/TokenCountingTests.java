package health.consilium.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.web.MockHttpServletRequest;

/** Whose share a request to the token endpoint takes from. */
class TokenCountingTests {

    @ParameterizedTest
    @CsvSource({
        "Basic, hospital-nairobi:guess",
        "basic, hospital-nairobi:guess",
        "BASIC, hospital%2Dnairobi:guess",
        "Basic, hospital%2dnairobi:another"
    })
    void howeverItIsWrittenAClientIsOne(String scheme, String credentials) {
        MockHttpServletRequest plain = new MockHttpServletRequest("POST", "/oauth2/token");
        plain.addParameter("client_id", "hospital-nairobi");
        MockHttpServletRequest written = new MockHttpServletRequest("POST", "/oauth2/token");
        written.addParameter("client_id", "somebody-else");
        written.addHeader(
                "Authorization",
                scheme + " " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8)));

        Optional<String> caller = new TokenCounting().caller(written);

        assertThat(caller).isPresent().isEqualTo(new TokenCounting().caller(plain));
    }
}

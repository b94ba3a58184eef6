package health.consilium.smart;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.env.MockEnvironment;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;

/** What holds for every server that is not a demonstration. */
class OutsideTheDemoTests {

    @Test
    void noPasswordSignsAnyoneIn() {
        assertThatThrownBy(() -> new NoPasswordLogin()
                        .authenticate(
                                UsernamePasswordAuthenticationToken.unauthenticated("coordinator", AppSignIn.PASSWORD)))
                .isInstanceOf(BadCredentialsException.class);
    }

    @Test
    void noAccountGetsAPassword() {
        Accounts accounts = new Accounts(null, null, new MockEnvironment());
        Account person = new Account("someone", "Someone", PartyRole.ADMIN, "Practitioner/1", Optional.empty(), true);
        assertThatIllegalStateException().isThrownBy(() -> accounts.registerWithPassword(person, "secret"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://example.org",
                "https://example.org/",
                "https://example.org/auth",
                "https://example.org?x",
                "https://example.org#x",
                "example.org"
            })
    void theIssuerIsAnHttpsOrigin(String issuer) {
        assertThatIllegalArgumentException().isThrownBy(() -> settings(issuer, Duration.ofSeconds(10)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://example.org", "https://example.org:8443", "http://localhost:8080"})
    void anOriginIsAnIssuer(String issuer) {
        assertThatNoException().isThrownBy(() -> settings(issuer, Duration.ofSeconds(10)));
    }

    @Test
    void aRevokedTokenLivesTenSecondsAtMost() {
        assertThatIllegalArgumentException().isThrownBy(() -> settings("https://example.org", Duration.ofSeconds(11)));
    }

    private static SmartSettings settings(String issuer, Duration cache) {
        return new SmartSettings(
                URI.create(issuer), Duration.ofMinutes(5), Duration.ofMinutes(10), Duration.ofDays(92), null, cache);
    }
}

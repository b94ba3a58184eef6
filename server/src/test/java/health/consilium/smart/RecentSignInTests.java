package health.consilium.smart;

import static org.assertj.core.api.Assertions.assertThat;

import health.consilium.support.SetClock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;

class RecentSignInTests {

    private final SetClock clock = new SetClock(Instant.parse("2026-11-25T02:00:00Z"));
    private final RecentSignIn filter = new RecentSignIn(clock);

    @BeforeEach
    void somebodyIsSignedIn() {
        SignIn signIn = new SignIn("clinician", PartyRole.HOSPITAL, Assurance.PASSKEY, clock.instant());
        SecurityContextHolder.getContext().setAuthentication(signIn.toAuthentication());
    }

    @AfterEach
    void nobodyIs() {
        SecurityContextHolder.clearContext();
    }

    private boolean isSignedIn(String maxAge) throws Exception {
        MockHttpServletRequest request = new MockHttpServletRequest("GET", "/oauth2/authorize");
        if (maxAge != null) {
            request.setParameter("max_age", maxAge);
        }
        AtomicReference<Authentication> seen = new AtomicReference<>();
        filter.doFilter(
                request,
                new MockHttpServletResponse(),
                (passed, response) ->
                        seen.set(SecurityContextHolder.getContext().getAuthentication()));
        return seen.get() != null;
    }

    @Test
    void aSignInThatIsRecentEnoughCounts() throws Exception {
        clock.advance(Duration.ofMinutes(5));

        assertThat(isSignedIn("300")).isTrue();
    }

    @Test
    void anOlderOneDoesNot() throws Exception {
        clock.advance(Duration.ofSeconds(301));

        assertThat(isSignedIn("300")).isFalse();
    }

    @Test
    void whoAsksForNothingGetsWhoIsSignedIn() throws Exception {
        clock.advance(Duration.ofHours(7));

        assertThat(isSignedIn(null)).isTrue();
    }

    @Test
    void whoHasJustSignedInNeedNotAgainWhateverTheAppSays() throws Exception {
        clock.advance(Duration.ofSeconds(20));

        assertThat(isSignedIn("0")).isTrue();
        clock.advance(Duration.ofSeconds(20));
        assertThat(isSignedIn("0")).isFalse();
    }

    @Test
    void whatIsNoNumberAllowsNothing() throws Exception {
        clock.advance(Duration.ofMinutes(1));

        assertThat(isSignedIn("soon")).isFalse();
    }
}

package health.consilium.smart;

import java.util.List;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;

/** A caller with a token, for tests of modules without the server. */
public final class TestSessions {

    private TestSessions() {}

    /** From now on this thread serves a request of this party. */
    public static void begin(AuthenticatedParty party) {
        SecurityContextHolder.getContext()
                .setAuthentication(new TestingAuthenticationToken(new PartyPrincipal(party), null, List.of()));
    }

    public static void end() {
        SecurityContextHolder.clearContext();
    }
}

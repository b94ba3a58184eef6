package health.consilium.people;

import health.consilium.smart.Assurance;
import health.consilium.smart.SignIn;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;

/**
 * Who may add a passkey: a person who signed in with one, or by a link and has given the invite code. Not who came through an
 * upstream provider: a passkey of their own would outlive the day on which that provider shuts them out.
 */
final class Enrolment implements AuthorizationManager<RequestAuthorizationContext> {

    private static final String INVITED = Enrolment.class.getName();

    /** The demo's passwords stand in for passkeys. */
    private static final Set<Assurance> OWN = Set.of(Assurance.PASSKEY, Assurance.PASSWORD);

    @Override
    public AuthorizationDecision check(Supplier<Authentication> authentication, RequestAuthorizationContext context) {
        return new AuthorizationDecision(isOpenTo(authentication.get(), context.getRequest()));
    }

    static boolean isOpenTo(Authentication authentication, HttpServletRequest request) {
        Optional<SignIn> signIn = SignIn.of(authentication);
        HttpSession session = request.getSession(false);
        return signIn.filter(person -> OWN.contains(person.assurance())
                        || session != null && person.username().equals(session.getAttribute(INVITED)))
                .isPresent();
    }

    static void open(HttpServletRequest request, String username) {
        request.getSession().setAttribute(INVITED, username);
    }

    static void close(HttpServletRequest request) {
        request.getSession().removeAttribute(INVITED);
    }
}

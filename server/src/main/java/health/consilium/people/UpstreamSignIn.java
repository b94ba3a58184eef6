package health.consilium.people;

import health.consilium.people.PeopleSettings.Issuer;
import health.consilium.people.Subjects.Subject;
import health.consilium.smart.Account;
import health.consilium.smart.Accounts;
import health.consilium.smart.Assurance;
import health.consilium.smart.SignIn;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.client.oidc.userinfo.OidcUserRequest;
import org.springframework.security.oauth2.client.userinfo.OAuth2UserService;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.oidc.IdTokenClaimNames;
import org.springframework.security.oauth2.core.oidc.OidcIdToken;
import org.springframework.security.oauth2.core.oidc.user.DefaultOidcUser;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;
import org.springframework.security.web.context.SecurityContextRepository;
import org.springframework.stereotype.Component;

/**
 * Makes of what an upstream provider says one of our people. The provider says who somebody is and how surely; who that is
 * here, and with which role, is what the administrator mapped. Nothing else that it sends is believed or kept.
 */
@Component
class UpstreamSignIn implements OAuth2UserService<OidcUserRequest, OidcUser> {

    static final String UNKNOWN = "unknown_subject";
    static final String WEAK = "weak_sign_in";
    static final String USERNAME = "consilium_username";

    /** Tells the page whom the provider named, so that the person can tell the administrator. */
    static final class UnknownSubjectException extends OAuth2AuthenticationException {

        private static final long serialVersionUID = 1L;

        private final transient Subject subject;

        UnknownSubjectException(Subject subject) {
            super(new OAuth2Error(UNKNOWN));
            this.subject = subject;
        }

        Subject subject() {
            return subject;
        }
    }

    private static final Logger LOG = LoggerFactory.getLogger(UpstreamSignIn.class);

    private final SecurityContextRepository contexts = new HttpSessionSecurityContextRepository();
    private final Issuers issuers;
    private final Subjects subjects;
    private final Accounts accounts;
    private final Clock clock;

    UpstreamSignIn(Issuers issuers, Subjects subjects, Accounts accounts, Clock clock) {
        this.issuers = issuers;
        this.subjects = subjects;
        this.accounts = accounts;
        this.clock = clock;
    }

    @Override
    public OidcUser loadUser(OidcUserRequest request) {
        OidcIdToken token = request.getIdToken();
        Issuer issuer = issuers.all().get(request.getClientRegistration().getRegistrationId());
        if (!issuer.acr().isEmpty() && !issuer.acr().contains(token.getClaimAsString("acr"))) {
            throw new OAuth2AuthenticationException(new OAuth2Error(WEAK));
        }
        Subject subject = new Subject(issuer.uri().toString(), token.getSubject());
        Account account = subjects.usernameOf(subject)
                .flatMap(accounts::find)
                .filter(Account::enabled)
                .orElseThrow(() -> new UnknownSubjectException(subject));
        Map<String, Object> claims = new HashMap<>(Map.of("sub", token.getSubject(), USERNAME, account.username()));
        if (token.getAuthenticatedAt() != null) {
            claims.put(IdTokenClaimNames.AUTH_TIME, token.getAuthenticatedAt());
        }
        OidcIdToken ours = new OidcIdToken(token.getTokenValue(), token.getIssuedAt(), token.getExpiresAt(), claims);
        return new DefaultOidcUser(List.of(new SimpleGrantedAuthority("UPSTREAM")), ours, USERNAME);
    }

    /** Puts our sign-in in the place of the library's, in this request and in the session. */
    void adopt(HttpServletRequest request, HttpServletResponse response, Authentication upstream) {
        Account account =
                accounts.find(upstream.getName()).filter(Account::enabled).orElseThrow();
        SecurityContext context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(SignIn.of(account, Assurance.ISSUER, signedInAt(request, upstream))
                .toAuthentication());
        SecurityContextHolder.setContext(context);
        contexts.saveContext(context, request, response);
    }

    /** When the person proved it to the provider, which may be long before it sent the person back. */
    private Instant signedInAt(HttpServletRequest request, Authentication upstream) {
        Instant now = clock.instant();
        Optional<Instant> told = Optional.of(upstream.getPrincipal())
                .filter(OidcUser.class::isInstance)
                .map(user -> ((OidcUser) user).getIdToken().getAuthenticatedAt());
        if (told.isEmpty() && UpstreamRequests.maxAge(request).isPresent()) {
            LOG.warn("A provider was asked for a recent sign-in (max_age) and did not say when it was (auth_time)");
        }
        return told.map(at -> at.isAfter(now) ? now : at).orElse(SignIn.UNKNOWN_TIME);
    }
}

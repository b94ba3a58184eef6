package health.consilium.people;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpMethod;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.security.web.webauthn.management.UserCredentialRepository;
import org.springframework.security.web.webauthn.registration.WebAuthnRegistrationFilter;

/**
 * Takes a new passkey. The library's filter, which lets what is wrong with one out as an exception, and which would remove
 * passkeys without regard to the last one.
 */
class PasskeyRegistration extends WebAuthnRegistrationFilter {

    static final String PATH = "/webauthn/register";

    private static final Logger LOG = LoggerFactory.getLogger(PasskeyRegistration.class);
    private static final RequestMatcher NEW =
            PathPatternRequestMatcher.withDefaults().matcher(HttpMethod.POST, PATH);

    PasskeyRegistration(UserCredentialRepository credentials, RelyingParty party, EnrolmentOptions options) {
        super(credentials, party);
        setCreationOptionsRepository(options);
        setRemoveCredentialMatcher(request -> false);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (!NEW.matches(request)) {
            chain.doFilter(request, response);
            return;
        }
        try {
            super.doFilterInternal(request, response, chain);
        } catch (RuntimeException refused) {
            LOG.info("A new passkey was refused: {}", refused.getClass().getSimpleName());
            response.setStatus(HttpServletResponse.SC_BAD_REQUEST);
            return;
        }
        if (response.getStatus() == HttpServletResponse.SC_OK) {
            Enrolment.close(request);
        }
    }
}

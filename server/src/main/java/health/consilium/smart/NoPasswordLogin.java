package health.consilium.smart;

import org.springframework.context.annotation.Profile;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Component;

/** Refuses every password outside the demo, and keeps the framework from making up a user of its own. */
@Component
@Profile("!demo")
class NoPasswordLogin implements AuthenticationProvider {

    @Override
    public Authentication authenticate(Authentication authentication) {
        throw new BadCredentialsException("Passwords are not accepted");
    }

    @Override
    public boolean supports(Class<?> authentication) {
        return UsernamePasswordAuthenticationToken.class.isAssignableFrom(authentication);
    }
}

package health.consilium.smart;

import java.time.Clock;
import java.util.Optional;
import org.springframework.context.annotation.Profile;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Component;

/** Signs people in by password, in the demo alone. */
@Component
@Profile("demo")
class PasswordLogin implements AuthenticationProvider {

    private final Accounts accounts;
    private final PasswordEncoder encoder;
    private final Clock clock;

    /** Compared with when there is no such account, so that the time of the answer does not tell. */
    private final String nobody;

    PasswordLogin(Accounts accounts, PasswordEncoder encoder, Clock clock) {
        this.accounts = accounts;
        this.encoder = encoder;
        this.clock = clock;
        this.nobody = encoder.encode("nobody");
    }

    @Override
    public Authentication authenticate(Authentication authentication) {
        String password = String.valueOf(authentication.getCredentials());
        Optional<Account> account = accounts.find(authentication.getName()).filter(Account::enabled);
        String hash =
                account.map(Account::username).flatMap(accounts::passwordHash).orElse(nobody);
        boolean matches = encoder.matches(password, hash);
        if (account.isEmpty() || hash.equals(nobody) || !matches) {
            throw new BadCredentialsException("User name or password is wrong");
        }
        return SignIn.of(account.get(), Assurance.PASSWORD, clock.instant()).toAuthentication();
    }

    @Override
    public boolean supports(Class<?> authentication) {
        return UsernamePasswordAuthenticationToken.class.isAssignableFrom(authentication);
    }
}

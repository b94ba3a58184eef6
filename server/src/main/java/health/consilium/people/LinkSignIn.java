package health.consilium.people;

import health.consilium.smart.Account;
import health.consilium.smart.Accounts;
import health.consilium.smart.Assurance;
import health.consilium.smart.SignIn;
import java.time.Clock;
import java.util.Optional;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.ott.OneTimeToken;
import org.springframework.security.authentication.ott.OneTimeTokenAuthenticationToken;
import org.springframework.security.core.Authentication;

/** Signs in whoever opens a one-time link, with low assurance. */
class LinkSignIn implements AuthenticationProvider {

    private final LoginLinks links;
    private final Accounts accounts;
    private final Clock clock;

    LinkSignIn(LoginLinks links, Accounts accounts, Clock clock) {
        this.links = links;
        this.accounts = accounts;
        this.clock = clock;
    }

    @Override
    public Authentication authenticate(Authentication authentication) {
        String username = Optional.ofNullable(links.consume((OneTimeTokenAuthenticationToken) authentication))
                .map(OneTimeToken::getUsername)
                .orElseThrow(() -> new BadCredentialsException("The link has been used or is too old"));
        return accounts.find(username)
                .filter(Account::enabled)
                .map(account -> SignIn.of(account, Assurance.LINK, clock.instant()))
                .map(SignIn::toAuthentication)
                .orElseThrow(() -> new AccountRefusedException(username, "The account is switched off", null));
    }

    @Override
    public boolean supports(Class<?> authentication) {
        return OneTimeTokenAuthenticationToken.class.isAssignableFrom(authentication);
    }
}

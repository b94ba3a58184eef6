package health.consilium.people;

import health.consilium.smart.Account;
import health.consilium.smart.Accounts;
import health.consilium.smart.Assurance;
import health.consilium.smart.SignIn;
import java.time.Clock;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.webauthn.authentication.WebAuthnAuthenticationRequestToken;
import org.springframework.security.web.webauthn.management.WebAuthnRelyingPartyOperations;

/** Signs in whoever has a passkey of an account that is enabled. */
class PasskeySignIn implements AuthenticationProvider {

    private final WebAuthnRelyingPartyOperations party;
    private final Accounts accounts;
    private final Clock clock;

    PasskeySignIn(WebAuthnRelyingPartyOperations party, Accounts accounts, Clock clock) {
        this.party = party;
        this.accounts = accounts;
        this.clock = clock;
    }

    @Override
    public Authentication authenticate(Authentication authentication) {
        String username = verified((WebAuthnAuthenticationRequestToken) authentication);
        return accounts.find(username)
                .filter(Account::enabled)
                .map(account -> SignIn.of(account, Assurance.PASSKEY, clock.instant()))
                .map(SignIn::toAuthentication)
                .orElseThrow(() -> new BadCredentialsException("The account is switched off"));
    }

    private String verified(WebAuthnAuthenticationRequestToken request) {
        try {
            return party.authenticate(request.getWebAuthnRequest()).getName();
        } catch (RuntimeException refused) {
            // The library says "unknown credential" and "bad signature" in many ways.
            throw new BadCredentialsException("The passkey was not accepted", refused);
        }
    }

    @Override
    public boolean supports(Class<?> authentication) {
        return WebAuthnAuthenticationRequestToken.class.isAssignableFrom(authentication);
    }
}

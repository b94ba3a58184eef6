package health.consilium.people;

import health.consilium.smart.Account;
import health.consilium.smart.Accounts;
import health.consilium.smart.Assurance;
import health.consilium.smart.SignIn;
import java.time.Clock;
import java.util.Optional;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.webauthn.api.PublicKeyCredential;
import org.springframework.security.web.webauthn.authentication.WebAuthnAuthenticationRequestToken;
import org.springframework.security.web.webauthn.management.RelyingPartyAuthenticationRequest;
import org.springframework.security.web.webauthn.management.WebAuthnRelyingPartyOperations;

/** Signs in whoever has a passkey of an account that is enabled. */
class PasskeySignIn implements AuthenticationProvider {

    private final WebAuthnRelyingPartyOperations party;
    private final Passkeys passkeys;
    private final Accounts accounts;
    private final Clock clock;

    PasskeySignIn(WebAuthnRelyingPartyOperations party, Passkeys passkeys, Accounts accounts, Clock clock) {
        this.party = party;
        this.passkeys = passkeys;
        this.accounts = accounts;
        this.clock = clock;
    }

    @Override
    public Authentication authenticate(Authentication authentication) {
        String username = verified(((WebAuthnAuthenticationRequestToken) authentication).getWebAuthnRequest());
        return accounts.find(username)
                .filter(Account::enabled)
                .map(account -> SignIn.of(account, Assurance.PASSKEY, clock.instant()))
                .map(SignIn::toAuthentication)
                .orElseThrow(() -> new AccountRefusedException(username, "The account is switched off", null));
    }

    private String verified(RelyingPartyAuthenticationRequest request) {
        try {
            return party.authenticate(request).getName();
        } catch (RuntimeException refused) {
            // The library says "unknown credential" and "bad signature" in many ways.
            String message = "The passkey was not accepted";
            throw owner(request)
                    .<BadCredentialsException>map(name -> new AccountRefusedException(name, message, refused))
                    .orElseGet(() -> new BadCredentialsException(message, refused));
        }
    }

    /** Whose passkey it says it is. */
    private Optional<String> owner(RelyingPartyAuthenticationRequest request) {
        return Optional.ofNullable(request.getPublicKey())
                .map(PublicKeyCredential::getRawId)
                .flatMap(passkeys::owner);
    }

    @Override
    public boolean supports(Class<?> authentication) {
        return WebAuthnAuthenticationRequestToken.class.isAssignableFrom(authentication);
    }
}

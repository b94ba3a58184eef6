package health.consilium.smart;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;

/**
 * A person who has signed in, by whatever means. Every way in ends with {@link #toAuthentication()}: the one kind of
 * authentication that session and authorization rows can hold. What the libraries make of a passkey or of an upstream
 * sign-in is refused by the Jackson allow-list of the authorization service.
 *
 * @param username of the account
 * @param at when, to the second; {@link #UNKNOWN_TIME} where an upstream provider did not say
 * @see <a href="https://github.com/spring-projects/spring-security/issues/18034">spring-security issue 18034</a>
 */
public record SignIn(String username, PartyRole role, Assurance assurance, Instant at) {

    /** Of a sign-in of which nobody said when it was: longer ago than anybody allows. */
    public static final Instant UNKNOWN_TIME = Instant.EPOCH;

    private static final String ROLE = "ROLE_";
    private static final String ASSURANCE = "ACR_";
    private static final String TIME = "AT_";

    public static SignIn of(Account account, Assurance assurance, Instant at) {
        return new SignIn(account.username(), account.role(), assurance, at);
    }

    public Authentication toAuthentication() {
        return UsernamePasswordAuthenticationToken.authenticated(
                username,
                null,
                List.of(
                        new SimpleGrantedAuthority(ROLE + role),
                        new SimpleGrantedAuthority(ASSURANCE + assurance),
                        new SimpleGrantedAuthority(TIME + at.getEpochSecond())));
    }

    /** Empty for anything but an authentication that {@link #toAuthentication()} made. */
    public static Optional<SignIn> of(Authentication authentication) {
        if (authentication == null || !authentication.isAuthenticated()) {
            return Optional.empty();
        }
        Optional<String> role = authority(authentication, ROLE);
        Optional<String> assurance = authority(authentication, ASSURANCE);
        Optional<String> time = authority(authentication, TIME);
        if (role.isEmpty() || assurance.isEmpty() || time.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new SignIn(
                authentication.getName(),
                PartyRole.valueOf(role.get()),
                Assurance.valueOf(assurance.get()),
                Instant.ofEpochSecond(Long.parseLong(time.get()))));
    }

    private static Optional<String> authority(Authentication authentication, String prefix) {
        return authentication.getAuthorities().stream()
                .map(GrantedAuthority::getAuthority)
                .filter(authority -> authority.startsWith(prefix))
                .map(authority -> authority.substring(prefix.length()))
                .findFirst();
    }
}

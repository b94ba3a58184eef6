package health.consilium.people;

import health.consilium.smart.Assurance;
import java.time.Instant;

/** What happens to accounts and sign-ins, for whoever keeps the audit trail. */
public final class PeopleEvents {

    private PeopleEvents() {}

    /** A person signed in. */
    public record SignedIn(String username, Assurance assurance, String address, Instant at) {}

    /**
     * Somebody was refused.
     *
     * @param way passkey, link, issuer or password
     */
    public record SignInRefused(String way, String address, Instant at) {}

    /** A passkey was added to an account. */
    public record PasskeyAdded(String username, Instant at) {}

    /** A passkey was taken from an account. */
    public record PasskeyRemoved(String username, Instant at) {}

    /**
     * An account was made or changed.
     *
     * @param by who did it
     * @param what created, changed, disabled, enabled, invited, mapped or unmapped
     */
    public record AccountChanged(String username, String by, String what, Instant at) {}
}

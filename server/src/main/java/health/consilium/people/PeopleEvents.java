package health.consilium.people;

import java.time.Instant;
import java.util.Optional;

/** What happens to accounts and the ways into them, for whoever keeps the audit trail. Sign-ins are in {@code SignInEvents}. */
public final class PeopleEvents {

    private PeopleEvents() {}

    /** A passkey was added to an account. */
    public record PasskeyAdded(String username, Instant at) {}

    /** A passkey was taken from an account. */
    public record PasskeyRemoved(String username, Instant at) {}

    /**
     * A one-time link into an account was made.
     *
     * @param by who hands it over; empty where somebody asked to have it sent, who may be anybody
     * @param address from which that was asked for
     */
    public record LinkIssued(String username, Optional<String> by, String address, Instant at) {}

    /**
     * An account was made or changed.
     *
     * @param by who did it
     * @param what created, changed, disabled, enabled, invited, mapped or unmapped
     */
    public record AccountChanged(String username, String by, String what, Instant at) {}
}

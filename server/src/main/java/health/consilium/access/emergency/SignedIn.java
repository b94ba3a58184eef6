package health.consilium.access.emergency;

import health.consilium.smart.Assurance;
import health.consilium.smart.AuthenticatedParty;
import health.consilium.smart.SmartSession;
import java.time.Instant;
import java.util.Optional;

/**
 * How sure it is who calls.
 *
 * @param person whether it is a person, and not a system, whose key several people may hold
 * @param sure whether the person proved it by a credential that nobody else has
 * @param at when; none for a system
 */
record SignedIn(boolean person, boolean sure, Optional<Instant> at) {

    static SignedIn current() {
        Optional<AuthenticatedParty> party = SmartSession.current();
        Optional<Assurance> assurance = party.map(AuthenticatedParty::assurance);
        return new SignedIn(
                assurance.filter(how -> how != Assurance.SYSTEM).isPresent(),
                assurance.filter(Assurance::isOfOwnCredential).isPresent(),
                party.flatMap(AuthenticatedParty::signedInAt));
    }
}

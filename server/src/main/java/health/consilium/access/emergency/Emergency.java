package health.consilium.access.emergency;

import health.consilium.access.Grants;
import health.consilium.access.emergency.rules.Grounds;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A declared emergency.
 *
 * @param who declared it
 * @param file the case that it opened
 * @param until when its access ends by itself
 * @param review what came of it; empty while that is open
 */
record Emergency(
        UUID id,
        Who who,
        OpenedCase file,
        Grounds grounds,
        Instant declaredAt,
        Instant until,
        Optional<Review> review) {

    record Who(String subject, String role, String party, Optional<String> organization) {

        /** By the account, or by whom it stands for: somebody may have two of them. */
        boolean isSame(String otherSubject, String otherParty) {
            return subject.equals(otherSubject) || party.equals(otherParty);
        }
    }

    record OpenedCase(String number, String request, String patient) {}

    record Review(Instant at, String by, boolean justified, String note) {}

    /** By which grants, events of the trail and mails name it. */
    String reference() {
        return reference(id);
    }

    static String reference(UUID id) {
        return Grants.BREAK_GLASS + id;
    }
}

package health.consilium.retention;

import health.consilium.retention.rules.Scope;
import java.time.Instant;
import java.util.UUID;

/**
 * An erasure under way or done.
 *
 * @param id of the certificate as well
 * @param askedBy who asked for it, such as {@code Practitioner/1}
 * @param plan null once it is done
 * @param done how many resources are gone
 */
record PurgeRun(
        UUID id,
        String caseId,
        String caseNumber,
        Scope scope,
        String reason,
        String askedBy,
        Instant askedAt,
        Phase phase,
        PurgePlan plan,
        PurgePlan.Statement statement,
        int done,
        int total) {

    /** How far it is; each is left in the transaction that does its work. */
    enum Phase {
        /** What is to go is written down. */
        PLANNED,
        /** What came while it went on is written down as well; what was planned first is gone. */
        PLANNED_AGAIN,
        /** The keys of its documents are destroyed. */
        SHREDDED,
        /** Nothing that stays refers to it any more. */
        CUT,
        /** It is deleted; earlier versions are there still. */
        DELETED,
        /** All versions are gone. */
        EXPUNGED,
        /** Bytes, searches, messages, grants and accounts are gone. */
        CLEARED,
        /** It is looked for and not found, and certified. */
        DONE
    }
}

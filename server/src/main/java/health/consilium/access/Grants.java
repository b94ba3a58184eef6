package health.consilium.access;

import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.hl7.fhir.r4.model.Coding;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * What a party may see because of a case: opened and closed by the Task or Consent that gives the reason, in the same
 * transaction.
 */
@Component
public class Grants {

    private final JdbcClient jdbc;
    private final Exports exports;
    private final Clock clock;

    Grants(JdbcClient jdbc, Exports exports, Clock clock) {
        this.jdbc = jdbc;
        this.exports = exports;
        this.clock = clock;
    }

    /**
     * One reason to see something.
     *
     * @param party who, such as {@code Organization/1}
     * @param target what: a label's code, or one resource such as {@code Binary/2}
     * @param because the Task or Consent that gives the reason; closing goes by it
     * @param until when it ends by itself; null for open-ended
     */
    public record Grant(String party, String target, String because, Instant until) {}

    /** Why somebody may see something; kept with the row for whoever asks later. */
    enum Kind {
        /** The patient, from the day on which the case opens. */
        CASE,
        /** Who has a Task in hand. */
        WORK,
        /** The centre that a Consent names. */
        DISCLOSURE,
        /** To whom an opinion was delivered. */
        DELIVERY;

        static Kind of(Grant grant) {
            if (grant.because().startsWith("Consent/")) {
                return DISCLOSURE;
            }
            if (grant.target().startsWith("opinion.")) {
                return DELIVERY;
            }
            return grant.target().startsWith("case.") ? CASE : WORK;
        }
    }

    /** Opens it, or gives an open one another end. One that had ended before stays as it was, and a new row begins. */
    @Transactional
    public void open(Grant grant) {
        jdbc.sql(
                        """
                        update case_grant set closed_at = closes_at
                        where party = :party and target = :target and because = :because
                          and closed_at is null and closes_at <= :now
                        """)
                .param("party", grant.party())
                .param("target", grant.target())
                .param("because", grant.because())
                .param("now", now())
                .update();
        jdbc.sql(
                        """
                        insert into case_grant (party, target, because, kind, opened_at, closes_at)
                        values (:party, :target, :because, :kind, :now, :until)
                        on conflict (party, target, because) where closed_at is null
                        do update set closes_at = excluded.closes_at
                        """)
                .param("party", grant.party())
                .param("target", grant.target())
                .param("because", grant.because())
                .param("kind", Kind.of(grant).name().toLowerCase(Locale.ROOT))
                .param("now", now())
                .param("until", at(grant.until()))
                .update();
    }

    /** Gives another end to all that is open because of this, as when the period of a Consent changes. */
    @Transactional
    public void until(String because, Instant end) {
        jdbc.sql("update case_grant set closes_at = :end where because = :because and closed_at is null")
                .param("end", at(end))
                .param("because", because)
                .update();
    }

    /**
     * Closes everything that was opened because of this Task or Consent. Where it was a Consent, the exports of who held it
     * end too: they may hold what may no longer be seen.
     */
    @Transactional
    public void close(String because) {
        List<String> parties = jdbc.sql(
                        "update case_grant set closed_at = :now where because = :because and closed_at is null"
                                + " returning party")
                .param("now", now())
                .param("because", because)
                .query(String.class)
                .list();
        if (because.startsWith("Consent/")) {
            parties.stream().distinct().forEach(exports::endAllOf);
        }
    }

    private static OffsetDateTime at(Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }

    /** What the caller may see now: codes of labels, and references of single resources. */
    public Set<String> targets(Caller caller) {
        Set<String> targets = new HashSet<>(jdbc.sql(
                        """
                        select target from case_grant
                        where party in (:party, :organization) and closed_at is null
                          and (closes_at is null or closes_at > :now)
                        """)
                .param("party", caller.party())
                .param("organization", caller.organization().orElse(caller.party()))
                .param("now", now())
                .query(String.class)
                .set());
        standing(caller, targets);
        return targets;
    }

    /** What comes with the role, without any case. */
    private static void standing(Caller caller, Set<String> targets) {
        targets.add(caller.party());
        if (caller.is(Role.HOSPITAL, Role.CENTRE, Role.PATIENT)) {
            caller.contributorLabel().map(Coding::getCode).ifPresent(targets::add);
        }
        if (caller.is(Role.TRANSLATOR)) {
            targets.add(Compartment.translators().getCode());
        }
    }

    private OffsetDateTime now() {
        return at(clock.instant());
    }
}

package health.consilium.access;

import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.Coding;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * What a party may see because of a case: opened and closed by the Task or Consent that gives the reason, in the same
 * transaction.
 */
@Component
public class Grants {

    /** Begins the reason of a grant that an emergency opened; the id of the declaration follows. */
    public static final String BREAK_GLASS = "BreakGlass/";

    private final JdbcClient jdbc;
    private final Exports exports;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Grants(JdbcClient jdbc, Exports exports, ApplicationEventPublisher events, Clock clock) {
        this.jdbc = jdbc;
        this.exports = exports;
        this.events = events;
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
        DELIVERY,

        /** Who declared an emergency: to read, and nothing else. */
        EMERGENCY;

        static Kind of(Grant grant) {
            if (grant.because().startsWith("Consent/")) {
                return DISCLOSURE;
            }
            if (grant.because().startsWith(BREAK_GLASS)) {
                return EMERGENCY;
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
     * Closes everything that was opened because of this Task or Consent; tells how much was open. Where it was a Consent, the
     * exports of who held it end too, because they may hold what may no longer be seen, and its access tokens.
     */
    @Transactional
    public int close(String because) {
        List<String> parties = jdbc.sql(
                        "update case_grant set closed_at = :now where because = :because and closed_at is null"
                                + " returning party")
                .param("now", now())
                .param("because", because)
                .query(String.class)
                .list();
        if (because.startsWith("Consent/")) {
            parties.stream().distinct().forEach(party -> {
                exports.endAllOf(party);
                events.publishEvent(new ConsentEnded(party));
            });
        }
        return parties.size();
    }

    /** Whether this party may see the target now, and not only in an emergency. */
    public boolean isOpen(String party, String target) {
        return jdbc.sql(
                        """
                        select exists (select 1 from case_grant where party = :party and target = :target
                          and kind <> 'emergency' and closed_at is null and (closes_at is null or closes_at > :now))
                        """)
                .param("party", party)
                .param("target", target)
                .param("now", now())
                .query(Boolean.class)
                .single();
    }

    private static OffsetDateTime at(Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }

    /**
     * What a caller may see at one moment: codes of labels, and references of single resources.
     *
     * @param targets that the caller may see and work with
     * @param emergencies targets that the caller may read because of an emergency, each with the declaration that opened it
     */
    record Held(Set<String> targets, Map<String, String> emergencies) {

        Held withoutEmergencies() {
            return new Held(targets, Map.of());
        }
    }

    private record Open(String target, String because, boolean emergency) {}

    /** What the caller may see now. */
    Held held(Caller caller) {
        List<Open> open = jdbc.sql(
                        """
                        select target, because, kind = 'emergency' as emergency from case_grant
                        where party in (:party, :organization) and closed_at is null
                          and (closes_at is null or closes_at > :now)
                        order by id
                        """)
                .param("party", caller.party())
                .param("organization", caller.organization().orElse(caller.party()))
                .param("now", now())
                .query((row, number) ->
                        new Open(row.getString("target"), row.getString("because"), row.getBoolean("emergency")))
                .list();
        Set<String> targets = open.stream()
                .filter(grant -> !grant.emergency())
                .map(Open::target)
                .collect(Collectors.toCollection(HashSet::new));
        targets.addAll(standing(caller));
        Map<String, String> emergencies = open.stream()
                .filter(Open::emergency)
                .collect(Collectors.toMap(Open::target, Open::because, (earlier, later) -> later));
        return new Held(targets, emergencies);
    }

    /** What comes with the role, without any case. */
    static Set<String> standing(Caller caller) {
        Set<String> targets = new HashSet<>();
        targets.add(caller.party());
        if (caller.is(Role.HOSPITAL, Role.CENTRE, Role.PATIENT)) {
            caller.contributorLabel().map(Coding::getCode).ifPresent(targets::add);
        }
        if (caller.is(Role.TRANSLATOR)) {
            targets.add(Compartment.translators().getCode());
        }
        return targets;
    }

    private OffsetDateTime now() {
        return at(clock.instant());
    }
}

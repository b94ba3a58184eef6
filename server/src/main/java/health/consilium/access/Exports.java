package health.consilium.access;

import health.consilium.fhir.ExportJobs;
import health.consilium.fhir.FhirPackage;
import health.consilium.smart.AuthenticatedParty;
import health.consilium.smart.RequestAddress;
import health.consilium.smart.SmartSession;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.hl7.fhir.r4.model.Binary;
import org.hl7.fhir.r4.model.Identifier;
import org.springframework.context.annotation.Lazy;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Who started which bulk export. A key goes with the job and with the files that it writes, as the identifier of their security
 * context; whoever did not start the job knows neither.
 */
@Component
public class Exports {

    static final String KEY = FhirPackage.CANONICAL + "/NamingSystem/bulk-export";

    /** How soon to ask again for one that runs. */
    static final Duration AGAIN = Duration.ofSeconds(5);

    /** Between the note of an export and the start of its job. */
    private static final Duration STARTING = Duration.ofSeconds(10);

    /** There is such an export, it was not ended, and no consent has run out since it began. */
    private static final String GOING_ON =
            """
            from bulk_export export
            where key = :key and ended_at is null and not exists (
                select 1 from case_grant
                where case_grant.party in (export.party, export.organization) and kind = 'disclosure'
                  and closes_at > export.started_at and closes_at <= :now)
            """;

    private final JdbcClient jdbc;
    private final ExportJobs jobs;
    private final Clock clock;

    Exports(JdbcClient jdbc, @Lazy ExportJobs jobs, Clock clock) {
        this.jdbc = jdbc;
        this.jobs = jobs;
        this.clock = clock;
    }

    /** The key of the export that wrote the file; empty for any other Binary. */
    public static Optional<String> key(Binary file) {
        Identifier identifier = file.getSecurityContext().getIdentifier();
        return KEY.equals(identifier.getSystem()) ? Optional.ofNullable(identifier.getValue()) : Optional.empty();
    }

    /** Notes an export of this caller; gives its key. Empty while another one of this caller runs. */
    Optional<String> start(Caller caller) {
        forgetDone(caller);
        String key = UUID.randomUUID().toString();
        Optional<AuthenticatedParty> session = SmartSession.current();
        int noted = jdbc.sql(
                        """
                        insert into bulk_export
                            (key, subject, role, party, organization, scopes, fhir_user, client, address, started_at, running)
                        values
                            (:key, :subject, :role, :party, :organization, :scopes, :user, :client, :address, :now, true)
                        on conflict (subject, party) where running do nothing
                        """)
                .param("key", key)
                .param("subject", caller.subject())
                .param("role", caller.role().name())
                .param("party", caller.party())
                .param("organization", caller.organization().orElse(null))
                .param("scopes", String.join(" ", caller.scopes()))
                .param("user", session.map(AuthenticatedParty::fhirUser).orElse(null))
                .param("client", session.map(AuthenticatedParty::clientId).orElse(null))
                .param("address", RequestAddress.current())
                .param("now", now())
                .update();
        return noted == 0 ? Optional.empty() : Optional.of(key);
    }

    /** Which job it became. */
    void started(String key, String job) {
        jdbc.sql("update bulk_export set job = :job where key = :key")
                .param("job", job)
                .param("key", key)
                .update();
    }

    private record Running(String key, String job, OffsetDateTime since) {}

    private void forgetDone(Caller caller) {
        jdbc.sql("select key, job, started_at from bulk_export where subject = :subject and party = :party and running")
                .param("subject", caller.subject())
                .param("party", caller.party())
                .query((row, number) -> new Running(
                        row.getString("key"), row.getString("job"), row.getObject("started_at", OffsetDateTime.class)))
                .optional()
                .filter(export -> export.job() == null
                        ? export.since().isBefore(now().minus(STARTING))
                        : !jobs.isRunning(export.job()))
                .ifPresent(export -> jdbc.sql("update bulk_export set running = false where key = :key")
                        .param("key", export.key())
                        .update());
    }

    boolean isOf(String key, Caller caller) {
        return owner(key)
                .filter(owner -> owner.subject().equals(caller.subject())
                        && owner.party().equals(caller.party()))
                .isPresent();
    }

    /** Who started the export; empty when there is none of this key, or it was ended, or a consent has run out since. */
    Optional<Caller> owner(String key) {
        return jdbc.sql("select * " + GOING_ON)
                .param("key", key)
                .param("now", now())
                .query((row, number) -> new Caller(
                        row.getString("subject"),
                        Role.valueOf(row.getString("role")),
                        row.getString("party"),
                        Optional.ofNullable(row.getString("organization")),
                        Set.of(row.getString("scopes").split(" "))))
                .optional();
    }

    /** Whether it goes on, until the transaction under way is over: who ends it meanwhile waits for that. */
    boolean goesOn(String key) {
        return jdbc.sql("select 1 " + GOING_ON + " for share of export")
                .param("key", key)
                .param("now", now())
                .query(Integer.class)
                .optional()
                .isPresent();
    }

    /**
     * Who asked for an export, as that request told.
     *
     * @param user the resource that the person or system is
     * @param client the app or system that held the token; none where it was asked for before that was noted
     * @param address network address that the request came from; none likewise
     */
    public record Starter(
            String subject,
            Role role,
            String user,
            Optional<String> organization,
            Optional<String> client,
            Optional<String> address) {}

    /** Who started the export, whatever has become of it since. */
    public Optional<Starter> starter(String key) {
        return jdbc.sql(
                        """
                        select subject, role, coalesce(fhir_user, party) as who, organization, client, address
                        from bulk_export where key = :key
                        """)
                .param("key", key)
                .query((row, number) -> new Starter(
                        row.getString("subject"),
                        Role.valueOf(row.getString("role")),
                        row.getString("who"),
                        Optional.ofNullable(row.getString("organization")),
                        Optional.ofNullable(row.getString("client")),
                        Optional.ofNullable(row.getString("address"))))
                .optional();
    }

    void end(String key) {
        jdbc.sql("update bulk_export set ended_at = :now where key = :key and ended_at is null")
                .param("now", now())
                .param("key", key)
                .update();
    }

    /** Ends the exports of a party, running or done, in the transaction under way. */
    void endAllOf(String party) {
        jdbc.sql(
                        "update bulk_export set ended_at = :now where (party = :party or organization = :party) and ended_at is null")
                .param("now", now())
                .param("party", party)
                .update();
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}

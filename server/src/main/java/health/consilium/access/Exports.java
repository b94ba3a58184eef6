package health.consilium.access;

import health.consilium.fhir.FhirPackage;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.hl7.fhir.r4.model.Binary;
import org.hl7.fhir.r4.model.Identifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Who started which bulk export. A key goes with the job and with the files that it writes, as the identifier of their security
 * context; whoever did not start the job knows neither.
 */
@Component
class Exports {

    static final String KEY = FhirPackage.CANONICAL + "/NamingSystem/bulk-export";

    private final JdbcClient jdbc;
    private final Clock clock;

    Exports(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** The key of the export that wrote the file; empty for any other Binary. */
    static Optional<String> key(Binary file) {
        Identifier identifier = file.getSecurityContext().getIdentifier();
        return KEY.equals(identifier.getSystem()) ? Optional.ofNullable(identifier.getValue()) : Optional.empty();
    }

    /** Notes an export of this caller; gives its key. */
    String start(Caller caller) {
        String key = UUID.randomUUID().toString();
        jdbc.sql(
                        """
                        insert into bulk_export (key, subject, role, party, organization, scopes, started_at)
                        values (:key, :subject, :role, :party, :organization, :scopes, :now)
                        """)
                .param("key", key)
                .param("subject", caller.subject())
                .param("role", caller.role().name())
                .param("party", caller.party())
                .param("organization", caller.organization().orElse(null))
                .param("scopes", String.join(" ", caller.scopes()))
                .param("now", now())
                .update();
        return key;
    }

    boolean isOf(String key, Caller caller) {
        return owner(key)
                .filter(owner -> owner.subject().equals(caller.subject())
                        && owner.party().equals(caller.party()))
                .isPresent();
    }

    /** Who started the export; empty when there is none of this key, or it was ended, or a consent has run out since. */
    Optional<Caller> owner(String key) {
        return jdbc.sql(
                        """
                        select * from bulk_export export
                        where key = :key and ended_at is null and not exists (
                            select 1 from case_grant
                            where case_grant.party in (export.party, export.organization) and kind = 'disclosure'
                              and closes_at > export.started_at and closes_at <= :now)
                        """)
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

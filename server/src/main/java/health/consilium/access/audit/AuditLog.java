package health.consilium.access.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import health.consilium.access.audit.rules.AuditRecord;
import health.consilium.access.audit.rules.Concerned;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.core.namedparam.SqlParameterSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Appends to the trail and reads it. What is written within a transaction is written if the transaction is, else at once;
 * a failure to write is the failure of the deed.
 */
@Component
class AuditLog {

    private static final String APPEND =
            """
            with written as (
                insert into audit_event
                    (id, recorded, kind, subject, party, organization, patients, cases, entities, content)
                values (:id, :recorded, :kind, :subject, :party, :organization, string_to_array(:patients, ' '),
                    string_to_array(:cases, ' '), string_to_array(:entities, ' '), :content)
                returning id)
            insert into audit_pending (event) select id from written
            """;

    private final JdbcClient jdbc;
    private final NamedParameterJdbcTemplate named;
    private final ObjectMapper json = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .build();

    AuditLog(JdbcClient jdbc, NamedParameterJdbcTemplate named) {
        this.jdbc = jdbc;
        this.named = named;
    }

    void append(List<AuditRecord> events) {
        named.batchUpdate(APPEND, events.stream().map(this::row).toArray(SqlParameterSource[]::new));
    }

    private SqlParameterSource row(AuditRecord event) {
        return new MapSqlParameterSource("id", event.id())
                .addValue("recorded", event.recorded().atOffset(ZoneOffset.UTC))
                .addValue("kind", event.kind().name())
                .addValue("subject", event.agent().subject())
                .addValue("party", event.agent().party())
                .addValue("organization", event.agent().organization())
                .addValue("patients", words(event.patients()))
                .addValue("cases", words(event.cases()))
                .addValue("entities", words(searchable(event)))
                .addValue("content", write(event));
    }

    /** What was done in an emergency is found by the declaration, too. */
    private static List<String> searchable(AuditRecord event) {
        return Stream.concat(unversioned(event).stream(), Stream.ofNullable(event.emergency()))
                .toList();
    }

    static List<String> unversioned(AuditRecord event) {
        return event.entities().stream().map(Concerned::unversioned).distinct().toList();
    }

    /** Ids of resources and numbers of cases have no spaces. */
    private static String words(Collection<String> values) {
        return String.join(" ", values);
    }

    Optional<AuditRecord> find(UUID id) {
        return jdbc.sql("select content from audit_event where id = :id")
                .param("id", id)
                .query(String.class)
                .optional()
                .map(this::read);
    }

    /** Matches, the newest first. */
    List<AuditRecord> search(AuditQuery query, int offset, int limit) {
        return query
                .on(
                        jdbc,
                        "select content",
                        "order by recorded desc, position desc offset " + offset + " limit " + limit)
                .query(String.class)
                .list()
                .stream()
                .map(this::read)
                .toList();
    }

    int count(AuditQuery query) {
        return query.on(jdbc, "select count(*)", "").query(Integer.class).single();
    }

    AuditRecord read(String content) {
        try {
            return json.readValue(content, AuditRecord.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("An event of the audit trail cannot be read", e);
        }
    }

    private String write(AuditRecord event) {
        try {
            return json.writeValueAsString(event);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("An event of the audit trail cannot be written", e);
        }
    }
}

package health.consilium.access.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import health.consilium.access.audit.rules.AuditRecord;
import health.consilium.fhir.Refusal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Appends to the trail and reads it. What is written within a transaction is written if the transaction is, else at once;
 * a failure to write is the failure of the deed. What is read has all that was written before in it.
 */
@Component
class AuditLog {

    private static final Logger log = LoggerFactory.getLogger(AuditLog.class);

    /** Code of the refusal when the trail cannot be written. */
    static final String NOT_RECORDED = "not-recorded";

    private static final Duration AGAIN = Duration.ofSeconds(30);

    private static final String APPEND = "insert into audit_inbox (content) values (?)";

    /** As many as there are, in their order. */
    private static final String APPEND_ALL = "insert into audit_inbox (content) select unnest(cast(? as text[]))";

    private final JdbcTemplate inbox;
    private final JdbcClient jdbc;
    private final AuditChain chain;
    private final ObjectMapper json = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .build();

    AuditLog(JdbcTemplate inbox, JdbcClient jdbc, AuditChain chain) {
        this.inbox = inbox;
        this.jdbc = jdbc;
        this.chain = chain;
    }

    void append(List<AuditRecord> events) {
        // One statement is one transaction where none is under way: all of them are stored or none.
        try {
            if (events.size() == 1) {
                inbox.update(APPEND, write(events.get(0)));
            } else {
                inbox.update(
                        APPEND_ALL, (Object) events.stream().map(this::write).toArray(String[]::new));
            }
        } catch (DataAccessException e) {
            log.error("The audit trail cannot be written; what must be recorded is not done", e);
            throw Refusal.of(
                            503,
                            NOT_RECORDED,
                            "What you ask for has to be recorded, and the record cannot be written at the moment. Nothing was"
                                    + " shown or changed. Try again later.")
                    .after(AGAIN)
                    .asException();
        }
    }

    Optional<AuditRecord> find(UUID id) {
        chain.link();
        return jdbc.sql("select content from audit_event where id = :id")
                .param("id", id)
                .query(String.class)
                .optional()
                .map(this::read);
    }

    /** Matches, the newest first. */
    List<AuditRecord> search(AuditQuery query, int offset, int limit) {
        chain.link();
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

    private AuditRecord read(String content) {
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

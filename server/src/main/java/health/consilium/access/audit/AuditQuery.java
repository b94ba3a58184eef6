package health.consilium.access.audit;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What is looked for in the trail; conditions are joined by "and". */
final class AuditQuery {

    private final List<String> conditions = new ArrayList<>();
    private final Map<String, Object> parameters = new LinkedHashMap<>();

    /** From this moment on, itself included. */
    AuditQuery from(Instant moment) {
        return where("recorded >= :from", "from", moment.atOffset(ZoneOffset.UTC));
    }

    /** Before this moment. */
    AuditQuery before(Instant moment) {
        return where("recorded < :before", "before", moment.atOffset(ZoneOffset.UTC));
    }

    /** About this patient, or about one of these cases. */
    AuditQuery about(String patient, Collection<String> cases) {
        parameters.put("cases", String.join(" ", cases));
        return where(
                "(patients @> cast(array[:patient] as text[]) or cases && string_to_array(:cases, ' '))",
                "patient",
                patient);
    }

    /** By this party, or on behalf of this organization. */
    AuditQuery by(String agent) {
        return where("(party = :agent or organization = :agent)", "agent", agent);
    }

    /** On this resource, in whatever version. */
    AuditQuery on(String entity) {
        return where("entities @> cast(array[:entity] as text[])", "entity", entity);
    }

    /** Of one of these kinds; of none nothing is found. */
    AuditQuery kinds(Collection<String> kinds) {
        if (kinds.isEmpty()) {
            conditions.add("false");
            return this;
        }
        return where("kind in (:kinds)", "kinds", List.copyOf(kinds));
    }

    private AuditQuery where(String condition, String name, Object value) {
        conditions.add(condition);
        parameters.put(name, value);
        return this;
    }

    JdbcClient.StatementSpec on(JdbcClient jdbc, String select, String end) {
        String where = conditions.isEmpty() ? "" : " where " + String.join(" and ", conditions);
        return jdbc.sql(select + " from audit_event" + where + " " + end).params(parameters);
    }
}

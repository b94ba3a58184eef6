package health.consilium.bench;

import ca.uhn.fhir.interceptor.model.RequestPartitionId;
import ca.uhn.fhir.jpa.model.config.PartitionSettings;
import ca.uhn.fhir.jpa.model.entity.ResourceIndexedSearchParamToken;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * The list of overdue Tasks over 100,000 Tasks, from request to answer, by {@code $overdue} and by search. One case is sent through
 * the API; its first Task, with all that HAPI indexes of it, and its clock are then copied within the database, because no
 * client may make Tasks. Of the copies one in five is open, and of those one in ten is late. Writes {@code overdue.md} into the
 * directory that is its argument.
 */
public final class OverdueBenchmark {

    private static final int TASKS = Integer.getInteger("bench.tasks", 100_000);
    private static final int CALLS = Integer.getInteger("bench.calls", 200);
    private static final String NAME = "overdue";
    private static final String TASK_STATUS = "http://hl7.org/fhir/task-status";

    /** Tables of HAPI with what belongs to a resource, each with its own key and the reference to the resource. */
    private static final Map<String, List<String>> TABLES = Map.of(
            "hfj_spidx_token", List.of("sp_id", "res_id"),
            "hfj_spidx_date", List.of("sp_id", "res_id"),
            "hfj_spidx_uri", List.of("sp_id", "res_id"),
            "hfj_res_link", List.of("pid", "src_resource_id"),
            "hfj_res_tag", List.of("pid", "res_id"));

    private final Database database;
    private final RunningServer server;

    private OverdueBenchmark(Database database, RunningServer server) {
        this.database = database;
        this.server = server;
    }

    public static void main(String[] args) throws IOException, SQLException, InterruptedException {
        Path directory = Files.createDirectories(Path.of(args[0])).toAbsolutePath();
        try (Database database = new Database(Files.createTempDirectory(directory, "postgresql"))) {
            database.create(NAME);
            try (RunningServer server = RunningServer.start(Contender.CONSILIUM, directory, database.url(NAME))) {
                String report = new OverdueBenchmark(database, server).run();
                Files.writeString(directory.resolve("overdue.md"), report);
                System.out.print(report);
            }
        }
    }

    private String run() throws IOException, SQLException, InterruptedException {
        server.send(enquiry(), 3);
        copy();
        database.settle(NAME);
        String open = "&status=requested,received,accepted,in-progress";
        StringBuilder table =
                new StringBuilder("| Query over %,d Tasks | p50 | p95 | greatest |%n|-|-|-|-|%n".formatted(TASKS));
        for (String query : List.of(
                "Task/$overdue",
                "Task/$overdue?count=200",
                "Task?due=lt{now}" + open + "&_sort=due&_count=50",
                "Task?due=lt{now}" + open + "&_summary=count")) {
            table.append(measured(query));
        }
        return table.toString();
    }

    private String measured(String query) throws IOException, InterruptedException {
        String token = server.token();
        for (int i = 0; i < CALLS / 2; i++) {
            server.get(asOfNow(query), token);
        }
        double[] millis = new double[CALLS];
        for (int i = 0; i < CALLS; i++) {
            String fresh = asOfNow(query);
            long begin = System.nanoTime();
            server.get(fresh, token);
            millis[i] = (System.nanoTime() - begin) / 1e6;
        }
        Arrays.sort(millis);
        return "| `%s` | %.0f ms | %.0f ms | %.0f ms |%n"
                .formatted(query.replace("{now}", "…"), millis[CALLS / 2], millis[CALLS * 95 / 100], millis[CALLS - 1]);
    }

    /** Each call asks as of another moment, as clients do: a search that was asked before is answered from HAPI's cache. */
    private static String asOfNow(String query) {
        return query.replace(
                "{now}", Instant.now().truncatedTo(ChronoUnit.MILLIS).toString());
    }

    private void copy() throws SQLException {
        try (Connection connection = database.connect(NAME);
                Statement statement = connection.createStatement()) {
            statement.execute(
                    """
                    create temp table template as select r.res_id as id, c.task_id from hfj_resource r
                        join task_clock c on c.task_id = coalesce(r.fhir_id, r.res_id::text)
                        where r.res_type = 'Task' and c.task_code = 'assess-case' limit 1""");
            statement.execute("create temp table copies as select n, 10000000 + n as id from generate_series(1, "
                    + TASKS + ") n");
            copyTable(statement, "hfj_resource", "res_id", Map.of("res_id", "c.id", "fhir_id", "c.id::text"));
            copyTable(statement, "hfj_res_ver", "res_id", Map.of("pid", "c.id", "res_id", "c.id"));
            for (Map.Entry<String, List<String>> table : TABLES.entrySet()) {
                String key = table.getValue().get(0);
                String resource = table.getValue().get(1);
                statement.execute("create temp table numbered as select row_number() over () as k, t.* from "
                        + table.getKey() + " t where " + resource + " = (select id from template)");
                List<String> columns = columns(statement, table.getKey());
                List<String> values = new ArrayList<>();
                for (String column : columns) {
                    values.add(
                            column.equals(key) ? "c.id * 100 + t.k" : column.equals(resource) ? "c.id" : "t." + column);
                }
                statement.execute("insert into " + table.getKey() + " (" + String.join(", ", columns) + ") select "
                        + String.join(", ", values) + " from numbered t cross join copies c");
                statement.execute("drop table numbered");
            }
            spread(statement);
        }
    }

    /** One in five open; of the open ones one in ten is late, each by another time. */
    private static void spread(Statement statement) throws SQLException {
        PartitionSettings settings = new PartitionSettings();
        RequestPartitionId partition = RequestPartitionId.defaultPartition();
        statement.execute(
                """
                create temp table spread as select n, id, n % 5 = 0 as open, case when n % 50 = 0
                    then now() - n * interval '1 minute' else now() + n * interval '1 minute' end as due from copies""");
        statement.execute(
                """
                update hfj_spidx_date d set sp_value_low = s.due, sp_value_high = s.due,
                    sp_value_low_date_ordinal = to_char(s.due, 'YYYYMMDD')::int,
                    sp_value_high_date_ordinal = to_char(s.due, 'YYYYMMDD')::int
                from spread s where d.res_id = s.id and d.sp_name = 'due'""");
        statement.execute(
                """
                update hfj_spidx_token t set sp_value = 'completed', hash_value = %d, hash_sys_and_value = %d
                from spread s where t.res_id = s.id and t.sp_name = 'status' and not s.open"""
                        .formatted(
                                ResourceIndexedSearchParamToken.calculateHashValue(
                                        settings, partition, "Task", "status", "completed"),
                                ResourceIndexedSearchParamToken.calculateHashSystemAndValue(
                                        settings, partition, "Task", "status", TASK_STATUS, "completed")));
        statement.execute(
                """
                insert into task_clock (task_id, phase, case_number, task_code, stage, ladder, owner, zone, calendar, business,
                    budget, started_at, running_since, due_at, ended_at, outcome)
                select s.id::text, 1, c.case_number, c.task_code, c.stage, c.ladder, c.owner, c.zone, c.calendar, c.business,
                    c.budget, s.due - interval '1 day', case when s.open then s.due - interval '1 day' end, s.due,
                    case when s.open then null else s.due end, case when s.open then null else 'completed' end
                from spread s, task_clock c where c.task_id = (select task_id from template)""");
    }

    private static void copyTable(Statement statement, String table, String resource, Map<String, String> replaced)
            throws SQLException {
        List<String> columns = columns(statement, table);
        List<String> values = columns.stream()
                .map(column -> replaced.getOrDefault(column, "t." + column))
                .toList();
        statement.execute("insert into " + table + " (" + String.join(", ", columns) + ") select "
                + String.join(", ", values) + " from " + table + " t cross join copies c where t." + resource
                + " = (select id from template)");
    }

    private static List<String> columns(Statement statement, String table) throws SQLException {
        List<String> columns = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery("select column_name from information_schema.columns"
                + " where table_name = '" + table + "' and is_generated = 'NEVER'")) {
            while (rows.next()) {
                columns.add(rows.getString(1));
            }
        }
        return columns;
    }

    private static byte[] enquiry() {
        return """
                {"resourceType": "Bundle", "type": "transaction", "entry": [
                  {"resource": {"resourceType": "Organization", "id": "bench", "name": "Benchmark"},
                   "request": {"method": "PUT", "url": "Organization/bench"}},
                  {"fullUrl": "urn:uuid:00000000-0000-4000-8000-000000000001",
                   "resource": {"resourceType": "Patient", "name": [{"family": "Otieno"}],
                     "identifier": [{"system": "urn:consilium:bench:mrn", "value": "1"}]},
                   "request": {"method": "POST", "url": "Patient"}},
                  {"fullUrl": "urn:uuid:00000000-0000-4000-8000-000000000002",
                   "resource": {"resourceType": "ServiceRequest",
                     "meta": {"profile": ["https://w3id.org/consilium/fhir/StructureDefinition/case-request"]},
                     "status": "active", "intent": "order",
                     "category": [{"coding": [{"code": "second-opinion",
                       "system": "https://w3id.org/consilium/fhir/CodeSystem/request-category"}]}],
                     "subject": {"reference": "urn:uuid:00000000-0000-4000-8000-000000000001"}},
                   "request": {"method": "POST", "url": "ServiceRequest"}}]}
                """
                .getBytes(StandardCharsets.UTF_8);
    }
}

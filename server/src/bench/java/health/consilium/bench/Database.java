package health.consilium.bench;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.TreeMap;

/** The PostgreSQL that both servers use, each a database of its own, set as Consilium sets the one that it brings. */
public final class Database implements AutoCloseable {

    private static final String SIZES = "select relname, pg_total_relation_size(oid) from pg_class where relkind = 'r'"
            + " and relnamespace = 'public'::regnamespace";

    private static final String PACKAGE_LOADED = "select count(*) from fhir_package";
    private static final int PAUSE_MILLIS = 6_000;

    private final EmbeddedPostgres postgres;

    public Database(Path directory) throws IOException {
        postgres = EmbeddedPostgres.builder()
                .setDataDirectory(directory)
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("max_connections", "100")
                .setServerConfig("shared_buffers", "256MB")
                .setServerConfig("listen_addresses", "127.0.0.1")
                .start();
    }

    public void create(String name) throws SQLException {
        execute("postgres", "create database " + name);
    }

    public String url(String name) {
        return postgres.getJdbcUrl("postgres", name);
    }

    public String version() throws SQLException {
        try (Connection connection = connect("postgres")) {
            return connection.getMetaData().getDatabaseProductVersion();
        }
    }

    public void settle(String name) throws SQLException {
        execute(name, "vacuum analyze");
        execute(name, "checkpoint");
    }

    /** Terminology is indexed in the background after the start. */
    public void awaitQuiet(String name, boolean packaged) throws SQLException, InterruptedException {
        long before = -1;
        long now = 0;
        while (before != now || (packaged && count(name, PACKAGE_LOADED) == 0)) {
            before = now;
            synchronized (this) {
                wait(PAUSE_MILLIS);
            }
            now = Results.sum(sizes(name));
        }
    }

    /** Bytes of each table with its indexes and its TOAST. */
    Map<String, Long> sizes(String name) throws SQLException {
        Map<String, Long> sizes = new TreeMap<>();
        try (Connection connection = connect(name);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(SIZES)) {
            while (rows.next()) {
                sizes.put(rows.getString(1), rows.getLong(2));
            }
        }
        return sizes;
    }

    public long count(String name, String query) throws SQLException {
        try (Connection connection = connect(name);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private void execute(String name, String command) throws SQLException {
        try (Connection connection = connect(name);
                Statement statement = connection.createStatement()) {
            statement.execute(command);
        }
    }

    Connection connect(String name) throws SQLException {
        return DriverManager.getConnection(url(name));
    }

    @Override
    public void close() throws IOException {
        postgres.close();
    }
}

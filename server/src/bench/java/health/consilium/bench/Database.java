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
final class Database implements AutoCloseable {

    private static final String SIZES = "select relname, pg_total_relation_size(oid) from pg_class where relkind = 'r'"
            + " and relnamespace = 'public'::regnamespace";

    private final EmbeddedPostgres postgres;

    Database(Path directory) throws IOException {
        postgres = EmbeddedPostgres.builder()
                .setDataDirectory(directory)
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("max_connections", "100")
                .setServerConfig("shared_buffers", "256MB")
                .setServerConfig("listen_addresses", "127.0.0.1")
                .start();
    }

    void create(String name) throws SQLException {
        execute("postgres", "create database " + name);
    }

    String url(String name) {
        return postgres.getJdbcUrl("postgres", name);
    }

    String version() throws SQLException {
        try (Connection connection = connect("postgres")) {
            return connection.getMetaData().getDatabaseProductVersion();
        }
    }

    void settle(String name) throws SQLException {
        execute(name, "vacuum analyze");
        execute(name, "checkpoint");
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

    long count(String name, String query) throws SQLException {
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

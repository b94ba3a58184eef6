package health.consilium.fhir;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * PostgreSQL inside the server's data directory, for a first look and for tests.
 *
 * <p>A server that was killed leaves its postmaster behind. Whoever holds the directory's lock may therefore stop a
 * postmaster that still runs on it; whoever does not hold it has met a second, living server and must not touch it.
 */
final class EmbeddedDatabase implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(EmbeddedDatabase.class);

    private static final String USER = "postgres";

    /** Of {@code postmaster.pid}: https://www.postgresql.org/docs/current/storage-file-layout.html */
    private static final int PORT_LINE = 3;

    private final FileChannel lockFile;
    private final EmbeddedPostgres postgres;

    private EmbeddedDatabase(FileChannel lockFile, EmbeddedPostgres postgres) {
        this.lockFile = lockFile;
        this.postgres = postgres;
    }

    static EmbeddedDatabase start(Path dataDirectory) {
        Path directory = dataDirectory.toAbsolutePath().normalize().resolve("postgresql");
        try {
            Files.createDirectories(directory);
            FileChannel lockFile = lock(directory.resolveSibling("postgresql.lock"));
            stopOrphan(directory);
            return new EmbeddedDatabase(lockFile, launch(directory));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot start embedded PostgreSQL in " + directory, e);
        }
    }

    private static FileChannel lock(Path file) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = channel.tryLock();
        if (lock == null) {
            channel.close();
            throw new IOException("Another Consilium server uses this data directory (" + file
                    + " is locked). Stop it, choose another directory with consilium.fhir.data-directory,"
                    + " or let both servers share a PostgreSQL with spring.datasource.url.");
        }
        return channel;
    }

    private static EmbeddedPostgres launch(Path directory) throws IOException {
        return EmbeddedPostgres.builder()
                .setDataDirectory(directory)
                .setCleanDataDirectory(false)
                // It would stop when the server is asked to, under the requests that the server still answers.
                .setRegisterShutdownHook(false)
                // The library starts PostgreSQL for throw-away tests (-F); patients' records must survive a crash.
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("max_connections", "100")
                .setServerConfig("shared_buffers", "256MB")
                .setServerConfig("listen_addresses", "127.0.0.1")
                .start();
    }

    /** The first line of {@code postmaster.pid} is the postmaster's process id. */
    private static void stopOrphan(Path directory) throws IOException {
        Path pidFile = directory.resolve("postmaster.pid");
        if (!Files.exists(pidFile)) {
            return;
        }
        List<String> lines = Files.readAllLines(pidFile);
        Optional<ProcessHandle> postmaster = lines.isEmpty()
                ? Optional.empty()
                : ProcessHandle.of(Long.parseLong(lines.get(0).trim())).filter(EmbeddedDatabase::isPostgres);
        if (postmaster.isEmpty()) {
            return; // PostgreSQL itself clears a stale file.
        }
        log.warn("The last server did not stop cleanly; stopping the PostgreSQL it left running");
        try {
            stop(postmaster.get(), lines);
            postmaster.get().onExit().get(30, TimeUnit.SECONDS);
        } catch (java.util.concurrent.ExecutionException | java.util.concurrent.TimeoutException e) {
            throw new IOException(
                    "A PostgreSQL left by a killed server does not stop: process "
                            + postmaster.get().pid(),
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    /**
     * Ends the sessions as well: asked by SIGTERM, the one signal that Java sends, PostgreSQL takes no new session and waits for
     * those it has (https://www.postgresql.org/docs/current/server-shutdown.html), such as an operator's psql.
     */
    private static void stop(ProcessHandle postmaster, List<String> file) {
        try (Connection session = DriverManager.getConnection(
                        "jdbc:postgresql://localhost:" + file.get(PORT_LINE).trim() + "/postgres", USER, USER);
                Statement statement = session.createStatement()) {
            postmaster.destroy();
            statement.execute(
                    """
                    select pg_terminate_backend(pid) from pg_stat_activity
                    where backend_type = 'client backend' and pid <> pg_backend_pid()
                    """);
        } catch (SQLException | IndexOutOfBoundsException e) {
            log.warn(
                    "The PostgreSQL that was left takes no session; it is asked to stop, and may wait for those it has");
            postmaster.destroy();
        }
    }

    private static boolean isPostgres(ProcessHandle process) {
        return process.info()
                .command()
                .map(command -> command.contains("postgres"))
                .orElse(false);
    }

    String jdbcUrl() {
        return postgres.getJdbcUrl(USER, "postgres");
    }

    @Override
    public void close() throws IOException {
        postgres.close();
        lockFile.close();
    }
}

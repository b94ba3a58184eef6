package health.consilium.support;

import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The server as a process of its own, with the demo's accounts and embedded PostgreSQL in a data directory of its own: for
 * tests that kill it. Everything else uses the shared server ({@link ServerTest}).
 */
public final class ServerProcess implements AutoCloseable {

    private static final HttpClient HTTP =
            HttpClient.newBuilder().sslContext(Tls.trusting()).build();
    private static final String LISTENS = "0A";

    /** The tests ask more in a minute than anybody does in a day, as a few callers at one address. */
    static final List<String> LIMITS = List.of(
            "--consilium.limits.person=120000",
            "--consilium.limits.system=120000",
            "--consilium.limits.system-writes=120000",
            "--consilium.limits.tokens=6000");

    private final Path directory;
    private final List<String> settings;
    private final int port = Ports.free();
    private String profiles = "demo";
    private Path certificate;
    private Process process;

    public ServerProcess(Path directory) {
        this(directory, List.of());
    }

    /** @param settings more of them, such as {@code --spring.datasource.url=...} for servers that share a database */
    public ServerProcess(Path directory, List<String> settings) {
        this.directory = directory;
        this.settings = settings;
    }

    /** With TLS, which the server does itself. */
    public ServerProcess withTls() {
        certificate = Tls.certificate(directory);
        return this;
    }

    /** At its next start as it is run for real. */
    public ServerProcess withoutDemo() {
        profiles = "";
        return this;
    }

    /** Starts the server and waits until it takes requests. */
    public void start() {
        Path log = directory.resolve("server.log");
        try {
            process = new ProcessBuilder(command())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        await().atMost(Duration.ofMinutes(4))
                .pollInterval(Duration.ofMillis(200))
                .until(() -> {
                    if (!process.isAlive()) {
                        throw new AssertionError("The server did not start:\n" + Files.readString(log));
                    }
                    return isReady();
                });
    }

    private List<String> command() {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx1g",
                "-XX:+UseSerialGC",
                // It lives too short for the second compiler to pay; and without it the code cache would be too small.
                "-XX:TieredStopAtLevel=1",
                "-XX:ReservedCodeCacheSize=240m"));
        if (certificate != null) {
            // The demo's cases come through the public address.
            command.add("-Djavax.net.ssl.trustStore=" + certificate);
            command.add("-Djavax.net.ssl.trustStorePassword=" + Certificates.PASSWORD);
        }
        command.addAll(List.of(
                "-cp",
                programClassPath(),
                "health.consilium.ConsiliumApplication",
                "--spring.profiles.active=" + profiles,
                "--server.port=" + port,
                "--consilium.fhir.base-url=" + origin() + "/fhir",
                "--consilium.smart.issuer=" + origin(),
                "--consilium.fhir.data-directory=" + directory.resolve("data"),
                "--management.server.port=0"));
        if (certificate != null) {
            command.add("--server.ssl.bundle=own");
            command.add("--spring.ssl.bundle.jks.own.keystore.location=" + certificate.toUri());
            command.add("--spring.ssl.bundle.jks.own.keystore.password=" + Certificates.PASSWORD);
        }
        command.addAll(LIMITS);
        command.addAll(settings);
        return command;
    }

    /** The server scans its own package, in which the tests lie as well. */
    private static String programClassPath() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !Path.of(entry).endsWith("test-classes"))
                .collect(Collectors.joining(File.pathSeparator));
    }

    private boolean isReady() {
        try {
            return HTTP.send(
                                    HttpRequest.newBuilder(URI.create(origin() + "/readyz"))
                                            .build(),
                                    BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (IOException notYet) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    public String origin() {
        return (certificate == null ? "http" : "https") + "://localhost:" + port;
    }

    public int port() {
        return port;
    }

    /**
     * The ports at which the server's own process listens.
     *
     * @see <a href="https://www.kernel.org/doc/html/latest/networking/proc_net_tcp.html">proc_net_tcp</a>
     */
    public Set<Integer> listeningPorts() throws IOException {
        Set<String> sockets = new HashSet<>();
        try (Stream<Path> files = Files.list(Path.of("/proc/" + process.pid() + "/fd"))) {
            for (Path file : files.toList()) {
                try {
                    sockets.add(Files.readSymbolicLink(file).toString());
                } catch (IOException closedMeanwhile) {
                    // No socket that listens.
                }
            }
        }
        Set<Integer> ports = new TreeSet<>();
        for (String table : List.of("tcp", "tcp6")) {
            Files.readAllLines(Path.of("/proc/" + process.pid() + "/net/" + table)).stream()
                    .skip(1)
                    .map(line -> line.strip().split("\\s+"))
                    .filter(columns -> columns[3].equals(LISTENS) && sockets.contains("socket:[" + columns[9] + "]"))
                    .map(columns -> Integer.valueOf(columns[1].substring(columns[1].indexOf(':') + 1), 16))
                    .forEach(ports::add);
        }
        return ports;
    }

    /** A hospital or centre of the demo, for requests to whole addresses. */
    public Api system(String client) {
        return Api.withToken(Tokens.ofSystem(origin(), client));
    }

    /** A person of the demo's staff, for requests to whole addresses. */
    public Api person(String username) {
        return Api.withToken(Tokens.signIn(origin(), username, "openid fhirUser user/*.cruds"));
    }

    /** The administrator, for requests to whole addresses. */
    public Api administrator() {
        return Api.withToken(Tokens.signIn(origin(), "admin", "openid consilium/admin"));
    }

    /** {@code kill -9}: the server gets no chance to end anything. Its PostgreSQL lives on. */
    public void kill() {
        try {
            process.destroyForcibly().waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** The PostgreSQL process that serves the data directory, running or not. */
    public ProcessHandle postmaster() {
        long pid = Long.parseLong(postmasterFile().get(0).trim());
        return ProcessHandle.of(pid).orElseThrow(() -> new AssertionError("There is no process " + pid));
    }

    /** A session of its own with the server's database. */
    public Connection database() throws SQLException {
        return DriverManager.getConnection(
                "jdbc:postgresql://localhost:" + postmasterFile().get(3).trim() + "/postgres", "postgres", "postgres");
    }

    /** Process id, data directory, start time, port: https://www.postgresql.org/docs/current/storage-file-layout.html */
    private List<String> postmasterFile() {
        try {
            return Files.readAllLines(directory.resolve("data/postgresql/postmaster.pid"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        if (process == null) {
            return;
        }
        process.destroy();
        try {
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                kill();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        if (Files.exists(directory.resolve("data/postgresql/postmaster.pid"))) {
            postmaster().destroyForcibly();
        }
    }
}

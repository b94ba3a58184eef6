package health.consilium.examples.coordinator;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** The built jar with demo data, in a process of its own and with a data directory of its own. */
final class DemoServer implements AutoCloseable {

    private static final String READY = "Consilium is ready, with demo data";
    private static final long PATIENCE = TimeUnit.MINUTES.toNanos(5);

    private final String origin;
    private final Process process;

    private DemoServer(String origin, Process process) {
        this.origin = origin;
        this.process = process;
    }

    static DemoServer start(Path directory) throws IOException, InterruptedException {
        Path jar = Path.of("../server/target/consilium-server-" + System.getProperty("consilium.version") + ".jar");
        if (!Files.exists(jar)) {
            throw new IOException(jar + " is not there; build it with: mvn -pl server -am package -DskipTests");
        }
        int port = freePort();
        String origin = "http://localhost:" + port;
        Path log = Files.createDirectories(directory).resolve("server.log");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx1g",
                        "-XX:+UseParallelGC",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:ReservedCodeCacheSize=240m",
                        "-jar",
                        jar.toString(),
                        "--spring.profiles.active=demo",
                        "--server.port=" + port,
                        "--management.server.port=0",
                        "--consilium.fhir.base-url=" + origin + "/fhir",
                        "--consilium.smart.issuer=" + origin,
                        "--consilium.fhir.data-directory=" + directory.resolve("data"))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        DemoServer server = new DemoServer(origin, process);
        try {
            server.awaitReady(log);
        } catch (IOException | InterruptedException | RuntimeException e) {
            server.close();
            throw e;
        }
        return server;
    }

    private void awaitReady(Path log) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE;
        while (!Files.readString(log).contains(READY)) {
            if (process.waitFor(250, TimeUnit.MILLISECONDS)) {
                throw new IOException("The server ended:\n" + Files.readString(log));
            }
            if (System.nanoTime() > deadline) {
                throw new IOException("The server does not get ready:\n" + Files.readString(log));
            }
        }
    }

    String origin() {
        return origin;
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}

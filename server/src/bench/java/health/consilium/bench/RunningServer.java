package health.consilium.bench;

import java.io.File;
import java.io.IOException;
import java.net.ConnectException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A server in a JVM of its own. */
public final class RunningServer implements AutoCloseable {

    private static final Pattern ACCESS_TOKEN = Pattern.compile("\"access_token\"\\s*:\\s*\"([^\"]+)\"");
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final Contender contender;
    private final Process process;
    private final String origin;
    private final double startSeconds;
    private final double startProcessorSeconds;
    private final Thread endWithUs;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private RunningServer(Contender contender, Path directory, String jdbcUrl)
            throws IOException, InterruptedException {
        this.contender = contender;
        int port = freePort();
        origin = "http://localhost:" + port;
        File log = directory.resolve(contender.name() + ".log").toFile();
        long begin = System.nanoTime();
        process = new ProcessBuilder(command(contender, directory, jdbcUrl, port))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log))
                .start();
        endWithUs = new Thread(process::destroyForcibly);
        Runtime.getRuntime().addShutdownHook(endWithUs);
        awaitMetadata(log);
        startSeconds = seconds(begin);
        startProcessorSeconds = processorSeconds();
    }

    public static RunningServer start(Contender contender, Path directory, String jdbcUrl)
            throws IOException, InterruptedException {
        return new RunningServer(contender, directory, jdbcUrl);
    }

    private static List<String> command(Contender contender, Path directory, String jdbcUrl, int port) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(Settings.JVM.split(" ")));
        command.addAll(contender.jvm());
        command.add(contender.main());
        command.addAll(contender.arguments());
        command.add("--server.port=" + port);
        command.add("--management.server.port=0");
        command.add("--spring.datasource.url=" + jdbcUrl);
        command.add("--consilium.fhir.base-url=http://localhost:" + port + "/fhir");
        command.add("--consilium.smart.issuer=http://localhost:" + port);
        command.add("--consilium.fhir.data-directory=" + directory.resolve("data"));
        // One client asks as fast as it can.
        List.of("person", "system", "system-writes", "tokens")
                .forEach(limit -> command.add("--consilium.limits." + limit + "=100000000"));
        return command;
    }

    private void awaitMetadata(File log) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        HttpRequest metadata =
                HttpRequest.newBuilder(URI.create(origin + "/fhir/metadata")).build();
        while (System.nanoTime() < deadline) {
            try {
                if (http.send(metadata, BodyHandlers.discarding()).statusCode() == 200) {
                    return;
                }
            } catch (ConnectException e) {
                // Not listening yet.
            }
            if (process.waitFor(20, TimeUnit.MILLISECONDS)) {
                throw new IllegalStateException(contender.name() + " ended; see " + log);
            }
        }
        close();
        throw new IllegalStateException(contender.name() + " does not answer; see " + log);
    }

    double startSeconds() {
        return startSeconds;
    }

    /** What the start took of the processors; other work on the machine disturbs it less than the clock's time. */
    double startProcessorSeconds() {
        return startProcessorSeconds;
    }

    public double processorSeconds() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO).toMillis() / 1e3;
    }

    /** A new bearer token, where the server wants one. */
    String token() throws IOException, InterruptedException {
        return contender.authenticated() ? token(BenchClient.ID, BenchClient.SECRET) : "";
    }

    public String token(String client, String secret) throws IOException, InterruptedException {
        String basic = Base64.getEncoder().encodeToString((client + ":" + secret).getBytes(StandardCharsets.UTF_8));
        HttpResponse<String> response = http.send(
                HttpRequest.newBuilder(URI.create(origin + "/oauth2/token"))
                        .header("Authorization", "Basic " + basic)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString("grant_type=client_credentials&scope=" + BenchClient.SCOPE))
                        .build(),
                BodyHandlers.ofString());
        Matcher token = ACCESS_TOKEN.matcher(response.body());
        if (!token.find()) {
            throw new IllegalStateException("No token: HTTP " + response.statusCode() + " " + response.body());
        }
        return token.group(1);
    }

    /** The answer to a search or a read; it has to be 200. */
    public String get(String path, String token) throws IOException, InterruptedException {
        HttpResponse<String> response = http.send(
                HttpRequest.newBuilder(URI.create(origin + "/fhir/" + path))
                        .header("Authorization", "Bearer " + token)
                        .header("Accept", "application/fhir+json")
                        .timeout(PATIENCE)
                        .build(),
                BodyHandlers.ofString());
        if (response.statusCode() != 200) {
            throw new IllegalStateException(path + ": HTTP " + response.statusCode() + " " + response.body());
        }
        return response.body();
    }

    /** Seconds that the server takes to store a transaction and answer. */
    double send(byte[] transaction, int entries) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(origin + "/fhir"))
                .header("Content-Type", "application/fhir+json")
                .timeout(PATIENCE)
                .POST(BodyPublishers.ofByteArray(transaction));
        if (contender.authenticated()) {
            request.header("Authorization", "Bearer " + token());
        }
        HttpRequest post = request.build();
        long begin = System.nanoTime();
        HttpResponse<String> response = http.send(post, BodyHandlers.ofString());
        double seconds = seconds(begin);
        int created = response.body().split("201 Created", -1).length - 1;
        if (response.statusCode() != 200 || created != entries) {
            String body = response.body();
            throw new IllegalStateException(contender.name() + ": HTTP " + response.statusCode() + ", " + created
                    + " of " + entries + " created: " + body.substring(0, Math.min(2000, body.length())));
        }
        return seconds;
    }

    /** What the server answers to a POST; it has to be content with it. */
    public String post(String path, String token, byte[] body) throws IOException, InterruptedException {
        HttpResponse<String> response = http.send(
                HttpRequest.newBuilder(URI.create(origin + "/fhir" + path))
                        .header("Content-Type", "application/fhir+json")
                        .header("Authorization", "Bearer " + token)
                        .timeout(PATIENCE)
                        .POST(BodyPublishers.ofByteArray(body))
                        .build(),
                BodyHandlers.ofString());
        if (response.statusCode() != 200) {
            throw new IllegalStateException("HTTP " + response.statusCode() + " " + response.body());
        }
        return response.body();
    }

    @Override
    public void close() throws InterruptedException {
        Runtime.getRuntime().removeShutdownHook(endWithUs);
        process.destroy();
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
    }

    private static double seconds(long begin) {
        return (System.nanoTime() - begin) / 1e9;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}

package health.consilium.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ca.uhn.fhir.context.FhirContext;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Reference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server of its own, because it is killed. */
class KilledServerIT {

    private static final FhirContext FHIR = FhirContext.forR4Cached();
    private static final int OBSERVATIONS = 999;

    @TempDir
    Path data;

    private final HttpClient http = HttpClient.newHttpClient();
    private final int port = freePort();
    private Process server;

    @AfterEach
    void stop() throws InterruptedException {
        server.destroy();
        server.waitFor(30, TimeUnit.SECONDS);
    }

    @Test
    void aTransactionThatAKillInterruptsIsStoredWholeOrNotAtAll() throws Exception {
        start();
        String mrn = UUID.randomUUID().toString();
        CompletableFuture<HttpResponse<String>> sending =
                http.sendAsync(request("", transaction(mrn)), BodyHandlers.ofString());
        await().atMost(Duration.ofSeconds(60)).until(() -> isWriting() || sending.isDone());

        server.destroyForcibly().waitFor();
        start();

        int stored = count("Observation?code=http://loinc.org%7C718-7&_tag=urn:test:killed%7C" + mrn);
        assertThat(stored).isIn(0, OBSERVATIONS);
        assertThat(count("Patient?identifier=urn:test:killed%7C" + mrn)).isEqualTo(stored == 0 ? 0 : 1);
        // What was there before is there still: the hospital's three demo cases.
        assertThat(count("ServiceRequest")).isEqualTo(3);
    }

    /** The transaction is under way once its first rows wait for the commit. */
    private boolean isWriting() throws IOException {
        try (java.sql.Connection connection = java.sql.DriverManager.getConnection(databaseUrl());
                java.sql.Statement statement = connection.createStatement();
                java.sql.ResultSet writers = statement.executeQuery("select count(*) from pg_stat_activity"
                        + " where state in ('active', 'idle in transaction') and backend_xid is not null")) {
            return writers.next() && writers.getInt(1) > 0;
        } catch (java.sql.SQLException e) {
            throw new IOException(e);
        }
    }

    /** The fourth line of {@code postmaster.pid} is the port. */
    private String databaseUrl() throws IOException {
        String databasePort =
                Files.readAllLines(data.resolve("postgresql/postmaster.pid")).get(3);
        return "jdbc:postgresql://localhost:" + databasePort.trim() + "/postgres?user=postgres";
    }

    private void start() throws IOException {
        String origin = "http://localhost:" + port;
        server = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx1g",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "health.consilium.ConsiliumApplication",
                        "--spring.profiles.active=demo",
                        "--server.port=" + port,
                        "--consilium.fhir.base-url=" + origin + "/fhir",
                        "--consilium.smart.issuer=" + origin,
                        "--consilium.fhir.data-directory=" + data)
                .redirectErrorStream(true)
                .redirectOutput(Path.of("target", "killed-server.log").toFile())
                .start();
        await().atMost(Duration.ofSeconds(300))
                .pollInterval(Duration.ofSeconds(1))
                .until(() -> isReady());
    }

    private boolean isReady() throws IOException {
        assertThat(server.isAlive())
                .as("the server is alive; see target/killed-server.log")
                .isTrue();
        return Files.readString(Path.of("target", "killed-server.log")).contains("Consilium is ready");
    }

    private int count(String query) throws Exception {
        String body = http.send(
                        request(query + (query.contains("?") ? "&" : "?") + "_summary=count", null),
                        BodyHandlers.ofString())
                .body();
        return FHIR.newJsonParser().parseResource(Bundle.class, body).getTotal();
    }

    private HttpRequest request(String path, Bundle body) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("http://localhost:" + port + "/fhir" + (path.isEmpty() ? "" : "/" + path)))
                .header("Authorization", "Bearer " + token())
                .header("Content-Type", "application/fhir+json");
        return (body == null
                        ? request.GET()
                        : request.POST(
                                BodyPublishers.ofString(FHIR.newJsonParser().encodeResourceToString(body))))
                .build();
    }

    private String token() throws Exception {
        String basic = Base64.getEncoder()
                .encodeToString("hospital-nairobi:hospital-nairobi-demo-secret".getBytes(StandardCharsets.UTF_8));
        String answer = http.send(
                        HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/oauth2/token"))
                                .header("Authorization", "Basic " + basic)
                                .header("Content-Type", "application/x-www-form-urlencoded")
                                .POST(BodyPublishers.ofString("grant_type=client_credentials&scope=system/*.crus"))
                                .build(),
                        BodyHandlers.ofString())
                .body();
        Matcher token = Pattern.compile("\"access_token\":\"([^\"]+)\"").matcher(answer);
        assertThat(token.find()).as(answer).isTrue();
        return token.group(1);
    }

    private static Bundle transaction(String mrn) {
        Bundle bundle = new Bundle().setType(Bundle.BundleType.TRANSACTION);
        Patient patient = new Patient();
        patient.addIdentifier().setSystem("urn:test:killed").setValue(mrn);
        String patientUrl = "urn:uuid:" + UUID.randomUUID();
        bundle.addEntry()
                .setFullUrl(patientUrl)
                .setResource(patient)
                .getRequest()
                .setMethod(Bundle.HTTPVerb.POST)
                .setUrl("Patient");
        for (int i = 0; i < OBSERVATIONS; i++) {
            Observation observation = new Observation();
            observation.setStatus(Observation.ObservationStatus.FINAL);
            observation.setCode(new CodeableConcept(new Coding("http://loinc.org", "718-7", null)));
            observation.getMeta().addTag("urn:test:killed", mrn, null);
            observation.setSubject(new Reference(patientUrl));
            bundle.addEntry()
                    .setResource(observation)
                    .getRequest()
                    .setMethod(Bundle.HTTPVerb.POST)
                    .setUrl("Observation");
        }
        return bundle;
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}

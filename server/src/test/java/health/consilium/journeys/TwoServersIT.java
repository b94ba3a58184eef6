package health.consilium.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import health.consilium.support.Api;
import health.consilium.support.ServerProcess;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleType;
import org.hl7.fhir.r4.model.Bundle.HTTPVerb;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Two servers share a database, and one of them dies with timers in hand: each step of the chase is taken once, and who had signed
 * in there is signed in still.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class TwoServersIT {

    private static final int CASES = 500;
    private static final int CALLERS = 4;

    @TempDir
    static Path directory;

    private static final HttpClient BROWSER =
            HttpClient.newBuilder().cookieHandler(new CookieManager()).build();

    private static EmbeddedPostgres postgres;
    private static JdbcClient jdbc;
    private static ServerProcess lives;
    private static ServerProcess dies;

    @BeforeAll
    static void start() throws IOException {
        postgres = EmbeddedPostgres.builder()
                .setServerConfig("max_connections", "100")
                .start();
        jdbc = JdbcClient.create(postgres.getPostgresDatabase());
        lives = server("lives");
        dies = server("dies");
        // One after the other: the first makes the tables.
        lives.start();
        dies.start();
    }

    private static ServerProcess server(String name) throws IOException {
        return new ServerProcess(
                Files.createDirectory(directory.resolve(name)),
                List.of(
                        "--spring.datasource.url=" + postgres.getJdbcUrl("postgres", "postgres"),
                        "--spring.datasource.username=postgres",
                        "--consilium.timers.heartbeat=1s",
                        "--consilium.timers.poll-interval=200ms"));
    }

    @AfterAll
    static void stop() throws IOException {
        dies.close();
        lives.close();
        postgres.close();
    }

    @Test
    @Order(1)
    void onlyThePortOfFhirAndThatOfTheOperatorAreOpen() throws Exception {
        Set<Integer> open = lives.listeningPorts();
        assertThat(open).hasSize(2).contains(lives.port());
        int operator =
                open.stream().filter(port -> port != lives.port()).findFirst().orElseThrow();
        assertThat(status("http://localhost:" + operator + "/actuator/metrics")).isEqualTo(200);
        assertThat(status(lives.origin() + "/actuator/metrics")).isIn(401, 404);
    }

    @Test
    @Order(2)
    void whoSignedInAtOneServerIsKnownToTheOther() throws Exception {
        String page = send(HttpRequest.newBuilder(URI.create(dies.origin() + "/login")))
                .body();
        String csrf = page.replaceAll("(?s).*name=\"_csrf\" value=\"([^\"]+)\".*", "$1");
        send(HttpRequest.newBuilder(URI.create(dies.origin() + "/login"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("username=coordinator&password=consilium-demo&_csrf="
                        + URLEncoder.encode(csrf, StandardCharsets.UTF_8))));
        assertThat(status(dies.origin() + "/account")).isEqualTo(200);
        assertThat(status(lives.origin() + "/account")).isEqualTo(200);
    }

    @Test
    @Order(4)
    void aSignInOutlivesTheServerThatTookIt() throws Exception {
        assertThat(status(lives.origin() + "/account")).isEqualTo(200);
    }

    private static int status(String address) throws Exception {
        return send(HttpRequest.newBuilder(URI.create(address))).statusCode();
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return BROWSER.send(request.build(), BodyHandlers.ofString());
    }

    @Test
    @Order(3)
    void eachTimerOf500CasesDoesItsWorkOnceThoughAServerDies() {
        Api hospital = lives.system("hospital-nairobi");
        long before = number("select count(*) from task_clock where task_code = 'assess-case'");
        CompletableFuture.allOf(IntStream.range(0, CALLERS)
                        .mapToObj(caller -> CompletableFuture.runAsync(() -> sendCases(hospital, caller)))
                        .toArray(CompletableFuture[]::new))
                .join();
        assertThat(number("select count(*) from task_clock where task_code = 'assess-case'") - before)
                .isEqualTo(CASES);

        twoWeeksPass();
        int taken = ThreadLocalRandom.current().nextInt(50, 400);
        await().atMost(Duration.ofSeconds(180))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> steps("escalation") >= taken);
        dies.kill();

        await().atMost(Duration.ofSeconds(300)).untilAsserted(() -> assertThat(steps("call"))
                .as("killed after %d escalations", taken)
                .isGreaterThanOrEqualTo(CASES));
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(due()).isZero());
        long late = number("select count(*) from task_clock where task_code = 'assess-case' and ended_at is null");
        assertThat(steps("escalation")).isEqualTo(late);
        assertThat(steps("call")).isEqualTo(late);
        assertThat(number("select count(*) from task_clock where task_code = 'chase'"))
                .as("calls, each a Task of its own")
                .isEqualTo(late);
        assertThat(
                        number(
                                "select count(distinct case_number) from task_clock where task_code = 'chase' and ended_at is null"))
                .isEqualTo(late);
        assertThat(number("select count(*) from task_clock where task_code = 'assess-case' and ended_at is null"
                        + " and breached_at is null"))
                .isZero();
    }

    /** All that is to be assessed is two weeks late; the timers see it as they look. */
    private void twoWeeksPass() {
        jdbc.sql(
                        """
                        update task_clock set running_since = running_since - interval '14 days',
                            started_at = started_at - interval '14 days', due_at = due_at - interval '14 days'
                        where task_code = 'assess-case' and ended_at is null""")
                .update();
        jdbc.sql(
                        """
                        update scheduled_tasks set execution_time = now() where task_name = 'chase'
                            and split_part(task_instance, '/', 1) in
                                (select task_id from task_clock where task_code = 'assess-case' and ended_at is null)""")
                .update();
    }

    private long steps(String step) {
        return number("select count(*) from chase_step where step = '" + step + "'");
    }

    private long due() {
        return number("select count(*) from scheduled_tasks where task_name = 'chase' and execution_time < now()");
    }

    private long number(String query) {
        return jdbc.sql(query).query(Long.class).single();
    }

    private void sendCases(Api hospital, int caller) {
        for (int i = caller; i < CASES; i += CALLERS) {
            byte[] body = Api.FHIR
                    .newJsonParser()
                    .encodeResourceToString(enquiry("TWO-" + i))
                    .getBytes(StandardCharsets.UTF_8);
            Api.Response answer = hospital.send("POST", lives.origin() + "/fhir", "application/fhir+json", body);
            assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        }
    }

    /** The least that is an enquiry: a patient and the question. */
    private static Bundle enquiry(String recordNumber) {
        Bundle bundle = new Bundle().setType(BundleType.TRANSACTION);
        Patient patient = new Patient();
        patient.addIdentifier().setSystem("urn:consilium:test:mrn").setValue(recordNumber);
        patient.addName().setFamily("Otieno").addGiven("Achieng");
        ServiceRequest request = new ServiceRequest();
        request.getMeta().addProfile("https://w3id.org/consilium/fhir/StructureDefinition/case-request");
        request.setStatus(ServiceRequest.ServiceRequestStatus.ACTIVE);
        request.setIntent(ServiceRequest.ServiceRequestIntent.ORDER);
        request.addCategory(new CodeableConcept(
                new Coding("https://w3id.org/consilium/fhir/CodeSystem/request-category", "second-opinion", null)));
        request.setSubject(new Reference("urn:uuid:00000000-0000-4000-8000-000000000001"));
        add(bundle, patient, "urn:uuid:00000000-0000-4000-8000-000000000001");
        add(bundle, request, "urn:uuid:00000000-0000-4000-8000-000000000002");
        return bundle;
    }

    private static void add(Bundle bundle, Resource resource, String url) {
        bundle.addEntry()
                .setFullUrl(url)
                .setResource(resource)
                .getRequest()
                .setMethod(HTTPVerb.POST)
                .setUrl(resource.fhirType());
    }
}

package health.consilium.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import health.consilium.support.Api;
import health.consilium.support.Mailbox;
import health.consilium.support.ServerProcess;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
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
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
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
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * Two servers share a database, and one of them dies with timers and mails in hand: each step of the chase is taken once, and
 * told once to whom it concerns; and who had signed in there is signed in still.
 */
// The longest of all goes first, so that nothing waits for it at the end.
@Order(1)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class TwoServersIT {

    private static final int CASES = 500;
    private static final int CALLERS = 4;
    private static final String SYSTEM = "system-of-two-servers";
    private static final String DESK = "desk@consilium.test";

    private final GreenMail mail = new GreenMail(ServerSetup.SMTP.dynamicPort());

    @TempDir
    static Path directory;

    private static final HttpClient BROWSER =
            HttpClient.newBuilder().cookieHandler(new CookieManager()).build();

    private EmbeddedPostgres postgres;
    private SingleConnectionDataSource watcher;
    private JdbcClient jdbc;
    private ServerProcess lives;
    private ServerProcess dies;

    @BeforeAll
    void start() throws IOException {
        postgres = EmbeddedPostgres.builder()
                .setServerConfig("max_connections", "100")
                .start();
        // One connection, asked many times a second.
        watcher = new SingleConnectionDataSource(postgres.getJdbcUrl("postgres", "postgres"), true);
        jdbc = JdbcClient.create(watcher);
        mail.start();
        lives = server("lives");
        dies = server("dies");
        // One after the other: the first makes the tables.
        lives.start();
        dies.start();
        theDeskReadsMail();
    }

    private ServerProcess server(String name) throws IOException {
        return new ServerProcess(
                Files.createDirectory(directory.resolve(name)),
                List.of(
                        "--spring.datasource.url=" + postgres.getJdbcUrl("postgres", "postgres"),
                        "--spring.datasource.username=postgres",
                        "--spring.mail.host=localhost",
                        "--spring.mail.port=" + mail.getSmtp().getPort(),
                        "--consilium.notification.lease=20s",
                        "--consilium.timers.heartbeat=1s",
                        "--consilium.timers.poll-interval=200ms"));
    }

    @AfterAll
    void stop() throws IOException {
        dies.close();
        lives.close();
        mail.stop();
        watcher.destroy();
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

    /** The same bytes, as a thief would have them; they name both servers, so that each would take them by itself. */
    @Test
    @Order(2)
    void anAssertionIsTakenByOneOfTheTwoServersHoweverItIsSent() throws Exception {
        RSAKey key = new RSAKeyGenerator(2048).keyID("k").generate();
        assertThat(lives.administrator()
                        .send(
                                "POST",
                                lives.origin() + "/admin/clients",
                                "application/json",
                                """
                                {"client_id": "SYSTEM", "client_name": "Two servers", "role": "hospital",
                                 "organization": "Organization/hospital-nairobi", "scope": "system/*.rs",
                                 "token_endpoint_auth_method": "private_key_jwt", "jwks": {"keys": [KEY]}}
                                """
                                        .replace("SYSTEM", SYSTEM)
                                        .replace("KEY", key.toPublicJWK().toString())
                                        .getBytes(StandardCharsets.UTF_8))
                        .status())
                .isEqualTo(201);

        for (List<ServerProcess> inTurn : List.of(List.of(lives, dies), List.of(dies, lives))) {
            String assertion = assertion(key);
            assertThat(token(inTurn.get(0), assertion).statusCode()).isEqualTo(200);
            assertIsReplay(token(inTurn.get(1), assertion));
        }
        for (int round = 0; round < 20; round++) {
            String assertion = assertion(key);
            List<HttpResponse<String>> answers = atOnce(assertion);
            assertThat(answers).extracting(HttpResponse::statusCode).containsExactlyInAnyOrder(200, 401);
            answers.stream().filter(answer -> answer.statusCode() == 401).forEach(TwoServersIT::assertIsReplay);
        }
    }

    private List<HttpResponse<String>> atOnce(String assertion) {
        CyclicBarrier together = new CyclicBarrier(2);
        return Stream.of(lives, dies)
                .map(server -> CompletableFuture.supplyAsync(() -> {
                    try {
                        together.await(10, TimeUnit.SECONDS);
                        return token(server, assertion);
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    }
                }))
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .toList();
    }

    private static void assertIsReplay(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.body()).contains("\"invalid_client\"").doesNotContain("access_token");
    }

    private static HttpResponse<String> token(ServerProcess server, String assertion) throws Exception {
        return send(HttpRequest.newBuilder(URI.create(server.origin() + "/oauth2/token"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("grant_type=client_credentials&scope="
                        + URLEncoder.encode("system/Patient.rs", StandardCharsets.UTF_8)
                        + "&client_assertion_type="
                        + URLEncoder.encode(
                                "urn:ietf:params:oauth:client-assertion-type:jwt-bearer", StandardCharsets.UTF_8)
                        + "&client_assertion=" + assertion)));
    }

    private String assertion(RSAKey key) throws JOSEException {
        JWTClaimsSet claims = new JWTClaimsSet.Builder()
                .issuer(SYSTEM)
                .subject(SYSTEM)
                .audience(List.of(lives.origin() + "/oauth2/token", dies.origin() + "/oauth2/token"))
                .expirationTime(Date.from(Instant.now().plusSeconds(60)))
                .jwtID(UUID.randomUUID().toString())
                .build();
        SignedJWT signed = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.RS384).keyID("k").build(), claims);
        signed.sign(new RSASSASigner(key));
        return signed.serialize();
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
    void eachTimerAndMessageOf500CasesIsAccountedForThoughAServerDies() {
        long communications = communications();
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
                .pollInterval(Duration.ofMillis(50))
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
        eachStepIsToldOnce(communications);
        eachMailArrives();
    }

    /** The desk is the only one whom these steps concern: one event for each, and one entry on the record of the case. */
    private void eachStepIsToldOnce(long communicationsBefore) {
        long taken = number("select count(*) from chase_step");
        assertThat(taken).isGreaterThanOrEqualTo(2L * CASES);
        assertThat(
                        number(
                                """
                        select count(*) from chase_step s where 1 <> (select count(*) from notification_event e
                            where e.kind = 'chase' and e.focus = 'Task/' || s.task_id and e.detail = s.step)"""))
                .as("steps that were not told, or told twice")
                .isZero();
        assertThat(number("select count(*) from notification_event where kind = 'chase'"))
                .isEqualTo(taken);
        assertThat(communications() - communicationsBefore).isEqualTo(taken);
    }

    /** A mail that was under way when the server died may come twice, under the same id; none is lost. */
    private void eachMailArrives() {
        await().atMost(Duration.ofSeconds(180)).untilAsserted(() -> {
            assertThat(number("select count(*) from notification_event where dispatched_at is null"))
                    .isZero();
            assertThat(number("select count(*) from notification_delivery where channel = 'mail'"
                            + " and recipient = 'Organization/coordination' and state <> 'sent'"))
                    .isZero();
        });
        List<String> sent = jdbc.sql(
                        "select d.id::text from notification_delivery d join notification_event e on e.id = d.event_id"
                                + " where d.channel = 'mail' and e.kind = 'chase'")
                .query(String.class)
                .list();
        List<String> arrived = Arrays.stream(mail.getReceivedMessages())
                .filter(message -> Mailbox.isTo(message, DESK))
                .map(TwoServersIT::id)
                .toList();
        assertThat(sent).hasSize((int) number("select count(*) from chase_step"));
        assertThat(new HashSet<>(arrived)).containsAll(sent);
        assertThat(arrived.size() - new HashSet<>(arrived).size())
                .as(
                        "copies: a mail comes as often as it was begun, and again only when a server died or the post was slow")
                .isLessThanOrEqualTo(
                        (int)
                                number(
                                        "select coalesce(sum(d.attempts - 1), 0) from notification_delivery d"
                                                + " join notification_event e on e.id = d.event_id where d.channel = 'mail' and e.kind = 'chase'"));
    }

    /** The delivery's id, which is the local part of the Message-ID. */
    private static String id(MimeMessage message) {
        try {
            return message.getMessageID().replaceAll("[<>]|@.*", "");
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        }
    }

    private long communications() {
        return number("select count(*) from hfj_resource where res_type = 'Communication'");
    }

    /** Nobody signs in to these servers; so the address is entered behind their backs. */
    private void theDeskReadsMail() {
        int entered = jdbc.sql(
                        """
                        update hfj_res_ver v
                        set res_text_vc = jsonb_set(res_text_vc::jsonb, '{telecom}',
                            jsonb_build_array(jsonb_build_object('system', 'email', 'value', :address)))::text
                        from hfj_resource r where r.res_id = v.res_id and r.res_type = 'Organization'
                            and r.fhir_id = 'coordination'""")
                .param("address", DESK)
                .update();
        assertThat(entered).isEqualTo(1);
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

package health.consilium.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import health.consilium.support.Api;
import health.consilium.support.AppLaunch;
import health.consilium.support.ExampleCases;
import health.consilium.support.Journey;
import health.consilium.support.ServerProcess;
import health.consilium.support.Tls;
import health.consilium.support.TrailRows;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import javax.net.ssl.SSLSocket;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleType;
import org.hl7.fhir.r4.model.Bundle.HTTPVerb;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Observation.ObservationStatus;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Quantity;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.Task;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * A server that dies leaves a transaction whole or not at all, and starts again on what it had; what it was erasing it goes on to
 * erase. Before it dies: by which protocols it is reached (it does TLS itself, and of TLS has a certificate and no other setting),
 * and what one search may take, which would hold up others on a server that they share. The tests of TLS bear the ids of
 * Inferno's.
 */
// One of the longest.
@Order(2)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class KilledServerIT {

    private static final String TAGS = "urn:consilium:test";
    private static final int ENTRIES = 1100;
    private static final int INCLUDES = 1000;
    private static final int MATCHES = 200;

    @TempDir
    static Path directory;

    private static ServerProcess server;

    @BeforeAll
    static void start() throws SQLException {
        server = new ServerProcess(
                        directory, List.of("--consilium.fhir.search.timeout=3s", "--consilium.timers.heartbeat=1s"))
                .withTls();
        server.start();
        keepFreedSpace();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    @Order(1)
    @DisplayName("the authorization endpoint is reached by TLS 1.2 or later and by nothing older")
    void standalone_auth_tls() throws Exception {
        isServedByPresentTlsOnly("GET /oauth2/authorize", "400|302");
    }

    @Test
    @Order(1)
    @DisplayName("so is the token endpoint for apps")
    void standalone_token_tls() throws Exception {
        isServedByPresentTlsOnly("POST /oauth2/token", "400|401");
    }

    @Test
    @Order(1)
    @DisplayName("and for systems")
    void smart_backend_services_token_tls_version() throws Exception {
        isServedByPresentTlsOnly("POST /oauth2/token?grant_type=client_credentials", "400|401");
    }

    @Test
    @Order(1)
    void fhirIsReachedByTlsOnlyAndBrowsersAreToldSo() throws Exception {
        isServedByPresentTlsOnly("GET /fhir/metadata", "200");
        assertThat(Api.nobody().get(server.origin() + "/fhir/metadata").header("Strict-Transport-Security"))
                .startsWith("max-age=63072000");
        try (Socket plain = new Socket("localhost", server.port())) {
            assertThat(Tls.answer(plain, "GET /fhir/metadata"))
                    .startsWith("HTTP/1.1 400")
                    .doesNotContain("CapabilityStatement");
        }
    }

    /** It answers over each protocol of today; before it could, an older one is refused with protocol_version (70). */
    private static void isServedByPresentTlsOnly(String request, String statuses) throws Exception {
        for (String protocol : List.of("TLSv1.2", "TLSv1.3")) {
            try (SSLSocket socket = Tls.connect(server.port(), protocol)) {
                assertThat(Tls.answer(socket, request)).matches("(?s)HTTP/1.1 (" + statuses + ").*");
                assertThat(socket.getSession().getProtocol()).isEqualTo(protocol);
            }
        }
        for (String version : List.of("0300", "0301", "0302")) {
            assertThat(Tls.alert(server.port(), version)).as(version).isEqualTo(70);
        }
    }

    @Test
    @Order(1)
    void aSearchThatKeepsTheDatabaseTooLongIsRefused() throws Exception {
        Api hospital = server.system("hospital-nairobi");
        String search = server.origin() + "/fhir/Observation?code=718-7";
        try (Connection holder = server.database();
                Statement lock = holder.createStatement()) {
            holder.setAutoCommit(false);
            lock.execute("lock table hfj_spidx_token in access exclusive mode");
            Instant asked = Instant.now();
            Api.Response refused = hospital.get(search);
            assertThat(Duration.between(asked, Instant.now()))
                    .as("after the three seconds of this server, not the twenty that are the default")
                    .isBetween(Duration.ofSeconds(2), Duration.ofSeconds(20));
            assertThat(refused.status()).as(refused.text()).isEqualTo(503);
            assertThat(refused.code()).isEqualTo("timeout");
            assertThat(refused.text()).doesNotContainIgnoringCase("select", "hfj_", "718-7");
        }
        assertThat(hospital.get(search).status()).isEqualTo(200);
    }

    @Test
    @Order(2)
    void aPageBringsTwoHundredMatchesAndAThousandIncludesAtMost() {
        Api hospital = server.system("hospital-nairobi");
        Bundle answer = send(hospital, "answered", "A-" + UUID.randomUUID()).as(Bundle.class);
        String patient = answer.getEntryFirstRep().getResponse().getLocation().split("/_history")[0];
        assertThat(patient).startsWith("Patient/");
        String tagged = server.origin() + "/fhir/Observation?_tag=" + TAGS + "|answered&_count=";
        for (int asked : List.of(201, 10_000)) {
            Bundle page = hospital.search(tagged + asked);
            assertThat(page.getEntry()).as("of %s", asked).hasSize(MATCHES);
            assertThat(hospital.search(page.getLink("next").getUrl()).getEntry())
                    .hasSize(MATCHES);
            assertThat(hospital.search(server.origin() + "/fhir/" + patient + "/$everything?_count=" + asked)
                            .getEntry())
                    .as("everything, by %s", asked)
                    .hasSize(MATCHES);
        }
        Bundle page = hospital.search(server.origin() + "/fhir/Patient?_tag=" + TAGS
                + "|answered&_revinclude=Observation:patient&_count=200");
        assertThat(page.getEntry()).hasSizeBetween(2, 1 + INCLUDES);
    }

    @Test
    @Order(3)
    void aKillLeavesNothingOfATransactionAndAllThatWasAnsweredBeforeAndAnErasureGoesOn() throws Exception {
        Api hospital = server.system("hospital-nairobi");
        assertThat(tagged(hospital, "Observation", "answered")).isEqualTo(ENTRIES - 1);
        int cases = count(hospital, "ServiceRequest?_summary=count");
        assertThat(cases).isEqualTo(3);

        Api desk = server.person("coordinator");
        String erased = withdrawn(hospital, desk);
        killWhileWriting(hospital, "cut-off", () -> purge(desk, erased));
        ProcessHandle orphan = server.postmaster();
        assertThat(orphan.isAlive())
                .as("PostgreSQL outlives the server that was killed")
                .isTrue();
        try (Connection operator = server.database()) {
            assertThat(operator.isValid(5))
                    .as("somebody looks into the database that is left")
                    .isTrue();
            server.start();
        }

        assertThat(orphan.isAlive())
                .as("the old PostgreSQL, once the server runs again")
                .isFalse();
        Api.Response done = await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(300))
                .until(() -> purge(desk, erased), answer -> answer.status() != 202);
        assertThat(done.text()).contains("\"completed\"", "urn:uuid:");
        try (Connection database = server.database();
                Statement look = database.createStatement()) {
            assertThat(number(look, "select count(*) from " + TrailRows.ALL + " where event ->> 'kind' = 'ERASURE'"))
                    .as("certified once")
                    .isOne();
        }
        Api again = server.system("hospital-nairobi");
        assertThat(tagged(again, "Patient", "cut-off")).isZero();
        assertThat(tagged(again, "Observation", "cut-off")).isZero();
        assertThat(tagged(again, "Patient", "answered")).isEqualTo(1);
        assertThat(tagged(again, "Observation", "answered")).isEqualTo(ENTRIES - 1);
        assertThat(count(again, "ServiceRequest?_summary=count")).isEqualTo(cases);

        assertThat(send(again, "cut-off", "B-" + UUID.randomUUID()).status()).isEqualTo(200);
        assertThat(tagged(again, "Observation", "cut-off")).isEqualTo(ENTRIES - 1);
    }

    /** As a server is run for real, here on a database that a demo has left. */
    @Test
    @Order(4)
    void aStartWithoutTheDemoLetsNobodyOfItIn() {
        Api hospital = server.system("hospital-nairobi");
        String records = server.origin() + "/fhir/ServiceRequest?_summary=count";
        assertThat(hospital.get(records).status()).isEqualTo(200);
        server.close();

        server.withoutDemo().start();

        assertThat(hospital.get(records).status()).isEqualTo(401);
        assertThat(Api.nobody()
                        .with("Authorization", AppLaunch.basic("hospital-nairobi", "hospital-nairobi-demo-secret"))
                        .send(
                                "POST",
                                server.origin() + "/oauth2/token",
                                "application/x-www-form-urlencoded",
                                "grant_type=client_credentials&scope=system/*.rs".getBytes(StandardCharsets.US_ASCII))
                        .status())
                .isEqualTo(401);
        Api.Response page = Api.nobody().get(server.origin() + "/login");
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.text()).doesNotContain("type=\"password\"");
    }

    /**
     * Kills the server when it has written the resources and not yet their versions: a lock on the table of versions holds it
     * there.
     */
    private static void killWhileWriting(Api hospital, String tag, Supplier<Api.Response> purge) throws Exception {
        try (Connection holder = server.database();
                Connection watcher = server.database();
                Statement lock = holder.createStatement();
                Statement look = watcher.createStatement()) {
            long before = bytesOfResources(look);
            holder.setAutoCommit(false);
            lock.execute("lock table hfj_res_ver in share mode");
            assertThat(purge.get().status()).isEqualTo(202);
            await().atMost(Duration.ofSeconds(60))
                    .pollInterval(Duration.ofMillis(50))
                    .until(() -> heldUp(look) >= 1
                            && number(look, "select count(*) from purge_run where phase = 'SHREDDED'") == 1);

            CompletableFuture<Api.Response> answer =
                    CompletableFuture.supplyAsync(() -> send(hospital, tag, "B-" + UUID.randomUUID()));
            await().atMost(Duration.ofSeconds(60))
                    .pollInterval(Duration.ofMillis(50))
                    // Not by the sessions alone: news of what went before may be written at the same time, and wait as
                    // well.
                    .until(() -> answer.isDone() || (heldUp(look) >= 2 && bytesOfResources(look) > before));
            assertThat(answer).as("the transaction is still under way").isNotDone();
            server.kill();

            assertThatThrownBy(() -> answer.get(30, TimeUnit.SECONDS)).isInstanceOf(ExecutionException.class);
        }
    }

    /** How many sessions have a transaction id, that is, have written, and wait for our lock. */
    private static long heldUp(Statement statement) throws SQLException {
        return number(
                statement,
                """
                select count(*) from pg_stat_activity
                where backend_xid is not null and wait_event_type = 'Lock' and pid <> pg_backend_pid()
                """);
    }

    /** A case that the hospital has sent and the desk has ended. */
    private static String withdrawn(Api hospital, Api desk) {
        Bundle sent = ExampleCases.fresh("breast");
        Bundle answer = send(hospital, sent).as(Bundle.class);
        String request = "ServiceRequest/" + Api.idOf(sent, answer, "ServiceRequest");
        Task root = desk
                .search(server.origin() + "/fhir/Task?focus=" + request + "&code=" + Journey.TASK_CODE + "|case")
                .getEntry()
                .stream()
                .map(entry -> (Task) entry.getResource())
                .findFirst()
                .orElseThrow();
        byte[] abort = body(Journey.abort(Journey.reference(root)));
        desk.send("POST", server.origin() + "/fhir/Task", "application/fhir+json", abort)
                .createdId();
        return request;
    }

    private static Api.Response purge(Api desk, String request) {
        Parameters asked = new Parameters();
        asked.addParameter("scope", new CodeType("case"));
        asked.addParameter("reason", new CodeType("patient-request"));
        return desk.send(
                "POST", server.origin() + "/fhir/" + request + "/$purge", "application/fhir+json", body(asked));
    }

    private static byte[] body(Resource resource) {
        return Api.FHIR.newJsonParser().encodeResourceToString(resource).getBytes(StandardCharsets.UTF_8);
    }

    /** Rows are seen to be written by their table's growth; space that a vacuum had freed would take them without it. */
    private static void keepFreedSpace() throws SQLException {
        try (Connection database = server.database();
                Statement alter = database.createStatement()) {
            alter.execute("alter table hfj_resource set (autovacuum_enabled = false)");
        }
    }

    private static long bytesOfResources(Statement statement) throws SQLException {
        return number(statement, "select pg_relation_size('hfj_resource')");
    }

    private static long number(Statement statement, String query) throws SQLException {
        try (ResultSet result = statement.executeQuery(query)) {
            result.next();
            return result.getLong(1);
        }
    }

    private static Api.Response send(Api hospital, String tag, String recordNumber) {
        return send(hospital, transaction(tag, recordNumber));
    }

    private static Api.Response send(Api hospital, Bundle transaction) {
        return hospital.send("POST", server.origin() + "/fhir", "application/fhir+json", body(transaction));
    }

    private static Bundle transaction(String tag, String recordNumber) {
        Bundle bundle = new Bundle().setType(BundleType.TRANSACTION);
        Patient patient = new Patient();
        patient.addIdentifier().setSystem("urn:consilium:test:mrn").setValue(recordNumber);
        String subject = "urn:uuid:" + UUID.randomUUID();
        add(bundle, subject, tag, patient);
        for (int i = 1; i < ENTRIES; i++) {
            Observation observation = new Observation();
            observation.setStatus(ObservationStatus.FINAL);
            observation.setCode(new CodeableConcept(new Coding("http://loinc.org", "718-7", null)));
            observation.setSubject(new Reference(subject));
            observation.setValue(new Quantity().setValue(i).setUnit("g/dL"));
            add(bundle, "urn:uuid:" + UUID.randomUUID(), tag, observation);
        }
        return bundle;
    }

    private static void add(Bundle bundle, String fullUrl, String tag, Resource resource) {
        resource.getMeta().addTag(TAGS, tag, null);
        bundle.addEntry()
                .setFullUrl(fullUrl)
                .setResource(resource)
                .getRequest()
                .setMethod(HTTPVerb.POST)
                .setUrl(resource.fhirType());
    }

    private static int tagged(Api hospital, String type, String tag) {
        return count(hospital, type + "?_tag=" + TAGS + "|" + tag + "&_summary=count");
    }

    private static int count(Api hospital, String search) {
        return hospital.search(server.origin() + "/fhir/" + search).getTotal();
    }
}

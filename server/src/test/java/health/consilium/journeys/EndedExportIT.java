package health.consilium.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import health.consilium.fhir.ExportJobs;
import health.consilium.support.Api;
import health.consilium.support.Api.Response;
import health.consilium.support.HeldRows;
import health.consilium.support.Journey;
import health.consilium.support.Journey.Journeys;
import health.consilium.support.ServerTest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.hl7.fhir.r4.model.AuditEvent;
import org.hl7.fhir.r4.model.Consent;
import org.hl7.fhir.r4.model.Consent.ConsentState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A centre's export ends with a patient's consent, wherever the job has got to. */
@ServerTest
@ResourceLock("exports of the demo's clients")
class EndedExportIT {

    /** No other test withdraws a consent to it meanwhile, which would end its exports. */
    private static final String CENTRE = "centre-heidelberg";

    private static final Duration PATIENCE = Duration.ofSeconds(150);
    private static final Pattern ADDRESS = Pattern.compile("\"url\"\\s*:\\s*\"([^\"]+)\"");

    @Autowired
    Journeys journeys;

    @Autowired
    ExportJobs jobs;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    DataSource database;

    private OnTheWay way;

    /** Of one caller one export runs at a time. */
    private final List<Runnable> ended = new ArrayList<>();

    @AfterEach
    void noExportIsLeft() {
        ended.forEach(Runnable::run);
    }

    @BeforeEach
    void theCentreReadsACase() {
        way = OnTheWay.awaitingConsent(journeys, "breast", CENTRE)
                .packed()
                .consented()
                .submitted();
    }

    /** The job has decided on the resources, and written the lines; the file is about to be stored. */
    @Test
    void aFileThatIsBeingWrittenWhenTheConsentIsWithdrawnDoesNotComeAbout() throws Exception {
        String patient = "Patient/" + way.journey.patientId();
        endsWithoutFiles("audit_inbox", "new.content like '%\"EXPORT\"%' and new.content like '%" + patient + "\"%'");
    }

    /** The job knows which resources there are, and has not read them. */
    @Test
    void aJobThatHasWrittenNothingYetWritesNothingOnceTheConsentIsWithdrawn() throws Exception {
        endsWithoutFiles(
                "bt2_work_chunk", "new.definition_id = 'BULK_EXPORT' and new.tgt_step_id = 'write-to-binaries'");
    }

    private void endsWithoutFiles(String table, String where) throws Exception {
        String export;
        try (HeldRows held = HeldRows.of(database, table, where)) {
            export = started();
            await().atMost(PATIENCE).pollInterval(Duration.ofMillis(300)).until(() -> {
                assertThat(way.centre().get(export).status()).isEqualTo(202);
                return held.areAwaited();
            });
            withdraw();
        }

        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(300)).until(() -> {
            // As whoever waits for an export of their own does; to ask for this one would end its job.
            jobs.hasten();
            return !jobs.isRunning(job(export));
        });
        assertThat(files(job(export))).isEmpty();
        assertThat(disclosed()).as("taken out, by the trail").isEmpty();
        assertThat(way.centre().get(export).status()).isEqualTo(404);
    }

    @Test
    void anExportAndItsFilesEndWhenTheConsentEndsByTheClock() {
        String export = started();
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(500))
                .until(() -> way.centre().get(export).status() == 200);
        List<String> files = ADDRESS.matcher(way.centre().get(export).text())
                .results()
                .map(found -> found.group(1))
                .toList();
        assertThat(files(job(export)))
                .as("what is looked for where an export ends early")
                .hasSameSizeAs(files)
                .hasSize(2);
        assertThat(files).allSatisfy(file -> assertThat(fetched(file).status()).isEqualTo(200));
        assertThat(disclosed()).hasSameSizeAs(files);
        Consent shorter = way.journey.patient().read(Consent.class, Journey.reference(way.consent()));
        shorter.getProvision().getPeriod().setEnd(Date.from(Instant.now().plusSeconds(3)));
        way.journey.patient().put(shorter).as(Consent.class);
        // The timer that has the centre erase its copy closes what is open as well; it may be late.
        jdbc.sql("delete from scheduled_tasks where task_name = 'centre-copy' and task_instance like :consent")
                .param("consent", shorter.getIdPart() + "/%")
                .update();

        await().atMost(Duration.ofSeconds(10))
                .until(() -> way.centre().get(export).status() == 404);

        assertThat(files).allSatisfy(file -> assertThat(fetched(file).status()).isEqualTo(404));
        String next = started();
        assertThat(way.centre().delete(next).status()).as("another export").isEqualTo(202);
    }

    /** HAPI would give the job of who asked for the same before, with what that one saw then. */
    @Test
    void anExportThatWasAskedForBeforeIsAJobOfItsOwn() {
        Api desk = Api.person("coordinator");
        Api colleague = Api.person("clinician");
        String first = started(desk, "Organization");
        String others = started(colleague, "Organization");
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(500))
                .until(() -> desk.get(first).status() == 200);
        String again = started(desk, "Organization");

        assertThat(List.of(job(first), job(others), job(again))).doesNotHaveDuplicates();
        assertThat(desk.get(others).status()).isEqualTo(404);
    }

    private String started() {
        return started(way.centre(), "Task,DocumentReference");
    }

    private String started(Api who, String types) {
        Response started = who.with("Prefer", "respond-async").get("$export?_type=" + types);
        assertThat(started.status()).as(started.text()).isEqualTo(202);
        String export = started.header("Content-Location");
        ended.add(() -> who.delete(export));
        return export;
    }

    private static String job(String export) {
        return export.replaceAll(".*_jobId=", "");
    }

    private Response fetched(String file) {
        return way.centre().with("Accept", "application/fhir+ndjson").get(file);
    }

    /** Those that the job has stored, whether or not anybody is told of them. */
    private List<String> files(String job) {
        return jdbc.sql(
                        """
                        select r.fhir_id from hfj_resource r join hfj_res_ver v on r.res_id = v.res_id
                        where r.res_type = 'Binary'
                          and v.res_text_vc like '%' || (select key from bulk_export where job = :job) || '%'
                        """)
                .param("job", job)
                .query(String.class)
                .list();
    }

    private List<AuditEvent> disclosed() {
        return Api.person("admin")
                .search(
                        AuditEvent.class,
                        "AuditEvent?_count=200&type=110106&agent=Organization/" + CENTRE + "&patient=Patient/"
                                + way.journey.patientId());
    }

    private void withdraw() {
        Consent consent = way.journey.patient().read(Consent.class, Journey.reference(way.consent()));
        consent.setStatus(ConsentState.INACTIVE);
        way.journey.patient().put(consent).as(Consent.class);
    }
}

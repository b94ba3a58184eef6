package health.consilium.access.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import com.zaxxer.hikari.HikariDataSource;
import health.consilium.support.Api;
import health.consilium.support.BrokenTrail;
import health.consilium.support.Journey;
import health.consilium.support.Journey.Journeys;
import health.consilium.support.Probes;
import health.consilium.support.ServerTest;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Patient;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.parallel.Isolated;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.Status;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Whoever owns the tables can take their triggers off; then the chain tells. All of it is rolled back. */
@ServerTest
@Isolated("It tampers with the newest links")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AuditChainIT {

    private static final String LINK = "where position = (select max(position) - 1 from audit_link)";
    private static final String EVENT = " where id = (select event from audit_link " + LINK + ")";

    @Autowired
    Journeys journeys;

    @Autowired
    AuditVerifications verifications;

    @Autowired
    AuditVerifier verifier;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    PlatformTransactionManager transactions;

    @Autowired
    HikariDataSource dataSource;

    private String head;

    /** Read once: what the tests do to it is rolled back, and what comes later lies behind this head. */
    @BeforeAll
    void aTrailThatHolds() {
        journeys.hospitalSends("breast");
        AuditVerifier.Verification found = verifications.run();
        assertThat(found.faults()).isEmpty();
        head = found.head();
    }

    @Test
    void anEventThatWasChangedIsFound() {
        assertThat(faultsAfter("update audit_event set content = content || ' '" + EVENT))
                .anyMatch(fault -> fault.contains("does not fit"));
    }

    @Test
    void aColumnThatWasChangedIsFound() {
        assertThat(faultsAfter("update audit_event set subject = 'nobody'" + EVENT))
                .anyMatch(fault -> fault.contains("columns"));
    }

    @Test
    void anEventThatWasTakenOutIsFound() {
        assertThat(faultsAfter("delete from audit_link " + LINK)).anyMatch(fault -> fault.contains("missing"));
    }

    @Test
    void anEventThatWasPutInIsFound() {
        assertThat(
                        faultsAfter(
                                """
                        insert into audit_event (id, recorded, kind, subject, party, patients, cases, entities, content)
                        values (gen_random_uuid(), now(), 'READ', 'x', 'x', '{}', '{}', '{}', '{}')
                        """))
                .anyMatch(fault -> fault.contains("no chain"));
    }

    @Test
    void aTrailThatWasCutOffIsFoundByWhoKnowsAnOlderHead() {
        assertThat(faultsAfter("delete from audit_link where position >= " + head.split(":")[0]))
                .anyMatch(fault -> fault.contains("cut off"));
    }

    /** What an operator sees who was not told anything, because nobody looks any more. */
    @Test
    void whatIsNotLinkedOrNotVerifiedForLongIsAWarning() {
        // The oldest of what waits counts; what other tests did waits no longer.
        verifications.run();
        assertThat(verifications.health().getStatus()).isEqualTo(Status.UP);
        assertThat(healthAfter("update audit_verification set finished = finished - interval '26 hours'"))
                .satisfies(health -> {
                    assertThat(health.getStatus().getCode()).isEqualTo("WARNING");
                    assertThat(health.getStatus().getDescription()).contains("not verified");
                });
        assertThat(healthAfter("insert into audit_inbox (content) values ('{\"recorded\":\"2026-01-01T00:00:00Z\"}')"))
                .satisfies(health -> {
                    assertThat(health.getStatus().getCode()).isEqualTo("WARNING");
                    assertThat(health.getDetails()).containsEntry("oldestWaitingSince", "2026-01-01T00:00:00Z");
                });
        assertThat(healthAfter("insert into audit_verification (finished, links, head, fault)"
                        + " values (now(), 1, '1:00', 'Link 1 does not fit')"))
                .satisfies(health -> assertThat(health.getStatus()).isEqualTo(Status.DOWN));
    }

    private Health healthAfter(String change) {
        return new TransactionTemplate(transactions).execute(status -> {
            status.setRollbackOnly();
            jdbc.sql(change).update();
            return verifications.health();
        });
    }

    @Test
    void theCommandSaysByItsExitWhetherTheTrailHolds() {
        String[] database = {
            "--spring.datasource.url=" + dataSource.getJdbcUrl(),
            "--spring.datasource.username=" + dataSource.getUsername(),
            "--logging.level.root=error"
        };
        assertThat(command(database)).startsWith("0 The audit trail holds.");
        assertThat(command(with(database, "--expect=" + head))).startsWith("0 ");
        assertThat(command(with(database, "--expect=1:00")))
                .startsWith("1 FAULT")
                .contains("1:00", "does not hold");
        assertThat(command("--spring.datasource.url=")).startsWith("2 Name the database");
        assertThat(command("--spring.datasource.url=jdbc:postgresql://localhost:1/none"))
                .startsWith("2 The audit trail could not be read");
    }

    private static String[] with(String[] arguments, String more) {
        return Stream.concat(Stream.of(arguments), Stream.of(more)).toArray(String[]::new);
    }

    private static String command(String... arguments) {
        ByteArrayOutputStream told = new ByteArrayOutputStream();
        int exit = AuditCommand.run(arguments, new PrintStream(told, true, StandardCharsets.UTF_8));
        return exit + " " + told.toString(StandardCharsets.UTF_8);
    }

    @Test
    void whatWaitsInTheInboxGoesIntoTheTrailAndNowhereElse() {
        jdbc.sql("insert into audit_inbox (content) values (:content)")
                .param("content", contentOfTheNewest())
                .update();

        assertThat(verifications.run().faults()).as("an event that came twice").isEmpty();
        assertThat(jdbc.sql("select count(*) from audit_inbox where content = :content")
                        .param("content", contentOfTheNewest())
                        .query(Integer.class)
                        .single())
                .isZero();
        for (String tampering :
                List.of("update audit_inbox set content = '{}'", "delete from audit_inbox", "truncate audit_inbox")) {
            assertThatThrownBy(() -> new TransactionTemplate(transactions).executeWithoutResult(status -> {
                        jdbc.sql("insert into audit_inbox (content) values ('{}')")
                                .update();
                        jdbc.sql(tampering).update();
                    }))
                    .as(tampering)
                    .isInstanceOf(DataAccessException.class);
        }
    }

    private String contentOfTheNewest() {
        return jdbc.sql("select content from audit_event order by position desc limit 1")
                .query(String.class)
                .single();
    }

    @Test
    void whatCannotBeRecordedIsNeitherShownNorDone() {
        Journey journey = journeys.hospitalSends("breast");
        String name = "Patient/" + journey.patientId();
        Patient patient = journey.coordinator().read(Patient.class, name);
        patient.getNameFirstRep().setFamily("Changed");
        int exports = exports();
        try (BrokenTrail broken = BrokenTrail.forEventsWith(jdbc, name)) {
            assertNotRecorded("read", journey.coordinator().get(name));
            assertNotRecorded("search", journey.coordinator().get("Observation?patient=" + name));
            assertNotRecorded("operation", journey.coordinator().get(name + "/$everything"));
            assertNotRecorded("update", journey.coordinator().put(patient));
            assertNotRecorded(
                    "export",
                    journey.coordinator().with("Prefer", "respond-async").get(name + "/$export?_type=Patient"));
        }
        assertThat(journey.coordinator().read(Patient.class, name).getMeta().getVersionId())
                .as("nothing was changed")
                .isEqualTo(patient.getMeta().getVersionId());
        assertThat(exports()).as("no export was begun").isEqualTo(exports);
    }

    /** In the place of a refusal that shows nothing would come another, which shows that there is something. */
    @Test
    void aRefusalThatCannotBeRecordedIsTheSameRefusalAndInTheLog() {
        Journey journey = journeys.hospitalSends("breast");
        String name = "Patient/" + journey.patientId();
        String family = journey.coordinator()
                .read(Patient.class, name)
                .getNameFirstRep()
                .getFamily();
        Api stranger = journeys.hospitalSends("nsclc").patient();
        Api.Response asUsual = stranger.get(name);
        assertThat(asUsual.status()).isEqualTo(404);
        ListAppender<ILoggingEvent> logged = new ListAppender<>();
        Logger log = (Logger) LoggerFactory.getLogger(AuditLog.class);
        logged.start();
        log.addAppender(logged);
        try (BrokenTrail broken = BrokenTrail.forEventsWith(jdbc, name)) {
            Probes.indistinguishable(asUsual, stranger.get(name));
            Probes.indistinguishable(asUsual, stranger.get("Patient/" + UUID.randomUUID()));
        } finally {
            log.detachAppender(logged);
        }

        assertThat(logged.list).as("what was not recorded").singleElement().satisfies(event -> {
            assertThat(event.getLevel()).isEqualTo(Level.ERROR);
            assertThat(event.getFormattedMessage()).startsWith("The audit trail cannot be written");
            assertThat(ThrowableProxyUtil.asString(event.getThrowableProxy()))
                    .contains("No space left on device")
                    .doesNotContain(family, name);
        });
    }

    /** Jobs, whatever has become of them. */
    private int exports() {
        return jdbc.sql("select count(*) from bt2_job_instance where definition_id = 'BULK_EXPORT'")
                .query(Integer.class)
                .single();
    }

    private static void assertNotRecorded(String request, Api.Response refused) {
        assertThat(refused.status()).as(request).isEqualTo(503);
        assertThat(refused.code()).as(request).isEqualTo("not-recorded");
        assertThat(refused.header("Retry-After")).as(request).isEqualTo("30");
        assertThat(refused.text()).as(request).doesNotContain("Observation/", "family");
    }

    private List<String> faultsAfter(String tampering) {
        return new TransactionTemplate(transactions).execute(status -> {
            status.setRollbackOnly();
            jdbc.sql("alter table audit_event disable trigger all").update();
            jdbc.sql("alter table audit_link disable trigger all").update();
            jdbc.sql(tampering).update();
            return verifier.verify(head).faults();
        });
    }
}

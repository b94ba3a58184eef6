package health.consilium.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import health.consilium.access.Compartment;
import health.consilium.fhir.FhirStore;
import health.consilium.fhir.RefusedException;
import health.consilium.retention.PurgeRun.Phase;
import health.consilium.retention.rules.Reason;
import health.consilium.retention.rules.Scope;
import health.consilium.support.Api;
import health.consilium.support.Journey;
import health.consilium.support.Journey.Journeys;
import health.consilium.support.ServerTest;
import health.consilium.support.TrailRows;
import health.consilium.workflow.CaseFile;
import health.consilium.workflow.Cases;
import health.consilium.workflow.Numbers;
import health.consilium.workflow.Worklist;
import health.consilium.workflow.rules.TaskKind;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.hl7.fhir.r4.model.Binary;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.DateType;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Task;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;

/** Servers die, and there are several. */
@ServerTest
@ResourceLock("exports of the demo's clients")
class PurgeRestartIT {

    @Autowired
    Journeys journeys;

    @Autowired
    Inventory inventory;

    @Autowired
    PurgeRuns runs;

    @Autowired
    PurgeJob job;

    @Autowired
    Purges purges;

    @Autowired
    Cases cases;

    @Autowired
    CentreCopies copies;

    @Autowired
    HeldCopies held;

    @Autowired
    Worklist worklist;

    @Autowired
    Numbers numbers;

    @Autowired
    FhirStore store;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    DataSource dataSource;

    @Test
    void whatOneServerBeganAnotherFinishesAndOfTwoNoneDoesItTwice() throws Exception {
        CaseFile file = withdrawn();
        PurgeRun run = planned(file);
        // One server comes as far as the keys and dies in what it does next.
        assertThat(job.step(run.id())).isEqualTo(Phase.SHREDDED);
        store.inTransaction(() -> {
            job.step(run.id());
            return null;
        });
        assertThat(job.step(run.id())).isIn(Phase.CUT, Phase.DELETED);

        ExecutorService servers = Executors.newFixedThreadPool(3);
        try {
            List<Callable<Boolean>> all = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                all.add(() -> job.run(run.id()));
            }
            for (Future<Boolean> one : servers.invokeAll(all)) {
                one.get();
            }
        } finally {
            servers.shutdown();
        }
        await().atMost(Duration.ofSeconds(30)).until(() -> job.run(run.id()));

        assertThat(job.run(run.id())).as("again changes nothing").isTrue();
        assertThat(jdbc.sql("select count(*) from " + TrailRows.ALL + " where " + TrailRows.ofCase("ERASURE"))
                        .param("case", file.number())
                        .query(Integer.class)
                        .single())
                .as("certified once")
                .isOne();
        assertThat(inventory.of(cases.require(file.reference()), Scope.CASE).isEmpty())
                .isTrue();
        assertThat(runs.find(run.id()).orElseThrow().plan())
                .as("the plan named resources")
                .isNull();
    }

    @Test
    void whatFailsInTheMiddleIsUndoneAndComesLater() {
        CaseFile file = withdrawn();
        PurgeRun run = planned(file);
        job.step(run.id());
        job.step(run.id());
        int before = inventory.of(file, Scope.CASE).plan().going().size();

        try {
            store.inTransaction(() -> {
                job.step(run.id());
                throw new IllegalStateException("killed");
            });
        } catch (IllegalStateException killed) {
            assertThat(killed).hasMessage("killed");
        }

        assertThat(runs.find(run.id()).orElseThrow().phase()).isEqualTo(Phase.CUT);
        assertThat(inventory.of(file, Scope.CASE).plan().going()).hasSize(before);
        await().atMost(Duration.ofSeconds(30)).until(() -> job.run(run.id()));
        assertThat(cases.require(file.reference()).isPurged()).isTrue();
    }

    @Test
    void aDocumentThatAnotherCaseRefersToStaysWithItsBytes() {
        Journey journey = journeys.hospitalSends("breast");
        String document = "DocumentReference/" + journey.idOf("DocumentReference");
        Api desk = journey.coordinator();
        String address = desk.read(DocumentReference.class, document)
                .getContentFirstRep()
                .getAttachment()
                .getUrl();
        byte[] bytes = desk.read(Binary.class, address + "?_format=json").getData();
        Journey other = journeys.hospitalAsksAgain(journey, List.of(new Reference(document)));
        journey.withdrawnBy(journey.patient());

        PurgeRun run = planned(cases.require(journey.caseReference()));
        await().atMost(Duration.ofSeconds(30)).until(() -> job.run(run.id()));

        assertThat(other.hospital().get(document).status()).isEqualTo(200);
        assertThat(desk.read(Binary.class, address + "?_format=json").getData()).isEqualTo(bytes);
    }

    @Test
    void aHoldTakesBackWhatIsNotBegunAndComesTooLateForWhatIs() {
        Journey journey = journeys.hospitalSends("breast");
        journey.withdrawnBy(journey.patient());
        CaseFile file = cases.require(journey.caseReference());
        Task referral = endedReferral(file);
        PurgeRun notBegun = planned(file);
        copies.ask(file, Reason.RECEIVED_IN_ERROR.code());
        assertThat(copies.waiting(file)).hasSize(1);

        assertThat(hold(journey, false).status()).isEqualTo(200);

        assertThat(copies.waiting(file))
                .as("the centre need not erase its copy")
                .isEmpty();
        assertThat(cases.tasks(file.number(), CentreCopies.CODE))
                .singleElement()
                .satisfies(task -> {
                    assertThat(task.getStatus()).isEqualTo(Task.TaskStatus.CANCELLED);
                    assertThat(task.getStatusReason().getText()).contains("held", "keep your copy");
                });

        assertThat(job.run(notBegun.id())).as("nothing is left to do").isTrue();
        assertThat(cases.require(file.reference()).isPurged()).isFalse();
        assertThat(inventory.of(file, Scope.CASE).plan().going())
                .hasSameSizeAs(notBegun.plan().going());
        assertThat(notes(file, "ERASURE_REFUSED", "erased,ground"))
                .singleElement()
                .asString()
                .contains("legal hold (litigation)");
        PurgeRequest request = new PurgeRequest(Scope.CASE, Reason.RECEIVED_IN_ERROR, false, Optional.empty());
        assertThatThrownBy(() -> purges.purge(file.id(), request)).isInstanceOf(RefusedException.class);
        assertThat(notes(file, "ERASURE_REFUSED", "erased,ground"))
                .as("what is refused stays on record")
                .hasSize(2);

        assertThat(hold(journey, true).status()).isEqualTo(200);
        assertThat(copies.waiting(file)).as("asked anew").singleElement().satisfies(task -> assertThat(
                        task.getGroupIdentifier().getValue())
                .isEqualTo(referral.getGroupIdentifier().getValue()));
        PurgeRun begun = planned(file);
        assertThat(copies.of(file)).hasSize(1);
        assertThat(job.step(begun.id())).isEqualTo(Phase.SHREDDED);
        Api.Response late = hold(journey, false);
        assertThat(late.status()).isEqualTo(409);
        assertThat(late.message()).contains("under way", "The case is not held");
        assertThat(notes(file, "OPERATION", "note"))
                .contains("litigation until 2199-12-31", "litigation released")
                .doesNotHaveDuplicates();
        await().atMost(Duration.ofSeconds(30)).until(() -> job.run(begun.id()));
        assertThat(cases.require(file.reference()).isPurged()).isTrue();
    }

    @Test
    void aHoldKeepsTheCopyOfACentreForWhateverReasonItWasAskedAndUntilItsLastDay() {
        Journey journey = journeys.hospitalSends("breast");
        journey.withdrawnBy(journey.patient());
        CaseFile file = cases.require(journey.caseReference());
        endedReferral(file);
        PurgeRequest request = new PurgeRequest(Scope.CENTRE_COPY, Reason.PATIENT_REQUEST, false, Optional.empty());
        copies.ask(file, request.reason().code());
        assertThat(copies.waiting(file)).hasSize(1);

        assertThat(hold(journey, false).status()).isEqualTo(200);

        assertThat(copies.waiting(file)).as("held").isEmpty();
        assertThatThrownBy(() -> purges.purge(file.id(), request)).isInstanceOf(RefusedException.class);
        String timer = file.id() + "/2199-12-31";
        assertThat(jdbc.sql("select execution_time at time zone 'UTC' from scheduled_tasks where task_name = :name"
                                + " and task_instance = :timer")
                        .param("name", HeldCopies.TIMER)
                        .param("timer", timer)
                        .query(LocalDateTime.class)
                        .single())
                .isEqualTo("2200-01-01T00:00:00");

        held.fire(timer);
        assertThat(copies.waiting(file)).as("the hold still stands").isEmpty();

        jdbc.sql("update legal_hold set until = date '2020-01-01' where case_number = :case")
                .param("case", file.number())
                .update();
        held.fire(timer);
        held.fire(timer);
        assertThat(copies.waiting(file))
                .as("asked anew, once, for the same reason")
                .singleElement()
                .satisfies(task -> assertThat(task.getInput())
                        .anySatisfy(input ->
                                assertThat(input.getValue().primitiveValue()).isEqualTo("patient-request")));
    }

    @Test
    void aHoldFromBeforeHoldsKeptCopiesIsCaughtUpWithOnce() throws Exception {
        CaseFile file = withdrawn();
        endedReferral(file);
        copies.ask(file, Reason.CONSENT_REVOKED.code());
        CaseFile over = withdrawn();
        heldEarlier("litigation", file, "2199-12-31");
        heldEarlier("complaint", file, null);
        heldEarlier("litigation", over, "2020-01-01");

        upgraded();
        // Two servers look while the timers do.
        ExecutorService servers = Executors.newFixedThreadPool(2);
        try {
            Callable<Void> look = () -> {
                held.catchUp(file.number());
                return null;
            };
            for (Future<Void> one : servers.invokeAll(List.of(look, look))) {
                one.get();
            }
        } finally {
            servers.shutdown();
        }
        awaitEarlier(file, over);

        String timer = file.id() + "/2199-12-31";
        assertThat(timers(HeldCopies.TIMER, file.id() + "/%"))
                .as("the hold without a last day needs none")
                .containsExactly(timer);
        assertThat(timers(HeldCopies.TIMER, over.id() + "/%")).isEmpty();
        assertThat(copies.waiting(file)).as("the centre keeps its copy").isEmpty();

        upgraded();
        awaitEarlier(file, over);
        assertThat(timers(HeldCopies.TIMER, file.id() + "/%")).containsExactly(timer);
        assertThat(cases.tasks(file.number(), CentreCopies.CODE)).hasSize(1);

        jdbc.sql("update legal_hold set until = date '2020-01-01' where case_number = :case")
                .param("case", file.number())
                .update();
        held.fire(timer);
        assertThat(copies.waiting(file)).as("asked when the last day is over").hasSize(1);
    }

    /** As an earlier version did it. */
    private void heldEarlier(String ground, CaseFile file, String until) {
        jdbc.sql("insert into legal_hold (case_number, ground, until, held_by, held_at)"
                        + " values (:case, :ground, cast(:until as date), 'Practitioner/coordinator', now())")
                .param("case", file.number())
                .param("ground", ground)
                .param("until", until)
                .update();
    }

    private void upgraded() {
        new ResourceDatabasePopulator(new ClassPathResource("db/migration/retention/V3__holds_set_earlier.sql"))
                .execute(dataSource);
    }

    private void awaitEarlier(CaseFile... files) {
        await().atMost(Duration.ofSeconds(30)).until(() -> Stream.of(files)
                .allMatch(file -> timers(HeldCopies.EARLIER, file.number()).isEmpty()));
    }

    private List<String> timers(String task, String like) {
        return jdbc.sql(
                        "select task_instance from scheduled_tasks where task_name = :task and task_instance like :like")
                .param("task", task)
                .param("like", like)
                .query(String.class)
                .list();
    }

    /** A package went to a centre, under a consent that is gone. */
    private Task endedReferral(CaseFile file) {
        Task referral = new Task();
        referral.setIntent(Task.TaskIntent.ORDER);
        referral.getCode().addCoding(new Coding(TaskKind.Codes.SYSTEM, TaskKind.Codes.REFERRAL, null));
        referral.addPartOf(new Reference(file.rootReference()));
        referral.setGroupIdentifier(Numbers.ofReferral(numbers.newReferralNumber()));
        referral.setFocus(new Reference(file.reference()));
        referral.setFor(file.patient().copy());
        referral.setOwner(new Reference("Organization/centre-seoul"));
        referral.getMeta().addSecurity(Compartment.ofCase(file.number()));
        return worklist.openReferral(file, referral);
    }

    private static Api.Response hold(Journey journey, boolean release) {
        Parameters parameters = new Parameters();
        parameters.addParameter("ground", new CodeType("litigation"));
        if (release) {
            parameters.addParameter("release", true);
        } else {
            parameters.addParameter("until", new DateType("2199-12-31"));
        }
        return journey.coordinator().operation(journey.caseReference() + "/$legal-hold", parameters);
    }

    private List<String> notes(CaseFile file, String kind, String path) {
        return jdbc.sql("select event #>> '{" + path + "}' from " + TrailRows.ALL + " where " + TrailRows.ofCase(kind)
                        + " and event #>> '{" + path + "}' is not null")
                .param("case", file.number())
                .query(String.class)
                .list();
    }

    @Test
    void askedTwiceAtOnceIsOneErasure() throws Exception {
        CaseFile file = withdrawn();
        PurgeRequest request = new PurgeRequest(Scope.CASE, Reason.RECEIVED_IN_ERROR, false, Optional.empty());
        ExecutorService callers = Executors.newFixedThreadPool(2);
        try {
            Callable<PurgeAnswer> ask = () -> purges.purge(file.id(), request);
            for (Future<PurgeAnswer> one : callers.invokeAll(List.of(ask, ask))) {
                one.get();
            }
        } finally {
            callers.shutdown();
        }

        assertThat(jdbc.sql("select count(*) from purge_run where case_number = :case")
                        .param("case", file.number())
                        .query(Integer.class)
                        .single())
                .isOne();
        await().atMost(Duration.ofSeconds(40))
                .until(() -> !purges.purge(file.id(), request).isUnderWay());
    }

    /** As {@link Purges} writes it down, and no timer. */
    private PurgeRun planned(CaseFile file) {
        Inventory.Found found = inventory.of(file, Scope.CASE);
        assertThat(found.plan().going()).hasSizeGreaterThan(20);
        PurgeRun run = new PurgeRun(
                UUID.randomUUID(),
                file.id(),
                file.number(),
                Scope.CASE,
                Reason.RECEIVED_IN_ERROR.code(),
                "Practitioner/coordinator",
                java.time.Instant.now(),
                Phase.PLANNED,
                found.plan(),
                found.statement(),
                0,
                found.plan().going().size());
        runs.insert(run);
        return run;
    }

    private CaseFile withdrawn() {
        Journey journey = journeys.hospitalSends("breast");
        journey.withdrawnBy(journey.patient());
        return cases.require(journey.caseReference());
    }
}

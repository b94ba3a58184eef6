package health.consilium.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import health.consilium.fhir.FhirStore;
import health.consilium.retention.RetentionEnds.Against;
import health.consilium.retention.RetentionEnds.Then;
import health.consilium.retention.RetentionSettings.WhenOver;
import health.consilium.support.Api;
import health.consilium.support.ExampleCases;
import health.consilium.support.Journey;
import health.consilium.support.Journey.Journeys;
import health.consilium.support.ServerTest;
import health.consilium.workflow.CaseLock;
import health.consilium.workflow.Cases;
import java.time.Duration;
import java.time.LocalTime;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Task;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Years after the end of a case its records need not be kept any longer. */
@ServerTest
@ResourceLock("exports of the demo's clients")
class RetentionEndsIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Autowired
    Journeys journeys;

    @Autowired
    RetentionEnds ends;

    @Autowired
    EndedCases ended;

    @Autowired
    Cases cases;

    @Autowired
    FhirStore store;

    @Autowired
    CaseLock lock;

    @Autowired
    Against against;

    @Autowired
    Then then;

    @Autowired
    RetentionSettings settings;

    @Autowired
    JdbcClient jdbc;

    @Test
    void theDeskIsAskedOnceAndErases() throws Exception {
        Journey kenyan = fromGermany();
        Journey own = journeys.patientAsks(kenyan).withdrawnBy(kenyan.patient());
        Journey held = journeys.patientAsks(kenyan).withdrawnBy(kenyan.patient());
        yearsPass(kenyan, 11);
        yearsPass(own, 9);
        yearsPass(held, 11);
        hold(held, false);

        ends.look();

        assertThat(asked(own)).as("the law still wants its records").isEmpty();
        assertThat(asked(held)).as("a legal hold").isEmpty();
        assertThat(asked(kenyan))
                .as("the law of the hospital's country is not known")
                .isEmpty();

        yearsPass(own, 1);
        // Two servers look while the timer does.
        dailyTimer();
        atOnce(ends::look, 2);
        await().atMost(PATIENCE).until(this::hasLooked);
        ends.look();

        Task task = asked(own).get(0);
        assertThat(asked(own)).hasSize(1);
        assertThat(task.getStatus()).isEqualTo(Task.TaskStatus.REQUESTED);
        assertThat(task.getOwner().getReference()).isEqualTo("Organization/coordination");
        assertThat(task.getDescription()).contains("§ 630f Abs. 3 BGB", "DE", "retention-ended");
        assertThat(task.getRestriction().getPeriod().hasEnd())
                .as("it is chased")
                .isTrue();
        assertThat(asked(held)).isEmpty();

        Api desk = own.coordinator();
        assertThat(Journey.move(desk, task, "completed").code()).isEqualTo("incomplete");
        assertThat(Journey.move(desk, task, "cancelled").code()).isEqualTo("incomplete");
        hold(own, false);
        assertThat(desk.read(Task.class, Journey.reference(task)).getStatus())
                .as("a hold takes the question back")
                .isEqualTo(Task.TaskStatus.CANCELLED);
        hold(own, true);
        hold(held, true);
        ends.look();
        assertThat(asked(own)).as("and it comes again").hasSize(2);

        Task kept = asked(held).get(0);
        kept.setStatusReason(new CodeableConcept().setText("Part of a study"));
        Journey.moved(desk, kept, "cancelled");
        erased(own, "records");
        assertThat(asked(own))
                .extracting(Task::getStatus)
                .containsExactlyInAnyOrder(Task.TaskStatus.CANCELLED, Task.TaskStatus.COMPLETED);
        ends.look();
        assertThat(asked(held)).as("nobody is asked again").hasSize(1);
        assertThat(own.status()).isEqualTo("purged");
        assertThat(ended.endOf(own.number())).isEmpty();
    }

    @Test
    void whereTheOperatorSaysSoNobodyIsAsked() {
        Journey first = fromGermany();
        Journey own = journeys.patientAsks(first).withdrawnBy(first.patient());
        yearsPass(own, 11);
        RetentionSettings automatic = new RetentionSettings(
                settings.countries(), WhenOver.AUTOMATIC, LocalTime.MIDNIGHT, settings.exportWait());

        new RetentionEnds(ended, cases, store, lock, against, new Then(then.asked(), then.purges(), automatic)).look();

        await().atMost(PATIENCE).until(() -> own.status().equals("purged"));
        assertThat(jdbc.sql("select asked_by from purge_run where case_number = :case and reason = 'retention-ended'")
                        .param("case", own.number())
                        .query(String.class)
                        .single())
                .isEqualTo("Device/consilium");
        assertThat(asked(own)).isEmpty();
    }

    /** A hospital in Kenya sends a patient who lives in Germany, and she withdraws. */
    private Journey fromGermany() {
        Journey journey = journeys.hospitalSends(ExampleCases.livingIn("DE", ExampleCases.fresh("breast")));
        return journey.withdrawnBy(journey.patient());
    }

    private void yearsPass(Journey journey, int years) {
        assertThat(jdbc.sql("update retention_end set ended_at = ended_at - make_interval(years => :years)"
                                + " where case_number = :case")
                        .param("years", years)
                        .param("case", journey.number())
                        .update())
                .as("its end is written down")
                .isOne();
    }

    private void dailyTimer() {
        jdbc.sql(
                        "update scheduled_tasks set execution_time = now(), last_success = null where task_name = 'retention-end'")
                .update();
    }

    private boolean hasLooked() {
        return jdbc.sql("select last_success is not null from scheduled_tasks where task_name = 'retention-end'")
                .query(Boolean.class)
                .single();
    }

    private static void atOnce(Runnable work, int servers) throws Exception {
        ExecutorService all = Executors.newFixedThreadPool(servers);
        try {
            for (Future<Object> one : all.invokeAll(Collections.nCopies(servers, Executors.callable(work)))) {
                one.get();
            }
        } finally {
            all.shutdown();
        }
    }

    private static List<Task> asked(Journey journey) {
        return journey.tasks("purge-case");
    }

    private static void hold(Journey journey, boolean release) {
        Parameters parameters = new Parameters();
        parameters.addParameter("ground", new CodeType("litigation"));
        parameters.addParameter("release", release);
        journey.coordinator()
                .operation(journey.caseReference() + "/$legal-hold", parameters)
                .as(Parameters.class);
    }

    private static void erased(Journey journey, String scope) {
        Parameters parameters = new Parameters();
        parameters.addParameter("scope", new CodeType(scope));
        parameters.addParameter("reason", new CodeType("retention-ended"));
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(300))
                .until(() -> journey.coordinator()
                                .operation(journey.caseReference() + "/$purge", parameters)
                                .status()
                        == 200);
    }
}

package health.consilium.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import health.consilium.fhir.FhirStore;
import health.consilium.fhir.ProfileValidator;
import health.consilium.support.Api;
import health.consilium.support.Journey;
import health.consilium.support.Journey.Journeys;
import health.consilium.support.ServerTest;
import health.consilium.workflow.TaskSteps;
import health.consilium.workflow.rules.State;
import health.consilium.workflow.rules.TransitionTable;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.MeasureReport;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Period;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.StringType;
import org.hl7.fhir.r4.model.Task;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

@ServerTest
class TurnaroundIT {

    private static final String CENTRE = "centre-istanbul";
    private static final String OPEN = "&status=requested,received,accepted,in-progress,on-hold";
    private static final String OVERDUE = "https://w3id.org/consilium/fhir/CodeSystem/task-tag|overdue";

    @Autowired
    private Journeys journeys;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private ProfileValidator validator;

    @Autowired
    private FhirStore store;

    @Autowired
    private TaskSteps steps;

    @Test
    void aCentreHasTwoBusinessDaysToAcceptAndThenWhatItPromises() {
        OnTheWay way = OnTheWay.awaitingConsent(journeys, "breast", CENTRE)
                .packed()
                .consented()
                .submitted();
        Task offered = way.referralTask();
        assertThat(days(offered, "budget")).isEqualTo(2);
        assertThat(part(offered, "calendar")).startsWith("TR");
        assertThat(part(offered, "calendarBasis")).isEqualTo("public-holidays");
        assertThat(part(offered, "zone")).isEqualTo("Europe/Istanbul");
        assertThat(part(offered, "otherCalendar")).as("the patient's").isEqualTo("KE");
        assertThat(validator.errors(offered)).isEmpty();

        way.accepted();
        Task accepted = way.referralTask();
        assertThat(days(accepted, "budget"))
                .as("promised on its review service")
                .isGreaterThan(2);
        assertThat(due(accepted)).isAfter(due(offered));
    }

    @Test
    void daysOnWhichACentreIsClosedAreNoBusinessDaysAndClosuresPublishedLaterMoveNoPromise() {
        String centre = "c-" + UUID.randomUUID().toString().substring(0, 8);
        LocalDate today = LocalDate.now(ZoneId.of("Europe/Berlin"));
        closed(centre, today.plusDays(1), today.plusDays(14));
        OnTheWay way = OnTheWay.awaitingConsent(journeys, "breast", centre)
                .packed()
                .consented()
                .submitted();
        Api desk = way.journey.coordinator();
        Task offered = desk.read(Task.class, way.referral());

        assertThat(due(offered)).isAfter(day(today.plusDays(14)));
        Period closed = (Period) sla(offered, "closed").getValue();
        assertThat(closed.getStartElement().getValueAsString())
                .isEqualTo(today.plusDays(1).toString());
        assertThat(closed.getEndElement().getValueAsString())
                .isEqualTo(today.plusDays(14).toString());
        StringType explanation = (StringType) sla(offered, "explanation").getValue();
        assertThat(explanation.getValue())
                .startsWith("Closed from ")
                .endsWith(" (Moving). These are no business days.");
        assertThat(explanation
                        .getExtensionFirstRep()
                        .getExtensionByUrl("lang")
                        .getValue()
                        .primitiveValue())
                .as("the patient's language beside it")
                .isEqualTo("hi");
        assertThat(part(offered, "otherCalendar")).as("the patient's").isEqualTo("KE");
        assertThat(validator.errors(offered)).isEmpty();

        closed(centre, today.plusDays(1), today.plusDays(60));
        Task opened = moved(offered, "received", "package-opened");
        assertThat(due(opened)).as("promised to the patient").isEqualTo(due(offered));
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            runSoon("late-closures");
            assertThat(desk.search(Task.class, "Task?code=match-centre&status=requested&focus=" + way.referral()))
                    .singleElement()
                    .satisfies(asked -> assertThat(asked.getDescription())
                            .as("what the desk is told")
                            .contains("was promised", "Closed from ", "(Moving)"));
        });
        assertThat(mails(way.referral(), "closure")).containsExactly("Organization/coordination");

        Task accepted = moved(opened, "accepted", "review-accepted");
        assertThat(due(accepted)).as("a new promise").isAfter(day(today.plusDays(60)));
        closed(centre, today.plusDays(1), today.plusDays(90));
        Task held = moved(moved(accepted, "in-progress", "under-review"), "on-hold", "additional-tests");
        assertThat(due(held)).isEqualTo(due(accepted));
        assertThat(due(moved(held, "in-progress", "under-review")))
                .as("set anew")
                .isAfter(day(today.plusDays(90)));
    }

    private void runSoon(String timer) {
        new TimePasses(jdbc).runSoon(timer);
    }

    /** To whom it was told by mail. */
    private List<String> mails(String about, String detail) {
        return jdbc.sql(
                        "select addressee from notification_event where kind = 'chase' and focus = :focus and detail = :detail")
                .param("focus", about)
                .param("detail", detail)
                .query(String.class)
                .list();
    }

    private Task moved(Task task, String status, String business) {
        return store.inTransaction(() -> steps.move(task, new State(status, business)));
    }

    /** Of a tumour type that no other journey asks for. */
    private static void closed(String centre, LocalDate from, LocalDate until) {
        String file =
                """
                centre,centre_name,country,time_zone,service,service_name,specialties,languages,modes,turnaround_days,volumes,volume_year,currency,prices,closures
                %s,Centre,DE,Europe/Berlin,r-%s,Opinions,394593009,en,remote,5,thyroid=1,2025,EUR,review=690,%s/%s Moving
                """
                        .formatted(centre, centre, from, until);
        Api.person("coordinator")
                .send("POST", "Organization/$load-directory", "text/csv", file.getBytes(StandardCharsets.UTF_8))
                .as(Parameters.class);
    }

    private static Date day(LocalDate day) {
        return Date.from(day.atStartOfDay(ZoneId.of("Europe/Berlin")).toInstant());
    }

    @Test
    void aReferralOnHoldStandsStillAndIsDueLaterByThePause() {
        OnTheWay way = OnTheWay.awaitingConsent(journeys, "breast", CENTRE).underReview();
        way.step("in-progress", "under-review").as(Task.class);
        Instant due = due(way.referralTask()).toInstant();
        way.step("on-hold", "additional-tests").as(Task.class);
        assertThat(timers(way.referral())).isEmpty();
        String id = way.referral().split("/")[1];
        jdbc.sql("update task_clock set paused_since = paused_since - interval '28 days' where task_id = :id")
                .param("id", id)
                .update();
        // As if it had been held four weeks earlier, when nothing more of its time was used than now.
        way.step("in-progress", "under-review").as(Task.class);
        Task resumed = way.referralTask();
        // Twenty business days less the holidays of Türkiye, which are six at most in four weeks.
        assertThat(days(resumed, "paused")).isGreaterThan(13);
        assertThat(due(resumed).toInstant()).isAfterOrEqualTo(due.minusSeconds(1));
        assertThat(timers(way.referral())).hasSize(1);
    }

    @Test
    void whileACaseWaitsTheDesksOwnWorkOnItStandsStill() {
        Journey journey = Requests.withoutMammogram(journeys);
        Task review = journey.open("review-records");
        assertThat(timers(Journey.reference(review))).hasSize(1);
        Task request = Requests.asked(journey, Requests.mammogram(journey)).get(0);
        assertThat(journey.root().getStatus()).isEqualTo(Task.TaskStatus.ONHOLD);
        assertThat(timers(Journey.reference(review))).isEmpty();
        assertThat(timers(Journey.reference(request))).hasSize(1);

        journey.hospitalUploads("en");
        assertThat(journey.status()).isEqualTo("records-review");
        assertThat(timers(Journey.reference(review))).hasSize(1);
        assertThat(due(journey.open("review-records"))).isAfterOrEqualTo(due(review));
    }

    @Test
    void whatIsLateIsChasedStepByStepAndEachStepOnce() {
        Journey journey = journeys.hospitalSends("breast");
        Task late = journey.open("assess-case");
        String id = late.getIdElement().getIdPart();
        passes(id, oneBusinessDay());
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(steps(id)).contains("escalation"));
        Task told = journey.open("assess-case");
        assertThat(part(told, "chaseLevel")).isEqualTo("escalation");
        assertThat(part(told, "breachedAt")).isNotNull();
        assertThat(journey.tasks("chase")).isEmpty();
        assertThat(journey.coordinator().search(Task.class, "Task?_tag=" + OVERDUE + OPEN + "&_id=" + id))
                .hasSize(1);

        passes(id, 10);
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(steps(id)).contains("call"));
        assertThat(journey.tasks("chase"))
                .singleElement()
                .satisfies(call -> assertThat(call.getFocus().getReference()).isEqualTo("Task/" + id));

        fireAgain(id);
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(timers("Task/" + id)).isEmpty());
        assertThat(steps(id)).containsExactly("escalation", "call");
        assertThat(journey.tasks("chase")).hasSize(1);
    }

    @Test
    void theCoordinatorSeesWhatIsLateTheLatestFirst() {
        Journey later = journeys.hospitalSends("breast");
        Journey latest = journeys.hospitalSends("breast");
        String one = later.open("assess-case").getIdElement().getIdPart();
        String other = latest.open("assess-case").getIdElement().getIdPart();
        passes(one, 2000);
        passes(other, 3000);
        // The chase of both is over, so that nothing but the test changes them.
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            assertThat(steps(one)).contains("call");
            assertThat(steps(other)).contains("call");
        });
        Bundle list = overdue(latest.coordinator(), "?count=2&owner=Organization/coordination")
                .as(Bundle.class);
        assertThat(list.getTotal()).isGreaterThanOrEqualTo(2);
        assertThat(list.getEntry())
                .extracting(entry -> entry.getResource().getIdElement().getIdPart())
                .containsExactly(other, one);
        assertThat(overdue(latest.hospital(), "").status()).isEqualTo(403);
        assertThat(overdue(latest.patient(), "").status()).isEqualTo(403);
        assertThat(overdue(latest.coordinator(), "?count=0").status()).isEqualTo(400);
        assertThat(overdue(latest.coordinator(), "?owner=nobody").status()).isEqualTo(400);

        // Who has the answer is not late any more.
        Journey.moved(latest.coordinator(), latest.open("assess-case"), "in-progress");
        Journey.moved(latest.coordinator(), latest.open("assess-case"), "completed");
        assertThat(overdue(latest.coordinator(), "?count=200").as(Bundle.class).getEntry())
                .extracting(entry -> entry.getResource().getIdElement().getIdPart())
                .contains(one)
                .doesNotContain(other);
    }

    @Test
    void tasksAreFoundByTheDayTheyAreDue() {
        Journey journey = journeys.hospitalSends("breast");
        Task task = journey.open("assess-case");
        LocalDate due = due(task).toInstant().atZone(ZoneOffset.UTC).toLocalDate();
        String query = "Task?_id=" + task.getIdElement().getIdPart() + "&due=";
        Api coordinator = journey.coordinator();
        assertThat(coordinator.search(Task.class, query + "lt" + due)).isEmpty();
        assertThat(coordinator.search(Task.class, query + "lt" + due.plusDays(1)))
                .hasSize(1);
        assertThat(coordinator.search(Task.class, query + "ge" + due)).hasSize(1);
    }

    @Test
    void aCaseOfWhichNoOptionIsChosenLapses() {
        Journey journey = journeys.hospitalSends("breast").coordinatorAssesses();
        passes(journey.open("choose-option").getIdElement().getIdPart(), 60);
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(journey.status()).isEqualTo("withdrawn"));
        assertThat(journey.tasks("choose-option"))
                .allSatisfy(task -> assertThat(task.getStatus()).isEqualTo(Task.TaskStatus.CANCELLED));
    }

    @Test
    void aCentreThatDoesNotAnswerIsReplacedByAWorkItemOfTheDesk() {
        OnTheWay way = unanswered();

        Task offer = way.open("match-centre");
        assertThat(offer.getFocus().getReference()).isEqualTo(way.referral());
        assertThat(offer.getOwner().getReference()).isEqualTo("Organization/coordination");
        assertThat(way.journey.status()).as("the late centre can still answer").isEqualTo("submitted");
        Api coordinator = way.journey.coordinator();
        assertThat(Journey.move(coordinator, offer, "completed", centre(CENTRE)).message())
                .contains("has the referral");

        Journey.moved(coordinator, offer, "completed", centre("centre-seoul"));

        assertThat(coordinator.read(Task.class, way.referral()).getStatus()).isEqualTo(Task.TaskStatus.CANCELLED);
        assertThat(way.centre().get(way.referral()).status()).isEqualTo(404);
        assertThat(way.journey.status()).isEqualTo("awaiting-consent");
        OnTheWay next = OnTheWay.sentTo(way.journey, "centre-seoul")
                .packed()
                .consented()
                .submitted();
        assertThat(next.journey.status()).isEqualTo("submitted");
    }

    @Test
    void aCentreThatAnswersLateKeepsTheCaseAndOneThatWorksIsAskedFirst() {
        OnTheWay way = unanswered();
        String offer = Journey.reference(way.open("match-centre"));

        way.accepted();

        Api coordinator = way.journey.coordinator();
        assertThat(coordinator.read(Task.class, offer).getStatus()).isEqualTo(Task.TaskStatus.CANCELLED);
        assertThat(way.journey.status()).isEqualTo("under-review");

        way.step("in-progress", "under-review").as(Task.class);
        passes(way.referral().split("/")[1], 90);
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(way.open("match-centre")).isNotNull());
        assertThat(Journey.move(coordinator, way.open("match-centre"), "completed", centre("centre-seoul"))
                        .message())
                .contains("has begun its work");
        way.step("failed", "unable-to-review").as(Task.class);
        assertThat(way.journey.status()).isEqualTo("matching");
        assertThat(way.journey.tasks("match-centre").stream()
                        .filter(task -> task.getStatus() == Task.TaskStatus.REQUESTED))
                .as("one work item, not two")
                .hasSize(1);
        OnTheWay next = way.offeredTo("centre-seoul");
        assertThat(next.journey.status()).isEqualTo("awaiting-consent");
    }

    /** A referral of which a month has passed without a word of the centre. */
    private OnTheWay unanswered() {
        OnTheWay way = OnTheWay.awaitingConsent(journeys, "breast", CENTRE)
                .packed()
                .consented()
                .submitted();
        String late = way.referral().split("/")[1];
        passes(late, 30);
        await().atMost(Duration.ofSeconds(30)).until(() -> new TimePasses(jdbc).hasSeen(late, "re-match"));
        return way;
    }

    private static Task.TaskOutputComponent centre(String id) {
        return Journey.output("centre", new Reference("Organization/" + id));
    }

    @Test
    void whenTheTimeForQuestionsIsOverTheCaseIsClosed() {
        OnTheWay way = OnTheWay.awaitingConsent(journeys, "breast", CENTRE).underReview();
        way.handIn(way.report("breast"), "final").as(Task.class);
        way.translated();
        Journey.moved(Api.person("clinician"), way.open("qa-report"), "completed");
        way.deliver();
        Task delivered = way.journey.root();
        Task asked = store.inTransaction(() -> steps.move(delivered, TransitionTable.root("follow-up")));
        assertThat(days(asked, "budget")).isEqualTo(30);
        assertThat(part(asked, "calendarBasis")).isEqualTo("every-day");
        String root = asked.getIdElement().getIdPart();
        passes(root, 29);
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(new TimePasses(jdbc).waits(root))
                .isTrue());
        assertThat(way.journey.status()).isEqualTo("follow-up");
        passes(root, 2);
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(way.journey.status()).isEqualTo("closed"));
        assertThat(way.journey.root().getStatus()).isEqualTo(Task.TaskStatus.COMPLETED);
    }

    @Test
    void aReportTellsOfItsCentresTurnaround() {
        OnTheWay way = OnTheWay.awaitingConsent(journeys, "breast", CENTRE).underReview();
        way.handIn(way.report("breast"), "final").as(Task.class);
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        String period = "?periodStart=" + today.minusDays(2) + "&periodEnd=" + today.plusDays(1);
        Api coordinator = way.journey.coordinator();
        String subject = "&subject=Organization/" + CENTRE;
        MeasureReport report =
                coordinator.read(MeasureReport.class, "Measure/turnaround/$evaluate-measure" + period + subject);
        assertThat(report.getReporter().getReference()).isEqualTo("Organization/" + CENTRE);
        assertThat(report.getGroup())
                .extracting(group -> group.getCode().getCodingFirstRep().getCode())
                .containsExactly("median", "percentile-90", "on-time", "paused");
        assertThat(report.getGroupFirstRep().getPopulationFirstRep().getCount()).isPositive();
        assertThat(report.getGroupFirstRep().getStratifierFirstRep().getStratum())
                .extracting(stratum -> stratum.getValue().getCodingFirstRep().getCode())
                .contains("breast");

        MeasureReport stages =
                coordinator.read(MeasureReport.class, "Measure/stage-turnaround/$evaluate-measure" + period);
        assertThat(stages.getGroupFirstRep().getStratifierFirstRep().getStratum())
                .extracting(stratum -> stratum.getValue().getText())
                .contains("stage-1", "stage-6");

        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            runSoon("observed-turnaround");
            assertThat(coordinator.search(
                            MeasureReport.class,
                            "MeasureReport?measure=https://w3id.org/consilium/fhir/Measure/turnaround&reporter=Organization/"
                                    + CENTRE))
                    .hasSize(1);
        });
    }

    @Test
    void figuresAreForTheDeskAndNeedAPeriod() {
        String evaluate = "Measure/turnaround/$evaluate-measure";
        Api coordinator = Api.person("coordinator");
        assertThat(coordinator.get(evaluate).status()).isEqualTo(400);
        assertThat(coordinator
                        .get(evaluate + "?periodStart=2026-01-01&periodEnd=2026-02-01")
                        .status())
                .isEqualTo(400);
        assertThat(coordinator
                        .get(evaluate + "?periodStart=2026-02-01&periodEnd=2026-01-01&subject=Organization/" + CENTRE)
                        .status())
                .isEqualTo(400);
        assertThat(coordinator
                        .get(evaluate + "?periodStart=2026-01-01&periodEnd=2026-02-01&subject=Organization/nowhere")
                        .status())
                .isEqualTo(404);
        assertThat(Api.system(CENTRE).get(evaluate).status()).isEqualTo(403);
        assertThat(coordinator
                        .get("Measure/case-volume/$evaluate-measure?periodStart=2026-01-01&periodEnd=2026-02-01")
                        .status())
                .isEqualTo(404);
    }

    private static Api.Response overdue(Api who, String parameters) {
        return who.get("Task/$overdue" + parameters);
    }

    private void passes(String taskId, int days) {
        new TimePasses(jdbc).of(taskId, days);
    }

    /**
     * So many calendar days that at least one business day of the desk has passed at this hour, and less than three. The desk
     * of the demo has no address: its business days are Monday to Friday in UTC.
     */
    private static int oneBusinessDay() {
        return switch (LocalDate.now(ZoneOffset.UTC).getDayOfWeek()) {
            case SUNDAY, MONDAY -> 3;
            case SATURDAY -> 2;
            default -> 1;
        };
    }

    private void fireAgain(String taskId) {
        new TimePasses(jdbc).fireAgain(taskId);
    }

    private List<String> steps(String taskId) {
        return new TimePasses(jdbc).steps(taskId);
    }

    private List<String> timers(String task) {
        return new TimePasses(jdbc).timers(task.split("/")[1]);
    }

    private static Date due(Task task) {
        return task.getRestriction().getPeriod().getEnd();
    }

    private static double days(Task task, String part) {
        return ((org.hl7.fhir.r4.model.Duration) sla(task, part).getValue())
                .getValue()
                .doubleValue();
    }

    private static String part(Task task, String part) {
        Extension value = sla(task, part);
        return value == null ? null : value.getValue().primitiveValue();
    }

    private static Extension sla(Task task, String part) {
        return task.getExtensionByUrl("https://w3id.org/consilium/fhir/StructureDefinition/sla")
                .getExtensionByUrl(part);
    }
}

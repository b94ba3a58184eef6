package health.consilium.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import health.consilium.support.Api.Response;
import health.consilium.support.HeldCase;
import health.consilium.support.Journey;
import health.consilium.support.Journey.Journeys;
import health.consilium.support.ServerTest;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.hl7.fhir.r4.model.Consent;
import org.hl7.fhir.r4.model.Consent.ConsentState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A consent that changes at the moment at which a case is submitted under it: whichever is first, it holds. */
@ServerTest
@ResourceLock("exports of the demo's clients")
class ConsentAtSubmissionIT {

    private static final String CENTRE = "centre-istanbul";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Autowired
    Journeys journeys;

    @Autowired
    DataSource database;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    SchedulerClient timers;

    /** Answers of two that came at once, the first first. */
    private record Met(Response first, Response second) {}

    @Test
    void aConsentThatIsWithdrawnWhileTheCaseIsSubmittedLetsNobodySeeAnything() throws Exception {
        OnTheWay way = consented();

        Met met = meet(way, way::submit, () -> withdraw(way));

        assertThat(met.second().status()).as(met.second().text()).isEqualTo(200);
        theCentreSeesNothing(way);
        assertThat(way.journey.status()).isEqualTo("consent-revoked");
    }

    @Test
    void aCaseThatIsSubmittedWhileTheConsentIsWithdrawnStays() throws Exception {
        OnTheWay way = consented();

        Met met = meet(way, () -> withdraw(way), way::submit);

        assertThat(met.first().status()).as(met.first().text()).isEqualTo(200);
        assertThat(met.second().status()).as(met.second().text()).isEqualTo(422);
        assertThat(met.second().codes()).containsExactly("no-consent");
        theCentreSeesNothing(way);
        assertThat(way.journey.status()).isEqualTo("awaiting-consent");
    }

    @Test
    void aConsentThatIsShortenedWhileTheCaseIsSubmittedEndsWhenItSays() throws Exception {
        OnTheWay way = consented();
        Instant end = Instant.now().plus(2, ChronoUnit.DAYS).truncatedTo(ChronoUnit.SECONDS);

        Met met = meet(way, way::submit, () -> {
            Consent shorter = read(way);
            shorter.getProvision().getPeriod().setEnd(Date.from(end));
            return way.journey.patient().put(shorter);
        });

        assertThat(met.first().status()).as(met.first().text()).isEqualTo(200);
        assertThat(met.second().status()).as(met.second().text()).isEqualTo(200);
        assertThat(jdbc.sql("select distinct closes_at from case_grant where because = :consent and closed_at is null")
                        .param("consent", Journey.reference(way.consent()))
                        .query(java.time.OffsetDateTime.class)
                        .list())
                .extracting(java.time.OffsetDateTime::toInstant)
                .containsExactly(end);
    }

    /** Whatever opened it after the end: the timer of the consent shuts what it finds. */
    @Test
    void whatIsOpenUnderAConsentThatHasEndedIsShut() {
        OnTheWay way = consented();
        String consent = Journey.reference(way.consent());
        withdraw(way).as(Consent.class);
        jdbc.sql("insert into case_grant (party, target, because, kind, opened_at, closes_at)"
                        + " values (:party, :target, :consent, 'disclosure', now(), now() + interval '90 days')")
                .param("party", "Organization/" + CENTRE)
                .param("target", Journey.reference(way.sent()))
                .param("consent", consent)
                .update();
        assertThat(way.centre().get(Journey.reference(way.sent())).status()).isEqualTo(200);

        timers.scheduleIfNotExists(
                new TaskInstance<Void>("centre-copy", consent.replace("Consent/", "") + "/0"), Instant.now());

        await().atMost(PATIENCE)
                .until(() -> way.centre().get(Journey.reference(way.sent())).status() == 404);
        assertThat(open(way)).isZero();
    }

    private OnTheWay consented() {
        return OnTheWay.awaitingConsent(journeys, "breast", CENTRE).packed().consented();
    }

    /** The case is held until both have come as far as they get without it. */
    private Met meet(OnTheWay way, Supplier<Response> one, Supplier<Response> other) throws Exception {
        CompletableFuture<Response> first;
        CompletableFuture<Response> second;
        try (HeldCase held = HeldCase.of(database, way.journey.number())) {
            first = CompletableFuture.supplyAsync(one);
            standsOrIsDone(held, 1, first);
            int standing = held.awaitedBy();
            second = CompletableFuture.supplyAsync(other);
            standsOrIsDone(held, standing + 1, second);
        }
        return new Met(
                first.get(PATIENCE.toSeconds(), TimeUnit.SECONDS), second.get(PATIENCE.toSeconds(), TimeUnit.SECONDS));
    }

    private static void standsOrIsDone(HeldCase held, int waiting, CompletableFuture<Response> caller) {
        await().atMost(PATIENCE).until(() -> caller.isDone() || held.awaitedBy() == waiting);
    }

    private static Consent read(OnTheWay way) {
        return way.journey.patient().read(Consent.class, Journey.reference(way.consent()));
    }

    private static Response withdraw(OnTheWay way) {
        return way.journey.patient().put(read(way).setStatus(ConsentState.INACTIVE));
    }

    private void theCentreSeesNothing(OnTheWay way) {
        assertThat(read(way).getStatus()).isEqualTo(ConsentState.INACTIVE);
        assertThat(open(way)).as("open under the consent").isZero();
        String bytes = way.sent().getContentFirstRep().getAttachment().getUrl();
        assertThat(way.centre().get(Journey.reference(way.sent())).status()).isEqualTo(404);
        assertThat(way.centre().get(bytes).status()).isEqualTo(404);
        assertThat(way.centre()
                        .search("Task?patient=Patient/" + way.journey.patientId())
                        .getEntry())
                .isEmpty();
    }

    private int open(OnTheWay way) {
        return jdbc.sql("select count(*) from case_grant where because = :consent and closed_at is null")
                .param("consent", Journey.reference(way.consent()))
                .query(Integer.class)
                .single();
    }
}

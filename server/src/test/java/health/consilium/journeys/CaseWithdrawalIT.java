package health.consilium.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import health.consilium.support.Api;
import health.consilium.support.Journey;
import health.consilium.support.Journey.Journeys;
import health.consilium.support.ServerTest;
import health.consilium.workflow.CaseEvents;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.hl7.fhir.r4.model.Composition;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.hl7.fhir.r4.model.Task;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.PayloadApplicationEvent;

@ServerTest
class CaseWithdrawalIT {

    @Autowired
    Journeys journeys;

    @Autowired
    ConfigurableApplicationContext server;

    @Test
    void aPatientWithdrawsBeforeAnyCentreIsAsked() {
        Journey journey = journeys.hospitalSends("breast").coordinatorAssesses().patientChooses();

        Task abort = withdraw(journey.patient(), journey.rootReference()).as(Task.class);

        assertThat(abort.getStatus()).isEqualTo(Task.TaskStatus.COMPLETED);
        assertThat(journey.status()).isEqualTo("withdrawn");
        assertThat(journey.coordinator()
                        .read(ServiceRequest.class, journey.caseReference())
                        .getStatus())
                .isEqualTo(ServiceRequest.ServiceRequestStatus.REVOKED);
        assertThat(openWork(journey)).isEmpty();
        assertThat(journey.patient().get(journey.caseReference()).status()).isEqualTo(200);
        assertThat(withdraw(journey.patient(), journey.rootReference()).code()).isEqualTo("illegal-transition");
    }

    @Test
    void aPatientWithdrawsWhileTheCentreWorksAndTheCentreReadsNothingMore() {
        OnTheWay way =
                OnTheWay.awaitingConsent(journeys, "breast", "centre-istanbul").underReview();
        way.step("in-progress", "under-review").as(Task.class);
        List<CaseEvents.PackageWithdrawn> told = listen(way.journey.number());

        withdraw(way.journey.patient(), way.journey.rootReference()).as(Task.class);

        assertThat(way.journey.status()).isEqualTo("withdrawn");
        for (String reference : List.of(
                way.referral(),
                Journey.reference(way.sent()),
                way.sent().getContentFirstRep().getAttachment().getUrl(),
                Journey.reference(way.consent()))) {
            assertThat(way.centre().get(reference).status()).as(reference).isEqualTo(404);
        }
        assertThat(way.handIn(way.report("breast"), "final").status()).isEqualTo(404);
        assertThat(openWork(way.journey)).isEmpty();
        Task referral = way.journey.coordinator().read(Task.class, way.referral());
        assertThat(referral.getStatus()).isEqualTo(Task.TaskStatus.CANCELLED);
        assertThat(way.journey
                        .coordinator()
                        .read(ServiceRequest.class, referral.getFocus().getReference())
                        .getStatus())
                .isEqualTo(ServiceRequest.ServiceRequestStatus.REVOKED);
        assertThat(told)
                .extracting(CaseEvents.PackageWithdrawn::centre)
                .as("the centre is told, and told once")
                .containsExactly("Organization/centre-istanbul");
    }

    @Test
    void theDeskTakesAReferralBackAtOnceBeforeTheCentreHasBegun() {
        OnTheWay way = OnTheWay.awaitingConsent(journeys, "nsclc", "centre-houston")
                .packed()
                .consented()
                .submitted();

        Task abort = withdraw(way.journey.coordinator(), way.referral()).as(Task.class);

        assertThat(abort.getStatus()).isEqualTo(Task.TaskStatus.COMPLETED);
        assertThat(way.journey.status()).isEqualTo("matching");
        assertThat(way.centre().get(way.referral()).status()).isEqualTo(404);
        assertThat(withdraw(way.journey.patient(), way.referral()).code()).isEqualTo("illegal-transition");
    }

    @Test
    void workThatHasBegunEndsWhenTheCentreAgrees() {
        OnTheWay way = OnTheWay.awaitingConsent(journeys, "hcc", "centre-seoul").underReview();
        way.step("in-progress", "under-review").as(Task.class);
        Task abort = withdraw(way.journey.coordinator(), way.referral()).as(Task.class);

        assertThat(abort.getStatus()).isEqualTo(Task.TaskStatus.REQUESTED);
        assertThat(way.journey.status()).isEqualTo("under-review");
        Api.Response forTheCentre = Journey.move(way.journey.coordinator(), abort, "completed");
        assertThat(forTheCentre.code()).isEqualTo("illegal-transition");
        assertThat(forTheCentre.message()).contains("the centre");
        assertThat(Api.system("centre-mumbai").get(Journey.reference(abort)).status())
                .isEqualTo(404);

        Task asked = way.centre().read(Task.class, Journey.reference(abort));
        Journey.moved(way.centre(), asked, "completed");

        assertThat(way.journey.status()).isEqualTo("matching");
        assertThat(way.centre().get(way.referral()).status()).isEqualTo(404);
        OnTheWay next = way.offeredTo("centre-mumbai").packed().consented().submitted();
        assertThat(next.journey.status()).isEqualTo("submitted");
    }

    @Test
    void aCentreThatCannotReviewSendsTheCaseBackToTheChoiceOfACentre() {
        OnTheWay way =
                OnTheWay.awaitingConsent(journeys, "breast", "centre-istanbul").underReview();
        way.step("in-progress", "under-review").as(Task.class);

        way.step("failed", "unable-to-review").as(Task.class);

        assertThat(way.journey.status()).isEqualTo("matching");
        assertThat(way.journey.open("match-centre").getStatus()).isEqualTo(Task.TaskStatus.REQUESTED);
        assertThat(way.centre().get(way.referral()).status()).isEqualTo(404);
        assertThat(way.centre().get(Journey.reference(way.sent())).status()).isEqualTo(404);
        OnTheWay next = way.offeredTo("centre-seoul").underReview();
        next.handIn(next.report("breast"), "final").as(Task.class);
        assertThat(next.journey.status()).isIn("report-received", "report-qa");
    }

    @Test
    void consentRevokedWhileTheCentreWorksEndsTheCaseAndTellsTheCentreOnce() {
        OnTheWay way = OnTheWay.awaitingConsent(journeys, "hcc", "centre-seoul").underReview();
        List<CaseEvents.PackageWithdrawn> told = listen(way.journey.number());
        Api patient = way.journey.patient();
        var consent = patient.read(org.hl7.fhir.r4.model.Consent.class, Journey.reference(way.consent()));
        consent.setStatus(org.hl7.fhir.r4.model.Consent.ConsentState.INACTIVE);

        assertThat(patient.put(consent).status()).isEqualTo(200);

        assertThat(way.journey.status()).isEqualTo("consent-revoked");
        assertThat(way.centre().get(way.referral()).status()).isEqualTo(404);
        assertThat(openWork(way.journey)).isEmpty();
        assertThat(told).hasSize(1);
    }

    @Test
    void afterDeliveryAWithdrawalClosesTheCaseAndThePatientKeepsTheOpinion() {
        OnTheWay way = OnTheWay.awaitingConsent(journeys, "hcc", "centre-seoul").underReview();
        Task reported = way.handIn(way.report("hcc"), "final").as(Task.class);
        way.translated();
        Journey.moved(Api.person("clinician"), way.open("qa-report"), "completed");
        way.deliver().as(Parameters.class);
        Api patient = way.journey.patient();

        withdraw(patient, way.journey.rootReference()).as(Task.class);

        assertThat(way.journey.status()).isEqualTo("closed");
        assertThat(way.centre().get(way.referral()).status()).isEqualTo(404);
        String opinion = ((Reference) reported.getOutput().get(0).getValue()).getReference();
        assertThat(patient.read(Composition.class, opinion).getSection()).isNotEmpty();
        assertThat(patient.search(DocumentReference.class, "DocumentReference?_count=100"))
                .isNotEmpty();
    }

    /** What is published about this case from now on. */
    private List<CaseEvents.PackageWithdrawn> listen(String caseNumber) {
        List<CaseEvents.PackageWithdrawn> heard = new CopyOnWriteArrayList<>();
        server.addApplicationListener(event -> {
            if (event instanceof PayloadApplicationEvent<?> carrier
                    && carrier.getPayload() instanceof CaseEvents.PackageWithdrawn withdrawn
                    && withdrawn.caseNumber().equals(caseNumber)) {
                heard.add(withdrawn);
            }
        });
        return heard;
    }

    private static List<String> openWork(Journey journey) {
        return journey
                .coordinator()
                .search(Task.class, "Task?patient=Patient/" + journey.patientId() + "&_count=200")
                .stream()
                .filter(task -> !List.of("completed", "rejected", "cancelled", "failed")
                        .contains(task.getStatus().toCode()))
                .map(task -> task.getCode().getCodingFirstRep().getCode())
                .toList();
    }

    static Api.Response withdraw(Api who, String focus) {
        return who.with("Prefer", "return=representation").post(Journey.abort(focus));
    }
}

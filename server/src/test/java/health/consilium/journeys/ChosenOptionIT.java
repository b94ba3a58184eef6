package health.consilium.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import health.consilium.fhir.FhirStore;
import health.consilium.support.Api;
import health.consilium.support.ExampleCases;
import health.consilium.support.Journey;
import health.consilium.support.Journey.Journeys;
import health.consilium.support.ServerTest;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Claim;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.HealthcareService;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Period;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.RequestGroup;
import org.hl7.fhir.r4.model.RequestGroup.RequestStatus;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.hl7.fhir.r4.model.Task;
import org.hl7.fhir.r4.model.Task.TaskOutputComponent;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** What comes of the option that a patient has picked. */
@ServerTest
class ChosenOptionIT {

    private static final String SO = "https://w3id.org/consilium/fhir/StructureDefinition/";

    @Autowired
    Journeys journeys;

    @Autowired
    FhirStore store;

    @Test
    void theChosenCentreLeadsTheMatchAndTheCaseGoesThere() {
        Journey journey = journeys.hospitalSends(ExampleCases.inEnglish("breast"));
        patientPicks(journey, "Mumbai");

        Bundle match = journey.coordinator()
                .operation(journey.caseReference() + "/$match", new Parameters())
                .as(Bundle.class);

        assertThat(match.getEntryFirstRep().getResource().getIdElement().getIdPart())
                .isEqualTo("review-mumbai");
        assertThat(((Coding) match.getEntryFirstRep()
                                .getSearch()
                                .getExtensionsByUrl(SO + "match-reason")
                                .get(0)
                                .getExtensionByUrl("code")
                                .getValue())
                        .getCode())
                .isEqualTo("chosen");
        Task choice = journey.recordsAreCollected().recordsAreReviewed().open("match-centre");
        assertThat(Journey.move(journey.coordinator(), choice, "completed", centre("centre-houston"))
                        .message())
                .contains("Organization/centre-mumbai, not Organization/centre-houston");
        Journey.moved(journey.coordinator(), choice, "completed", centre("centre-mumbai"));
        assertThat(journey.status()).isEqualTo("awaiting-consent");
    }

    @Test
    void afterADeclineNewOptionsArePublishedAndThePatientPicksOneThatStillHolds() {
        Journey journey = journeys.hospitalSends(ExampleCases.upToDate(ExampleCases.inEnglish("breast")));
        patientPicks(journey, "Mumbai");
        journey.recordsAreCollected().recordsAreReviewed();
        OnTheWay way =
                OnTheWay.goingTo(journey, "centre-mumbai").packed().consented().submitted();

        way.step("rejected", "declined").as(Task.class);

        Task match = journey.open("match-centre");
        assertThat(journey.status()).isEqualTo("matching");
        assertThat(match.getOwner().getReference())
                .as("a work item of the desk, with a due date")
                .isEqualTo("Organization/coordination");
        assertThat(match.getRestriction().getPeriod().getEnd()).isNotNull();
        Reference draft = Journey.to(journey.assessed().getEntryFirstRep().getResource());
        RequestGroup set = journey.coordinator().read(RequestGroup.class, draft.getReference());
        journey.coordinator().put(set.setStatus(RequestStatus.ACTIVE)).as(RequestGroup.class);

        Api patient = journey.patient();
        RequestGroup anew = patient.read(RequestGroup.class, draft.getReference());
        Task choice = patient.read(Task.class, Journey.reference(journey.open("choose-option")));
        assertThat(((Reference) choice.getInputFirstRep().getValue()).getReference())
                .isEqualTo(draft.getReference());
        // Which centres are offered and in which order depends on what they have at work.
        Reference stale = anew.getActionFirstRep().getResource();
        expire(stale);
        Api.Response refused = Journey.move(patient, choice, "completed", Journey.output("option", stale));
        assertThat(refused.code()).isEqualTo("option-expired");
        assertThat(journey.open("choose-option").getStatus()).isEqualTo(Task.TaskStatus.REQUESTED);
        Reference picked = anew.getAction().get(anew.getAction().size() - 1).getResource();
        Journey.moved(patient, choice, "completed", Journey.output("option", picked));

        String centre = patient.read(Claim.class, picked.getReference())
                .getProvider()
                .getReferenceElement()
                .getIdPart();
        assertThat(centre).as("who declined is not offered again").isNotEqualTo("centre-mumbai");
        HealthcareService leading = (HealthcareService) journey.coordinator()
                .operation(journey.caseReference() + "/$match", new Parameters())
                .as(Bundle.class)
                .getEntryFirstRep()
                .getResource();
        assertThat(leading.getProvidedBy().getReference()).isEqualTo("Organization/" + centre);
        Journey.moved(journey.coordinator(), match, "completed", centre(centre));
        OnTheWay next = OnTheWay.sentTo(journey, centre).packed().consented().submitted();
        assertThat(next.journey.status()).isEqualTo("submitted");
    }

    /** As if the last day on which the price holds had been yesterday. */
    private void expire(Reference option) {
        Claim claim = store.find(Claim.class, option.getReference()).orElseThrow();
        Period validity = (Period) claim.getExtensionByUrl(SO + "validity").getValue();
        validity.setEndElement(
                new DateTimeType(LocalDate.now(ZoneOffset.UTC).minusDays(1).toString()));
        store.update(claim);
    }

    @Test
    void theReferralSaysHowTheOpinionIsToBeGiven() {
        Journey journey = journeys.hospitalSends(ExampleCases.upToDate(ExampleCases.inEnglish("breast")));
        patientPicks(journey, "Opinion in person", "Mumbai");
        journey.recordsAreCollected().recordsAreReviewed();

        OnTheWay way =
                OnTheWay.goingTo(journey, "centre-mumbai").packed().consented().submitted();

        ServiceRequest request = way.centre()
                .read(ServiceRequest.class, way.referralTask().getFocus().getReference());
        assertThat(request.getExtensionByUrl(SO + "delivery-mode").getValue().primitiveValue())
                .isEqualTo("in-person");
        assertThat(Api.FHIR.newJsonParser().encodeResourceToString(request))
                .as("neither shortlist nor price")
                .doesNotContain("RequestGroup", "Claim");
    }

    /** The patient picks the first of the published options whose title has all these words. */
    private static void patientPicks(Journey journey, String... words) {
        Reference picked = journey.optionsArePublished().getAction().stream()
                .filter(action -> Stream.of(words).allMatch(action.getTitle()::contains))
                .findFirst()
                .orElseThrow()
                .getResource();
        Journey.moved(journey.patient(), journey.open("choose-option"), "completed", Journey.output("option", picked));
    }

    private static TaskOutputComponent centre(String id) {
        return Journey.output("centre", new Reference("Organization/" + id));
    }
}

package health.consilium.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import health.consilium.support.Api;
import health.consilium.support.Journey;
import health.consilium.support.Journey.Journeys;
import health.consilium.support.ServerTest;
import java.math.BigDecimal;
import java.util.List;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Claim;
import org.hl7.fhir.r4.model.Claim.ClaimStatus;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.HealthcareService;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.RequestGroup;
import org.hl7.fhir.r4.model.RequestGroup.RequestStatus;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.StringType;
import org.hl7.fhir.r4.model.Task;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.springframework.beans.factory.annotation.Autowired;

/** The options of a case: drafted, priced, published, replaced, withdrawn. */
@ServerTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class OptionsIT {

    private static final String SO = "https://w3id.org/consilium/fhir/StructureDefinition/";

    @Autowired
    Journeys journeys;

    /** Its options are published; of what is tried on them first nothing comes, then the patient takes none. */
    private Journey offered;

    private RequestGroup options;

    @BeforeAll
    void optionsArePublished() {
        offered = journeys.hospitalSends("breast");
        options = offered.optionsArePublished();
    }

    @Test
    void anAssessmentOffersCentresInEachModeWithPricesAndReasons() {
        Journey journey = journeys.hospitalSends("breast");

        Bundle assessed = assess(journey, new Parameters()).as(Bundle.class);

        RequestGroup group = (RequestGroup) assessed.getEntryFirstRep().getResource();
        assertThat(group.getStatus()).isEqualTo(RequestStatus.DRAFT);
        assertThat(group.getExtensionByUrl(SO + "mode-advice")
                        .getExtensionByUrl("mode")
                        .getValue()
                        .primitiveValue())
                .isEqualTo("remote");
        assertThat(group.getAction()).allSatisfy(action -> {
            assertThat(action.getExtensionsByUrl(SO + "match-reason")).isNotEmpty();
            assertThat(action.getDescription()).contains("holds until");
            assertThat(inHindi(action.getTitleElement()))
                    .as("beside the English")
                    .contains("राय");
            assertThat(inHindi(action.getDescriptionElement())).contains("तक मान्य");
            assertThat(action.getExtensionsByUrl(SO + "match-reason"))
                    .extracting(reason -> inHindi(
                            (StringType) reason.getExtensionByUrl("text").getValue()))
                    .doesNotContain("")
                    .anySatisfy(reason -> assertThat(reason).startsWith("स्तन कैंसर: "));
        });
        List<Claim> claims = all(assessed, Claim.class);
        assertThat(claims).hasSameSizeAs(group.getAction()).allSatisfy(claim -> {
            assertThat(claim.getItem()
                            .get(0)
                            .getProductOrService()
                            .getCodingFirstRep()
                            .getCode())
                    .isEqualTo("review");
            assertThat(claim.getTotal().getValue())
                    .isEqualByComparingTo(claim.getItem().stream()
                            .map(item -> item.getNet().getValue())
                            .reduce(BigDecimal.ZERO, BigDecimal::add));
        });
        assertThat(all(assessed, HealthcareService.class)).hasSizeBetween(1, 5);
        assertThat(assess(journey, new Parameters()).as(Bundle.class).getEntry())
                .as("nothing was stored")
                .hasSameSizeAs(assessed.getEntry());
        assertThat(journey.coordinator().search(RequestGroup.class, "RequestGroup?subject=" + patient(journey)))
                .isEmpty();
    }

    private static String inHindi(StringType text) {
        Extension translation = text.getExtensionByUrl("http://hl7.org/fhir/StructureDefinition/translation");
        assertThat(translation.getExtensionString("lang")).isEqualTo("hi");
        return translation.getExtensionString("content");
    }

    @Test
    void thePatientSeesNoDraftThenPublishedOptionsAndPicksOne() {
        Journey journey = journeys.hospitalSends("nsclc");
        Journey.moved(journey.coordinator(), journey.open("assess-case"), "in-progress");
        Bundle assessed = journey.assessed();
        RequestGroup draft = (RequestGroup) assessed.getEntryFirstRep().getResource();
        Claim draftClaim = all(assessed, Claim.class).get(0);
        Api patient = journey.patient();

        assertThat(patient.get(Journey.reference(draft)).status()).isEqualTo(404);
        assertThat(patient.get(Journey.reference(draftClaim)).status()).isEqualTo(404);
        assertThat(patient.search(RequestGroup.class, "RequestGroup?subject=" + patient(journey)))
                .isEmpty();

        Journey.moved(
                journey.coordinator(),
                journey.open("assess-case"),
                "completed",
                Journey.output("options", Journey.to(draft)));

        RequestGroup published = patient.read(RequestGroup.class, Journey.reference(draft));
        assertThat(published.getStatus()).isEqualTo(RequestStatus.ACTIVE);
        assertThat(patient.read(Claim.class, Journey.reference(draftClaim)).getStatus())
                .isEqualTo(ClaimStatus.ACTIVE);
        assertThat(patient.get(Journey.reference(draft) + "/_history/1").status())
                .as("the draft")
                .isEqualTo(404);
        Task choice = patient.read(Task.class, Journey.reference(journey.open("choose-option")));
        assertThat(choice.getInputFirstRep().getValue()).isInstanceOf(Reference.class);
        assertThat(Journey.move(patient, choice, "completed").message()).contains("Pick one option");

        Reference picked = published.getActionFirstRep().getResource();
        Journey.moved(patient, choice, "completed", Journey.output("option", picked));

        assertThat(journey.status()).isEqualTo("collecting-records");
        assertThat(patient.read(RequestGroup.class, Journey.reference(draft)).getStatus())
                .isEqualTo(RequestStatus.COMPLETED);
    }

    @Test
    @Order(1)
    void neitherHospitalNorCentreSeesOptionsOrPrices() {
        String claim = options.getActionFirstRep().getResource().getReference();

        assertThat(Api.system("centre-heidelberg")
                        .get(Journey.reference(options))
                        .status())
                .isIn(403, 404);
        assertThat(Api.system("centre-heidelberg").get(claim).status()).isIn(403, 404);
        assertThat(Api.system("centre-heidelberg").get("Claim?_count=50").status())
                .isEqualTo(403);
        assertThat(offered.hospital().get(Journey.reference(options)).status()).isEqualTo(404);
        assertThat(offered.hospital().get(claim).status()).isEqualTo(404);
        assertThat(journeys.hospitalSends("hcc").patient().get(claim).status())
                .as("another patient")
                .isEqualTo(404);
    }

    @Test
    @Order(1)
    void whatIsPublishedDoesNotChange() {
        Api desk = offered.coordinator();
        String reference = options.getActionFirstRep().getResource().getReference();

        Claim claim = desk.read(Claim.class, reference);
        claim.getTotal().setValue(1);
        assertThat(desk.put(claim).code()).isEqualTo("published");
        RequestGroup group = desk.read(RequestGroup.class, Journey.reference(options));
        group.getActionFirstRep().setTitle("Cheaper");
        assertThat(desk.put(group).code()).isEqualTo("published");
        assertThat(desk.delete(reference).code()).isEqualTo("published");
        assertThat(desk.delete(Journey.reference(options)).code()).isEqualTo("published");
        Claim stripped = desk.read(Claim.class, reference);
        stripped.setMeta(null);
        stripped.getTotal().setValue(1);
        assertThat(desk.put(stripped).code()).isEqualTo("published");
        assertThat(desk.read(Claim.class, reference).getTotal().getValue()).isGreaterThan(BigDecimal.ONE);
    }

    @Test
    void aNewSetTakesThePlaceOfTheOldAndTheOldCannotBePicked() {
        Journey journey = journeys.hospitalSends("breast");
        RequestGroup old = journey.optionsArePublished();
        RequestGroup draft =
                (RequestGroup) journey.assessed().getEntryFirstRep().getResource();

        RequestGroup active = journey.coordinator().read(RequestGroup.class, Journey.reference(draft));
        active.setStatus(RequestStatus.ACTIVE);
        active = journey.coordinator().put(active).as(RequestGroup.class);

        Api patient = journey.patient();
        assertThat(active.getReplaces()).extracting(Reference::getReference).containsExactly(Journey.reference(old));
        assertThat(patient.read(RequestGroup.class, Journey.reference(old)).getStatus())
                .isEqualTo(RequestStatus.REVOKED);
        assertThat(patient.read(
                                Claim.class,
                                old.getActionFirstRep().getResource().getReference())
                        .getStatus())
                .isEqualTo(ClaimStatus.CANCELLED);
        Task choice = patient.read(Task.class, Journey.reference(journey.open("choose-option")));
        assertThat(Journey.move(
                                patient,
                                choice,
                                "completed",
                                Journey.output("option", old.getActionFirstRep().getResource()))
                        .code())
                .isEqualTo("dangling-reference");
        Journey.moved(
                patient,
                choice,
                "completed",
                Journey.output("option", active.getActionFirstRep().getResource()));
    }

    @Test
    void withdrawnOptionsCannotBePicked() {
        Journey journey = journeys.hospitalSends("breast");
        RequestGroup published = journey.optionsArePublished();
        RequestGroup withdrawn = journey.coordinator().read(RequestGroup.class, Journey.reference(published));
        withdrawn.setStatus(RequestStatus.REVOKED);
        journey.coordinator().put(withdrawn).as(RequestGroup.class);

        Api patient = journey.patient();
        Task choice = patient.read(Task.class, Journey.reference(journey.open("choose-option")));
        assertThat(Journey.move(
                                patient,
                                choice,
                                "completed",
                                Journey.output(
                                        "option", published.getActionFirstRep().getResource()))
                        .code())
                .isEqualTo("option-withdrawn");
    }

    @Test
    @Order(1)
    void theOptionOfAnotherCaseCannotBePicked() {
        Journey other = journeys.hospitalSends("hcc");
        Reference foreign = other.optionsArePublished().getActionFirstRep().getResource();
        Task choice = offered.open("choose-option");

        assertThat(Journey.move(offered.patient(), choice, "completed", Journey.output("option", foreign))
                        .code())
                .isEqualTo("dangling-reference");
        assertThat(Journey.move(offered.coordinator(), choice, "completed", Journey.output("option", foreign))
                        .code())
                .isEqualTo("dangling-reference");
    }

    @Test
    void aPriceThatHasExpiredIsNotPublished() {
        Journey journey = journeys.hospitalSends("breast");
        Journey.moved(journey.coordinator(), journey.open("assess-case"), "in-progress");
        Parameters parameters = new Parameters();
        parameters.addParameter("persist", true);
        parameters.addParameter("asOf", new DateTimeType("2026-09-01T00:00:00Z"));
        RequestGroup draft = (RequestGroup)
                assess(journey, parameters).as(Bundle.class).getEntryFirstRep().getResource();

        assertThat(Journey.move(
                                journey.coordinator(),
                                journey.open("assess-case"),
                                "completed",
                                Journey.output("options", Journey.to(draft)))
                        .code())
                .isEqualTo("option-expired");
    }

    @Test
    @Order(2)
    void whoTakesNoneOfTheOptionsWithdraws() {
        Journey.moved(offered.patient(), offered.open("choose-option"), "rejected");

        assertThat(offered.status()).isEqualTo("withdrawn");
    }

    @Test
    @Order(1)
    void anotherThanTheDeskMakesNoOptions() {
        Claim claim = offered.coordinator()
                .read(Claim.class, options.getActionFirstRep().getResource().getReference());
        claim.setId((String) null);
        claim.setStatus(ClaimStatus.DRAFT);

        assertThat(offered.hospital().post(claim).status()).isEqualTo(403);
        assertThat(assess(offered.hospital(), offered, new Parameters()).status())
                .isEqualTo(403);
        claim.setStatus(ClaimStatus.ACTIVE);
        assertThat(offered.coordinator().post(claim).code()).isEqualTo("published");
    }

    private static Api.Response assess(Journey journey, Parameters parameters) {
        return assess(journey.coordinator(), journey, parameters);
    }

    private static Api.Response assess(Api who, Journey journey, Parameters parameters) {
        return who.operation(journey.caseReference() + "/$assess", parameters);
    }

    private static String patient(Journey journey) {
        return "Patient/" + journey.patientId();
    }

    private static <T extends Resource> List<T> all(Bundle bundle, Class<T> type) {
        return bundle.getEntry().stream()
                .map(Bundle.BundleEntryComponent::getResource)
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }
}

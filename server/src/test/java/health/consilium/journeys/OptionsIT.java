package health.consilium.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import health.consilium.fhir.FhirStore;
import health.consilium.support.Api;
import health.consilium.support.Journey;
import health.consilium.support.Journey.Journeys;
import health.consilium.support.ServerTest;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Claim;
import org.hl7.fhir.r4.model.Claim.ClaimStatus;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.HealthcareService;
import org.hl7.fhir.r4.model.IntegerType;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Period;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.RequestGroup;
import org.hl7.fhir.r4.model.RequestGroup.RequestStatus;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.hl7.fhir.r4.model.StringType;
import org.hl7.fhir.r4.model.Task;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.springframework.beans.factory.annotation.Autowired;

/** The options of a case: drafted, priced, published, chosen. */
@ServerTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class OptionsIT {

    private static final String SO = "https://w3id.org/consilium/fhir/StructureDefinition/";

    @Autowired
    Journeys journeys;

    @Autowired
    FhirStore store;

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
        parameters.addParameter("asOf", new org.hl7.fhir.r4.model.DateTimeType("2026-09-01T00:00:00Z"));
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
    void theChosenCentreLeadsTheMatchAndTheCaseGoesThere() {
        Journey journey = journeys.hospitalSends("breast");
        RequestGroup published = journey.optionsArePublished();
        Reference picked = published.getAction().stream()
                .filter(action -> action.getTitle().contains("Mumbai"))
                .findFirst()
                .orElseThrow()
                .getResource();
        Journey.moved(journey.patient(), journey.open("choose-option"), "completed", Journey.output("option", picked));

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
        Task choice = matchCentre(journey);
        assertThat(Journey.move(journey.coordinator(), choice, "completed", centre("centre-houston"))
                        .message())
                .contains("Organization/centre-mumbai, not Organization/centre-houston");
        Journey.moved(journey.coordinator(), choice, "completed", centre("centre-mumbai"));
        assertThat(journey.status()).isEqualTo("awaiting-consent");
    }

    @Test
    void afterADeclineNewOptionsArePublishedAndThePatientPicksOneThatStillHolds() {
        Journey journey = journeys.hospitalSends(OnTheWay.inEnglish("breast"));
        RequestGroup first = journey.optionsArePublished();
        Journey.moved(
                journey.patient(),
                journey.open("choose-option"),
                "completed",
                Journey.output("option", option(first, "Mumbai")));
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

    private static Reference option(RequestGroup group, String title) {
        return group.getAction().stream()
                .filter(action -> action.getTitle().contains(title))
                .findFirst()
                .orElseThrow()
                .getResource();
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
        Journey journey = journeys.hospitalSends(OnTheWay.inEnglish("breast"));
        RequestGroup published = journey.optionsArePublished();
        Reference picked = published.getAction().stream()
                .filter(action -> action.getTitle().startsWith("Opinion in person")
                        && action.getTitle().contains("Mumbai"))
                .findFirst()
                .orElseThrow()
                .getResource();
        Journey.moved(journey.patient(), journey.open("choose-option"), "completed", Journey.output("option", picked));
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

    private static Task matchCentre(Journey journey) {
        journey.recordsAreCollected().recordsAreReviewed();
        for (String code : List.of("translate", "verify-translation")) {
            journey.tasks(code).stream()
                    .filter(task -> task.getStatus() == Task.TaskStatus.REQUESTED)
                    .forEach(task -> Journey.moved(journey.coordinator(), task, "cancelled"));
        }
        return journey.open("match-centre");
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

    @Test
    void anEstimateSaysWhatEachLineCosts() {
        Claim claim = estimate("remote", "review-heidelberg", "EUR", 12, "bn").as(Claim.class);

        assertThat(claim.getItem())
                .extracting(
                        item -> item.getProductOrService().getCodingFirstRep().getCode() + " "
                                + item.getNet().getValue().toPlainString())
                .containsExactly("review 780.00", "translation-page 264.00", "coordination 150.00");
        assertThat(claim.getTotal().getValue()).isEqualByComparingTo("1194");
        assertThat(claim.getId()).isNull();
    }

    @Test
    void anEstimateThatCannotBeMadeIsRefusedInWords() {
        assertThat(refusal(estimate("remote", "review-heidelberg", "XXX", 1, "bn")))
                .isEqualTo("422 unknown-code");
        assertThat(refusal(estimate("remote", "review-heidelberg", "JPY", 1, "bn")))
                .isEqualTo("422 no-exchange-rate");
        assertThat(refusal(estimate("by-post", "review-heidelberg", "EUR", 1, "bn")))
                .isEqualTo("422 unknown-code");
        assertThat(refusal(estimate("remote", "nobody", "EUR", 1, "bn"))).isEqualTo("422 dangling-reference");
        assertThat(refusal(estimate("remote", "review-heidelberg", "EUR", -1, "bn")))
                .isEqualTo("400 malformed");
        assertThat(Api.system("centre-seoul")
                        .operation("Claim/$estimate", new Parameters())
                        .status())
                .isEqualTo(403);
    }

    @Test
    void anotherCurrencyNeedsARateWithItsDate() {
        Parameters parameters = estimateOf("remote", "review-houston", "JPY", 0, "en");
        Parameters.ParametersParameterComponent rate = parameters.addParameter().setName("rate");
        rate.addPart().setName("from").setValue(new CodeType("USD"));
        rate.addPart().setName("value").setValue(new org.hl7.fhir.r4.model.DecimalType("151.27"));
        assertThat(refusal(Api.person("coordinator").operation("Claim/$estimate", parameters)))
                .isEqualTo("400 malformed");

        rate.addPart()
                .setName("date")
                .setValue(new org.hl7.fhir.r4.model.DateType(
                        java.time.LocalDate.now(java.time.ZoneOffset.UTC).toString()));
        Claim claim = Api.person("coordinator")
                .operation("Claim/$estimate", parameters)
                .as(Claim.class);

        assertThat(claim.getItem().get(0).getNet().getValue()).isEqualTo("279850");
        assertThat(claim.getExtensionByUrl(SO + "exchange-rate")
                        .getExtensionByUrl("value")
                        .getValue()
                        .primitiveValue())
                .isEqualTo("151.27");
    }

    private static Api.Response estimate(String option, String service, String currency, int pages, String language) {
        return Api.person("coordinator")
                .operation("Claim/$estimate", estimateOf(option, service, currency, pages, language));
    }

    private static Parameters estimateOf(String option, String service, String currency, int pages, String language) {
        Parameters parameters = new Parameters();
        parameters.addParameter("option", new CodeType(option));
        parameters.addParameter().setName("service").setValue(new Reference("HealthcareService/" + service));
        parameters.addParameter("pages", new IntegerType(pages));
        parameters.addParameter("language", new CodeType(language));
        parameters.addParameter("currency", new CodeType(currency));
        return parameters;
    }

    private static org.hl7.fhir.r4.model.Task.TaskOutputComponent centre(String id) {
        return Journey.output("centre", new Reference("Organization/" + id));
    }

    private static Api.Response assess(Journey journey, Parameters parameters) {
        return assess(journey.coordinator(), journey, parameters);
    }

    private static Api.Response assess(Api who, Journey journey, Parameters parameters) {
        return who.operation(journey.caseReference() + "/$assess", parameters);
    }

    private static String refusal(Api.Response response) {
        return response.status() + " " + response.code();
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

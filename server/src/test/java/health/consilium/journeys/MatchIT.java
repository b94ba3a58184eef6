package health.consilium.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import health.consilium.support.Api;
import health.consilium.support.ExampleCases;
import health.consilium.support.Journey;
import health.consilium.support.Journey.Journeys;
import health.consilium.support.ServerTest;
import java.math.BigDecimal;
import java.util.List;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleEntryComponent;
import org.hl7.fhir.r4.model.Bundle.SearchEntryMode;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Duration;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.IntegerType;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.Organization;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Task;
import org.hl7.fhir.r4.model.Task.TaskOutputComponent;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;

@ServerTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MatchIT {

    private static final String GRADE = "http://hl7.org/fhir/StructureDefinition/match-grade";
    private static final String REASON = "https://w3id.org/consilium/fhir/StructureDefinition/match-reason";

    @Autowired
    Journeys journeys;

    private Journey breast;
    private Journey liver;

    /** Asked about as often as one likes: a match stores nothing. */
    @BeforeAll
    void twoCasesAreSent() {
        breast = journeys.hospitalSends("breast");
        liver = journeys.hospitalSends("hcc");
    }

    @Test
    void theCentreThatSeesMostOfTheTumourTypeStandsFirst() {
        assertThat(services(match(breast)).get(0)).isEqualTo("review-heidelberg");
        assertThat(services(match(journeys.hospitalSends("nsclc"))).get(0)).isEqualTo("review-houston");
        assertThat(services(match(liver)))
                .startsWith("review-seoul", "review-istanbul", "review-heidelberg", "review-mumbai")
                .doesNotContain("review-houston");
    }

    @Test
    void eachServiceSaysWhyItStandsWhereItStands() {
        Bundle found = match(liver);

        BundleEntryComponent first = entries(found, SearchEntryMode.MATCH).get(0);
        assertThat(first.getSearch().getScore()).isEqualByComparingTo(BigDecimal.ONE);
        assertThat(first.getSearch().getExtensionsByUrl(REASON))
                .extracting(MatchIT::words)
                .contains("volume: Hepatocellular carcinoma: 1420 patients in 2025, counted in a volume report");
        assertThat(entries(found, SearchEntryMode.MATCH))
                .filteredOn(entry -> entry.getResource().getIdPart().equals("review-mumbai"))
                .as("of the centres of the demo, the one that publishes no closures to come")
                .extracting(entry ->
                        entry.getSearch().getExtensionByUrl(GRADE).getValue().primitiveValue())
                .containsExactly("certain");
        assertThat(entries(found, SearchEntryMode.INCLUDE))
                .extracting(BundleEntryComponent::getResource)
                .hasOnlyElementsOfType(Organization.class)
                .hasSize(entries(found, SearchEntryMode.MATCH).size());
    }

    @Test
    void whoReadsHindiIsToldTheSameReasonsInHindi() {
        Bundle english = match(liver);
        Bundle hindi = liver.coordinator()
                .with("Accept-Language", "sw, hi-IN;q=0.8, en;q=0.5")
                .operation(liver.caseReference() + "/$match", new Parameters())
                .as(Bundle.class);

        assertThat(english.getLanguage()).isEqualTo("en");
        assertThat(hindi.getLanguage()).isEqualTo("hi");
        assertThat(services(hindi)).isEqualTo(services(english));
        List<String> reasons = reasons(hindi);
        assertThat(reasons)
                .contains(
                        "volume: लिवर का कैंसर (हेपैटोसेल्युलर कार्सिनोमा): 2025 में 1420 मरीज़, संख्या की रिपोर्ट में गिने गए");
        assertThat(reasons.stream().map(MatchIT::code))
                .isEqualTo(reasons(english).stream().map(MatchIT::code).toList());
        OperationOutcome outcome = (OperationOutcome)
                entries(hindi, SearchEntryMode.OUTCOME).get(0).getResource();
        assertThat(outcome.getIssue())
                .extracting(issue -> issue.getDetails().getText())
                .contains(
                        "लिवर का कैंसर (हेपैटोसेल्युलर कार्सिनोमा): केंद्र इस प्रकार के ट्यूमर का कोई मरीज़ नहीं बताता");
    }

    private static List<String> reasons(Bundle found) {
        return entries(found, SearchEntryMode.MATCH).stream()
                .flatMap(entry -> entry.getSearch().getExtensionsByUrl(REASON).stream())
                .map(MatchIT::words)
                .toList();
    }

    private static String code(String reason) {
        return reason.substring(0, reason.indexOf(':'));
    }

    @Test
    void whoIsLeftOutIsListedWithTheReasons() {
        Parameters wish = new Parameters();
        Duration week = new Duration();
        week.setValue(1).setCode("wk").setSystem("http://unitsofmeasure.org");
        wish.addParameter("maxTurnaround", week);
        wish.addParameter("remote", new BooleanType(false));
        wish.addParameter().setName("exclude").setValue(new Reference("Organization/centre-istanbul"));

        Bundle found = match(liver, wish);

        assertThat(services(found)).containsExactly("review-mumbai");
        OperationOutcome outcome = (OperationOutcome)
                entries(found, SearchEntryMode.OUTCOME).get(0).getResource();
        assertThat(outcome.getIssue())
                .extracting(issue -> issue.getDiagnostics() + " "
                        + issue.getDetails().getCoding().stream()
                                .map(Coding::getCode)
                                .toList())
                .contains(
                        "HealthcareService/review-heidelberg [excluded, turnaround]",
                        "HealthcareService/review-houston [excluded, volume]",
                        "HealthcareService/review-istanbul [excluded]",
                        "HealthcareService/review-seoul [excluded, remote]");
    }

    @Test
    void nothingIsStoredByAMatchAndNoCentreHearsOfIt() {
        int tasks = breast.coordinator()
                .search(Task.class, "Task?patient=" + breast.patientId())
                .size();

        match(breast);
        match(breast);

        assertThat(breast.coordinator().search(Task.class, "Task?patient=" + breast.patientId()))
                .hasSize(tasks);
        assertThat(breast.status()).isEqualTo("enquiry-submitted");
    }

    @Test
    void wrongQuestionsAreRefusedInWords() {
        Parameters none = new Parameters();
        none.addParameter("count", new IntegerType(0));
        Parameters nobody = new Parameters();
        nobody.addParameter().setName("exclude").setValue(new Reference("Organization/nobody"));
        Parameters language = new Parameters();
        language.addParameter("language", new CodeType("not a language"));

        assertThat(refusal(breast, none)).isEqualTo("400 malformed");
        assertThat(refusal(breast, nobody)).isEqualTo("422 dangling-reference");
        assertThat(refusal(breast, language)).isEqualTo("422 unknown-code");
        assertThat(breast.hospital().operation(path(breast), new Parameters()).status())
                .isEqualTo(403);
        assertThat(breast.coordinator()
                        .operation("ServiceRequest/nothing/$match", new Parameters())
                        .status())
                .isEqualTo(404);
    }

    @Test
    void aCaseWithoutDiagnosisCannotBeMatched() {
        Bundle transaction = ExampleCases.fresh("breast");
        transaction.getEntry().stream()
                .map(BundleEntryComponent::getResource)
                .filter(org.hl7.fhir.r4.model.Condition.class::isInstance)
                .map(org.hl7.fhir.r4.model.Condition.class::cast)
                .forEach(condition -> {
                    condition.setCode(new CodeableConcept().setText("Breast cancer"));
                    condition.getExtension().clear();
                    condition.getBodySite().clear();
                });
        transaction.getEntry().stream()
                .map(BundleEntryComponent::getResource)
                .filter(org.hl7.fhir.r4.model.Observation.class::isInstance)
                .map(org.hl7.fhir.r4.model.Observation.class::cast)
                .filter(org.hl7.fhir.r4.model.Observation::hasValueCodeableConcept)
                .forEach(observation ->
                        observation.getValueCodeableConcept().getCoding().clear());

        assertThat(refusal(journeys.hospitalSends(transaction), new Parameters()))
                .isEqualTo("422 no-diagnosis");
    }

    @Test
    void theDirectoryIsSearchedByTumourType() {
        Api centre = Api.system("centre-seoul");

        assertThat(ids(centre.search("HealthcareService?tumour-type=glioma").getEntry()))
                .containsExactly("review-heidelberg");
        assertThat(ids(centre.search(
                                "HealthcareService?tumour-type=https://w3id.org/consilium/fhir/CodeSystem/tumour-type|hcc")
                        .getEntry()))
                .contains("review-seoul", "review-mumbai")
                .doesNotContain("review-houston");
    }

    @Test
    void theChosenCentreMustTakeCases() {
        Journey journey = journeys.hospitalSends(ExampleCases.inEnglish("breast"));
        journey.coordinatorAssesses().patientChooses().recordsAreCollected().recordsAreReviewed();
        Task choice = journey.open("match-centre");

        assertThat(Journey.move(journey.coordinator(), choice, "completed").message())
                .contains("CodeSystem/task-input");
        assertThat(Journey.move(journey.coordinator(), choice, "completed", centre("Organization/hospital-nairobi"))
                        .message())
                .contains("no Organization with an active review service");
        Journey.moved(journey.coordinator(), choice, "completed", centre("Organization/centre-mumbai"));
        assertThat(journey.status()).isEqualTo("awaiting-consent");
    }

    private static TaskOutputComponent centre(String organization) {
        return new TaskOutputComponent(
                new CodeableConcept(
                        new Coding("https://w3id.org/consilium/fhir/CodeSystem/task-input", "centre", null)),
                new Reference(organization));
    }

    private static Bundle match(Journey journey) {
        return match(journey, new Parameters());
    }

    private static Bundle match(Journey journey, Parameters wish) {
        return journey.coordinator().operation(path(journey), wish).as(Bundle.class);
    }

    private static String refusal(Journey journey, Parameters wish) {
        Api.Response response = journey.coordinator().operation(path(journey), wish);
        return response.status() + " " + response.code();
    }

    private static String path(Journey journey) {
        return journey.caseReference() + "/$match";
    }

    private static List<String> services(Bundle found) {
        return ids(entries(found, SearchEntryMode.MATCH));
    }

    private static List<String> ids(List<BundleEntryComponent> entries) {
        return entries.stream()
                .map(entry -> entry.getResource().getIdElement().getIdPart())
                .toList();
    }

    private static List<BundleEntryComponent> entries(Bundle found, SearchEntryMode mode) {
        return found.getEntry().stream()
                .filter(entry -> entry.getSearch().getMode() == mode)
                .toList();
    }

    private static String words(Extension reason) {
        return ((Coding) reason.getExtensionByUrl("code").getValue()).getCode() + ": "
                + reason.getExtensionByUrl("text").getValue().primitiveValue();
    }
}

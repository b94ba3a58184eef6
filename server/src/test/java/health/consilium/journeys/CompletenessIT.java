package health.consilium.journeys;

import static health.consilium.journeys.Completeness.AS_OF;
import static health.consilium.journeys.Completeness.CHECKLIST;
import static health.consilium.journeys.Completeness.asOf;
import static health.consilium.journeys.Completeness.gap;
import static health.consilium.journeys.Completeness.is;
import static health.consilium.journeys.Completeness.item;
import static health.consilium.journeys.Completeness.notices;
import static health.consilium.journeys.Completeness.path;
import static health.consilium.journeys.Completeness.status;
import static health.consilium.journeys.Completeness.take;
import static health.consilium.journeys.Completeness.texts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import health.consilium.support.Api;
import health.consilium.support.ExampleCases;
import health.consilium.support.Journey;
import health.consilium.support.Journey.Journeys;
import health.consilium.support.ServerTest;
import health.consilium.workflow.Cases;
import health.consilium.workflow.Gate;
import health.consilium.workflow.Gates;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.CanonicalType;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.DetectedIssue;
import org.hl7.fhir.r4.model.DetectedIssue.DetectedIssueMitigationComponent;
import org.hl7.fhir.r4.model.DetectedIssue.DetectedIssueStatus;
import org.hl7.fhir.r4.model.DiagnosticReport;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.GuidanceResponse;
import org.hl7.fhir.r4.model.HealthcareService;
import org.hl7.fhir.r4.model.ImagingStudy;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Organization;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Parameters.ParametersParameterComponent;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.PositiveIntType;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Signature;
import org.hl7.fhir.r4.model.StringType;
import org.hl7.fhir.r4.model.Task;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@ServerTest
class CompletenessIT {

    private static final String HER2 = "breast.mol.her2";
    private static final String MAMMOGRAM = "breast.img.mammo";

    @Autowired
    Journeys journeys;

    @Autowired
    Gates gates;

    @Autowired
    Cases cases;

    @Test
    void aCaseWithAllItsRecordsIsComplete() {
        Journey journey = journeys.hospitalSends(ExampleCases.inEnglish("breast"));

        Parameters answer = completeness(journey);

        assertThat(answer.getParameterBool("complete")).isTrue();
        assertThat(answer.getParameterValue("notice").primitiveValue()).contains("Draft content");
        assertThat(status(answer, HER2)).isEqualTo("met");
        GuidanceResponse guidance = (GuidanceResponse) answer.getParameter().stream()
                .filter(parameter -> parameter.getName().equals("guidance"))
                .findFirst()
                .orElseThrow()
                .getResource();
        assertThat(guidance.getSubject().getReference()).isEqualTo("Patient/" + journey.patientId());
        assertThat(guidance.getDataRequirement())
                .as("recommended records are asked for still")
                .isNotEmpty();
        assertThat(item(answer, HER2).getPart()).anySatisfy(part -> {
            assertThat(part.getName()).isEqualTo("evidence");
            assertThat(((Reference) part.getValue()).getReference()).startsWith("Observation/");
        });
    }

    @Test
    void recordsThatNobodyCanReadYetDoNotCount() {
        Parameters answer = completeness(journeys.hospitalSends("breast"));

        assertThat(answer.getParameterBool("complete")).isFalse();
        assertThat(status(answer, "breast.clin.consult")).isEqualTo("not-translated");
    }

    @Test
    void aGapOpensAndClosesWithTheEvidenceThatArrives() {
        Bundle transaction = ExampleCases.inEnglish("breast");
        Observation her2 = take(transaction, Observation.class, is("85319-2"));
        take(transaction, DiagnosticReport.class, report -> report.getCode().hasCoding("http://loinc.org", "11529-5"));
        Journey journey = journeys.hospitalSends(transaction);

        assertThat(status(completeness(journey), HER2)).isEqualTo("missing");
        assertThat(gaps(journey)).as("nothing is stored unless asked for").isEmpty();

        DetectedIssue stated = gap(completeness(journey, persist()), HER2).orElseThrow();
        DetectedIssue stored = journey.coordinator().read(DetectedIssue.class, Journey.reference(stated));
        assertThat(stored.getStatus()).isEqualTo(DetectedIssueStatus.PRELIMINARY);
        assertThat(stored.getIdentifierFirstRep().getValue()).isEqualTo(journey.number() + "|" + HER2);
        assertThat(journey.coordinator()
                        .search(
                                DetectedIssue.class,
                                "DetectedIssue?patient=" + journey.patientId() + "&requirement=" + HER2))
                .hasSize(1);

        her2.setId((String) null);
        her2.setSubject(new Reference("Patient/" + journey.patientId()));
        her2.getBasedOn().clear();
        her2.addBasedOn(new Reference(journey.caseReference()));
        her2.getSpecimen().setReference(null);
        String sent = journey.hospital().post(her2).createdId();

        assertThat(status(completeness(journey, persist()), HER2)).isEqualTo("met");
        DetectedIssue closed = journey.coordinator().read(DetectedIssue.class, Journey.reference(stated));
        assertThat(closed.getStatus()).isEqualTo(DetectedIssueStatus.FINAL);
        assertThat(closed.getMitigationFirstRep().getAction().getText()).isEqualTo("Met by Observation/" + sent);
    }

    @Test
    void aCoordinatorWaivesAnItemWithAReasonAndTheOwnName() {
        Journey journey = withoutMammogram();
        DetectedIssue gap = gap(completeness(journey, persist()), MAMMOGRAM).orElseThrow();
        gap = journey.coordinator().read(DetectedIssue.class, Journey.reference(gap));
        assertThat(unmet(journey)).extracting(Gate.Unmet::subject).contains(Journey.reference(gap));

        DetectedIssue unsigned = gap.copy().setStatus(DetectedIssueStatus.FINAL);
        unsigned.addMitigation().setAction(new CodeableConcept().setText("Both breasts were removed in 2019"));
        assertThat(journey.coordinator().put(unsigned).status()).isEqualTo(422);

        unsigned.getMitigationFirstRep().setAuthor(new Reference("Practitioner/coordinator"));
        DetectedIssue waived = journey.coordinator().put(unsigned).as(DetectedIssue.class);
        assertThat(waived.getMitigationFirstRep().getAction().getText()).startsWith("Waived: ");
        assertThat(isProvedByThePublicKeys(waived)).isTrue();
        assertThat(isProvedByThePublicKeys(changed(waived))).isFalse();

        Parameters answer = completeness(journey);
        assertThat(status(answer, MAMMOGRAM)).isEqualTo("waived");
        assertThat(answer.getParameterBool("complete")).isTrue();
        assertThat(unmet(journey)).extracting(Gate.Unmet::subject).doesNotContain(Journey.reference(gap));
    }

    /** As anybody can check who reads the gap: with the statement of extension waiver-signature and the keys of the server. */
    private static boolean isProvedByThePublicKeys(DetectedIssue gap) {
        DetectedIssueMitigationComponent waiver = gap.getMitigationFirstRep();
        Signature signature = (Signature)
                waiver.getExtensionByUrl("https://w3id.org/consilium/fhir/StructureDefinition/waiver-signature")
                        .getValue();
        String statement = "{\"gap\":\"%s\",\"reason\":\"%s\",\"signedAt\":\"%s\",\"waivedBy\":\"%s\"}"
                .formatted(
                        gap.getIdentifierFirstRep().getValue(),
                        waiver.getAction().getText(),
                        signature.getWhenElement().getValueAsString(),
                        waiver.getAuthor().getReference());
        try {
            JWSObject jws =
                    JWSObject.parse(new String(signature.getData(), StandardCharsets.US_ASCII), new Payload(statement));
            String keys = Api.nobody()
                    .get(Api.base().replaceAll("/fhir$", "/.well-known/package-keys.json"))
                    .text();
            JWK key = JWKSet.parse(keys).getKeyByKeyId(jws.getHeader().getKeyID());
            return jws.verify(new ECDSAVerifier(key.toECKey()));
        } catch (ParseException | JOSEException e) {
            throw new AssertionError(e);
        }
    }

    private static DetectedIssue changed(DetectedIssue waived) {
        DetectedIssue changed = waived.copy();
        changed.getMitigationFirstRep().getAction().setText("Waived: nobody asked");
        return changed;
    }

    @Test
    void anIncompleteCaseDoesNotPassTheGate() {
        Journey journey = withoutMammogram();

        assertThat(unmet(journey)).anySatisfy(unmet -> {
            assertThat(unmet.code()).isEqualTo("incomplete");
            assertThat(unmet.message()).contains(MAMMOGRAM);
            assertThat(unmet.overridable()).isTrue();
        });
    }

    @Test
    void theGapsStandReadyWhenTheReviewBegins() {
        Journey journey = withoutMammogram();
        journey.coordinatorAssesses().patientChooses().recordsAreCollected();

        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(gaps(journey))
                .extracting(gap -> gap.getIdentifierFirstRep().getValue())
                .contains(journey.number() + "|" + MAMMOGRAM));
        assertThat(gaps(journey))
                .extracting(gap -> gap.getIdentifierFirstRep().getValue())
                .doesNotHaveDuplicates();
    }

    @Test
    void aHospitalAsksBeforeItSendsAndNothingIsStored() {
        String number = UUID.randomUUID().toString();
        Bundle records = ExampleCases.inEnglish("nsclc");
        records.getEntry().stream()
                .map(Bundle.BundleEntryComponent::getResource)
                .filter(Patient.class::isInstance)
                .forEach(patient -> ((Patient) patient)
                        .addIdentifier()
                        .setSystem("urn:consilium:test:mrn")
                        .setValue(number));
        Parameters question = new Parameters();
        question.addParameter().setName("records").setResource(records);
        question.addParameter("checklist", new CanonicalType(CHECKLIST + "nsclc"));
        question.addParameter("asOf", new DateTimeType(AS_OF));
        Api hospital = Api.system("hospital-nairobi");

        Parameters answer =
                hospital.operation("ServiceRequest/$completeness", question).as(Parameters.class);

        assertThat(answer.getParameterBool("complete")).isTrue();
        assertThat(item(answer, "nsclc.stage.tnm").getPart())
                .filteredOn(part -> part.getName().equals("evidence"))
                .allSatisfy(part ->
                        assertThat(((Reference) part.getValue()).getReference()).startsWith("urn:uuid:"));
        assertThat(hospital.search(Patient.class, "Patient?identifier=urn:consilium:test:mrn%7C" + number))
                .isEmpty();
    }

    @Test
    void aPatientReadsHindiWhatIsMissingAndHowToObtainIt() {
        Journey journey = withoutMammogram();

        Parameters answer = journey.patient()
                .with("Accept-Language", "hi-IN, en;q=0.5")
                .operation(path(journey), asOf())
                .as(Parameters.class);

        ParametersParameterComponent item = item(answer, MAMMOGRAM);
        assertThat(status(answer, MAMMOGRAM)).isEqualTo("missing");
        assertThat(((Coding) item.getPart().get(0).getValue()).getDisplay()).startsWith("Diagnostic mammogram");
        assertThat(texts(item, "label")).anySatisfy(text -> assertThat(text).startsWith("डायग्नोस्टिक मैमोग्राम"));
        assertThat(texts(item, "label")).contains("hi", "draft");
        assertThat(texts(item, "remedy")).anySatisfy(text -> assertThat(text).startsWith("रेडियोलॉजी विभाग"));
        DetectedIssue gap = item.getPart().stream()
                .filter(part -> part.getName().equals("gap"))
                .map(part -> (DetectedIssue) part.getResource())
                .findFirst()
                .orElseThrow();
        assertThat(gap.getDetail()).startsWith("Nothing was offered for: ");
        assertThat(gap.getDetailElement().getExtensionFirstRep().getExtensionString("content"))
                .as("the server's words and the label")
                .startsWith("इसके लिए कुछ नहीं मिला: डायग्नोस्टिक मैमोग्राम");
        assertThat(notices(answer)).anySatisfy(notice -> assertThat(notice).contains("not signed off"));
    }

    @Test
    void whereNothingIsTranslatedTheAnswerIsEnglishAndSaysSo() {
        Journey journey = withoutMammogram();

        Parameters answer = completeness(journey, asOf().addParameter("language", new CodeType("kk")));

        assertThat(texts(item(answer, MAMMOGRAM), "label"))
                .containsExactly("Diagnostic mammogram (both breasts), with tomosynthesis if done", "en");
        assertThat(notices(answer)).contains("There is no translation into kk here: the texts are in English.");
    }

    @Test
    void eachCallerAsksAboutTheOwnCasesOnly() {
        Journey journey = journeys.hospitalSends("hcc");

        assertThat(journey.patient().operation(path(journey), asOf()).status()).isEqualTo(200);
        assertThat(journey.hospital().operation(path(journey), asOf()).status()).isEqualTo(200);
        assertThat(journeys.hospitalSends("nsclc")
                        .patient()
                        .operation(path(journey), asOf())
                        .status())
                .isEqualTo(404);
        assertThat(Api.system("centre-seoul").operation(path(journey), asOf()).status())
                .isEqualTo(403);
        assertThat(journey.hospital().operation(path(journey), persist()).status())
                .isEqualTo(403);
        Api.Response answer = journey.patient().operation(path(journey), asOf());
        assertThat(answer.text()).doesNotContain("CodeSystem/compartment");
    }

    @Test
    void wrongQuestionsAreRefusedInWords() {
        Journey journey = journeys.hospitalSends("hcc");
        Parameters unknown = new Parameters().addParameter("checklist", new CanonicalType(CHECKLIST + "toothache"));
        Parameters tongue = new Parameters().addParameter("language", new CodeType("zh_CN"));
        Parameters month = new Parameters().addParameter("asOf", new DateTimeType("2026-11"));

        assertThat(refusal(journey, unknown)).isEqualTo("422 unknown-checklist");
        assertThat(refusal(journey, month)).isEqualTo("400 malformed");
        assertThat(refusal(journey, tongue)).isEqualTo("400 malformed");
        Api.Response empty = journey.hospital().operation("ServiceRequest/$completeness", new Parameters());
        assertThat(empty.status() + " " + empty.code()).isEqualTo("400 malformed");
        assertThat(journey.coordinator()
                        .operation("ServiceRequest/nothing/$completeness", asOf())
                        .status())
                .isEqualTo(404);
    }

    @Test
    void onceACentreIsChosenTheCaseIsAskedWhatThatCentreAsks() {
        Reference strict = centreThatAsks();
        Journey journey = journeys.hospitalSends(ExampleCases.inEnglish("breast"));
        Parameters before = completeness(journey, asOf().addParameter("centre", strict));
        assertThat(status(before, HER2)).as("before it is chosen").isEqualTo("stale");
        assertThat(status(completeness(journey), HER2)).isEqualTo("met");
        assertThat(refusal(journey, persist().addParameter("centre", strict))).isEqualTo("400 malformed");
        assertThat(refusal(journey, asOf().addParameter("centre", new Reference("Organization/hospital-nairobi"))))
                .isEqualTo("422 dangling-reference");
        assertThat(unmet(journey, "Organization/centre-heidelberg"))
                .extracting(Gate.Unmet::message)
                .noneMatch(message -> message.contains(HER2));

        journey.coordinatorAssesses().patientChooses().recordsAreCollected().recordsAreReviewed();
        choose(journey, strict);

        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(open(journey, HER2))
                .hasValueSatisfying(gap -> assertThat(gap.getDetail())
                        .endsWith("Centre of the Lake asks for this itself, no older than 1 days: We test anew")));
        Parameters chosen = journey.patient()
                .with("Accept-Language", "hi")
                .operation(path(journey), asOf())
                .as(Parameters.class);
        assertThat(((Reference) chosen.getParameter("centre").getValue()).getReference())
                .isEqualTo(strict.getReference());
        assertThat(texts(item(chosen, HER2), "asked"))
                .containsExactly(
                        "Centre of the Lake अपनी ओर से यह माँगता है, अधिकतम 1 दिन पुराना: We test anew",
                        "We test anew");
        assertThat(unmet(journey, strict.getReference())).anySatisfy(unmet -> assertThat(unmet.message())
                .startsWith(HER2 + " is stale (Centre of the Lake asks for this itself"));

        takeBack(journey);
        assertThat(open(journey, HER2)).as("until another is chosen").isPresent();
        choose(journey, new Reference("Organization/centre-heidelberg"));

        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(open(journey, HER2)).isEmpty());
        assertThat(status(completeness(journey), HER2)).isEqualTo("met");

        takeBack(journey);
        choose(journey, strict);
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(open(journey, HER2)).isPresent());
        whatTheCentreAsksIsSupplied(journey);
        choose(journey, strict);
        assertThat(unmet(journey, strict.getReference()))
                .extracting(Gate.Unmet::message)
                .noneMatch(message -> message.contains(HER2));
    }

    /** The desk asks the hospital, which has the test done anew. */
    private static void whatTheCentreAsksIsSupplied(Journey journey) {
        takeBack(journey);
        String gap = Journey.reference(open(journey, HER2).orElseThrow());
        Parameters question = new Parameters();
        question.addParameter().setName("gap").setValue(new Reference(gap));
        assertThat(journey.coordinator()
                        .operation(journey.rootReference() + "/$request-missing", question)
                        .status())
                .isEqualTo(200);
        Task request = journey.open("supply-missing");
        String form = request.getInput().stream()
                .filter(input -> input.getType().getCoding().stream()
                        .anyMatch(coding -> coding.getCode().equals("questionnaire")))
                .map(input -> ((Reference) input.getValue()).getReference())
                .findFirst()
                .orElseThrow();
        assertThat(journey.hospital().get(form).text())
                .contains("The centre asks for this itself, no older than 1 days: We test anew")
                .doesNotContain("Centre of the Lake");

        Observation her2 = take(ExampleCases.inEnglish("breast"), Observation.class, is("85319-2"));
        her2.setId((String) null);
        her2.getIdentifier().clear();
        her2.setSubject(new Reference("Patient/" + journey.patientId()));
        her2.getBasedOn().clear();
        her2.addBasedOn(new Reference(journey.caseReference()));
        her2.getSpecimen().setReference(null);
        her2.setEffective(new DateTimeType(LocalDate.now(ZoneOffset.UTC).toString()));
        her2.setIssued(null);
        assertThat(journey.hospital().post(her2).status()).isEqualTo(201);
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(journey.status()).isEqualTo("matching"));
    }

    /** From the consent of the patient back to the choice of a centre. */
    private static void takeBack(Journey journey) {
        Task offer = journey.open("approve-sharing");
        offer.setStatusReason(new CodeableConcept().setText("Another centre"));
        Journey.moved(journey.coordinator(), offer, "rejected");
    }

    private static void choose(Journey journey, Reference centre) {
        Journey.moved(
                journey.coordinator(), journey.open("match-centre"), "completed", Journey.output("centre", centre));
    }

    private static Optional<DetectedIssue> open(Journey journey, String item) {
        return gaps(journey).stream()
                .filter(gap -> gap.getStatus() == DetectedIssueStatus.PRELIMINARY)
                .filter(gap -> gap.getIdentifierFirstRep().getValue().equals(journey.number() + "|" + item))
                .findFirst();
    }

    /** A service without a volume, so that no match of another journey finds it. */
    private static Reference centreThatAsks() {
        Api admin = Api.person("admin");
        Organization centre = new Organization().setActive(true).setName("Centre of the Lake");
        Reference reference = new Reference("Organization/" + admin.post(centre).createdId());
        HealthcareService service = new HealthcareService();
        service.getMeta().addProfile("https://w3id.org/consilium/fhir/StructureDefinition/review-service");
        service.setActive(true).setName("Opinions of the Lake").setProvidedBy(reference);
        service.addType()
                .addCoding()
                .setSystem("https://w3id.org/consilium/fhir/CodeSystem/request-category")
                .setCode("second-opinion");
        service.addSpecialty().addCoding().setSystem("http://snomed.info/sct").setCode("394593009");
        service.addCommunication().addCoding().setSystem("urn:ietf:bcp:47").setCode("en");
        service.addExtension(
                "https://w3id.org/consilium/fhir/StructureDefinition/delivery-mode", new CodeType("remote"));
        Extension ask = service.addExtension().setUrl("https://w3id.org/consilium/fhir/StructureDefinition/centre-ask");
        ask.addExtension(
                "requirement",
                new Coding("https://w3id.org/consilium/fhir/CodeSystem/checklist-item", "breast.mol", null));
        ask.addExtension("blocking", new BooleanType(true));
        ask.addExtension("maxAgeDays", new PositiveIntType(1));
        ask.addExtension("why", new StringType("We test anew"));

        Api.Response refused = admin.post(service);
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.message()).contains("breast.mol is none");
        assertThat(refused.text()).contains("HealthcareService.extension[1]");
        ((Coding) ask.getExtensionByUrl("requirement").getValue()).setCode(HER2);
        assertThat(admin.post(service).status()).isEqualTo(201);
        return reference;
    }

    private Journey withoutMammogram() {
        Bundle transaction = ExampleCases.inEnglish("breast");
        take(transaction, ImagingStudy.class, study -> study.getDescription().contains("mammography"));
        return journeys.hospitalSends(transaction);
    }

    private List<Gate.Unmet> unmet(Journey journey) {
        return unmet(journey, "Organization/centre-heidelberg");
    }

    private List<Gate.Unmet> unmet(Journey journey, String centre) {
        return gates.unmet(new Gate.Submission(
                cases.require(journey.caseReference()),
                new Reference(centre),
                new DocumentReference(),
                new Reference()));
    }

    private static List<DetectedIssue> gaps(Journey journey) {
        return journey.coordinator()
                .search(DetectedIssue.class, "DetectedIssue?patient=" + journey.patientId() + "&_count=100");
    }

    private static Parameters completeness(Journey journey) {
        return completeness(journey, asOf());
    }

    private static Parameters completeness(Journey journey, Parameters question) {
        return journey.coordinator().operation(path(journey), question).as(Parameters.class);
    }

    private static String refusal(Journey journey, Parameters question) {
        Api.Response response = journey.coordinator().operation(path(journey), question);
        return response.status() + " " + response.code();
    }

    private static Parameters persist() {
        return asOf().addParameter("persist", new BooleanType(true));
    }
}

package health.consilium.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import health.consilium.support.Api;
import health.consilium.support.Journey;
import health.consilium.support.Journey.Journeys;
import health.consilium.support.PdfText;
import health.consilium.support.ServerTest;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleEntryComponent;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.DateType;
import org.hl7.fhir.r4.model.DetectedIssue;
import org.hl7.fhir.r4.model.DetectedIssue.DetectedIssueStatus;
import org.hl7.fhir.r4.model.DiagnosticReport;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.ImagingStudy;
import org.hl7.fhir.r4.model.MarkdownType;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Questionnaire;
import org.hl7.fhir.r4.model.QuestionnaireResponse;
import org.hl7.fhir.r4.model.QuestionnaireResponse.QuestionnaireResponseItemComponent;
import org.hl7.fhir.r4.model.QuestionnaireResponse.QuestionnaireResponseStatus;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.hl7.fhir.r4.model.StringType;
import org.hl7.fhir.r4.model.Task;
import org.hl7.fhir.r4.model.Type;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;

@ServerTest
class RequestMissingIT {

    private static final String SO = OnTheWay.SO;
    private static final String HER2 = "breast.mol.her2";
    private static final String MAMMOGRAM = "breast.img.mammo";

    @Autowired
    Journeys journeys;

    private Observation her2;

    @Test
    void theHospitalIsAskedAndTheCaseWaits() {
        Journey journey = underReview();

        List<Task> requests = asked(journey, gap(journey, MAMMOGRAM));

        assertThat(requests).hasSize(1);
        Task request = requests.get(0);
        assertThat(journey.status()).isEqualTo("gaps-requested");
        assertThat(journey.root().getStatus()).isEqualTo(Task.TaskStatus.ONHOLD);
        assertThat(request.getOwner().getReference()).isEqualTo("Organization/hospital-nairobi");
        assertThat(request.getMeta().hasProfile(SO + "/StructureDefinition/information-request"))
                .isTrue();
        assertThat(request.getReasonReference().getReference())
                .isEqualTo(gaps(request).get(0));
        assertThat(request.getRestriction().getPeriod().hasEnd()).isTrue();
        Api hospital = journey.hospital();
        assertThat(hospital.search(
                        Task.class, "Task?status=requested&subject=Patient/" + journey.patientId() + "&_count=100"))
                .extracting(Journey::reference)
                .contains(Journey.reference(request));
        assertThat(hospital.read(DetectedIssue.class, gaps(request).get(0)).getStatus())
                .isEqualTo(DetectedIssueStatus.PRELIMINARY);
        Questionnaire form = hospital.read(Questionnaire.class, input(request, "questionnaire"));
        assertThat(form.getItem())
                .extracting(Questionnaire.QuestionnaireItemComponent::getLinkId)
                .containsExactly(MAMMOGRAM);
        assertThat(errors(hospital, form)).isEmpty();
        DocumentReference letter = hospital.read(DocumentReference.class, input(request, "record"));
        assertThat(letter.getType().hasCoding("http://loinc.org", "64292-6")).isTrue();
        assertThat(text(hospital, letter))
                .contains(
                        "Sunita Sharma (सुनीता शर्मा)",
                        "Diagnostic mammogram",
                        journey.number(),
                        "Release by the patient");
    }

    @Test
    void eachSourceGetsOneRequest() {
        Journey journey = underReview();

        List<Task> requests = asked(journey, gap(journey, HER2), gap(journey, MAMMOGRAM));

        Api desk = journey.coordinator();
        List<String> letters = requests.stream()
                .map(task -> text(desk, desk.read(DocumentReference.class, input(task, "record"))))
                .toList();
        assertThat(letters)
                .as("the hospital hands on what a laboratory is asked for")
                .satisfiesExactly(
                        hospital -> assertThat(hospital).contains("Medical records department", "mammogram"),
                        laboratory -> assertThat(laboratory).contains("Laboratory through ", "HER2 IHC score"));
        assertThat(requests)
                .extracting(task -> task.getOwner().getReference())
                .containsOnly("Organization/hospital-nairobi");
        assertThat(requests.stream().flatMap(task -> gaps(task).stream())).hasSize(2);
    }

    @Test
    void aRecordThatArrivesBringsTheCaseBackToTheReview() {
        Journey journey = underReview();
        asked(journey, gap(journey, MAMMOGRAM));

        String sent = journey.hospital().post(record(journey)).createdId();

        assertThat(journey.status()).isEqualTo("records-review");
        Task request = journey.open("supply-missing");
        Journey.moved(
                journey.hospital(),
                journey.hospital().read(Task.class, Journey.reference(request)),
                "completed",
                OnTheWay.output("record", new Reference("DocumentReference/" + sent)));
        assertThat(journey.hospital()
                        .get("DetectedIssue/" + gap(journey, MAMMOGRAM).getIdPart())
                        .status())
                .as("with the Task ends what it let in on")
                .isEqualTo(404);
    }

    @Test
    void aResultThatArrivesClosesItsGapOfThisCaseAndOfNoOther() {
        Journey other = underReview();
        Journey journey = underReview();
        asked(journey, gap(journey, HER2));
        String untouched = gap(other, HER2).getMeta().getVersionId();

        String sent = journey.hospital().post(result(journey)).createdId();

        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            DetectedIssue gap = gap(journey, HER2);
            assertThat(gap.getStatus()).isEqualTo(DetectedIssueStatus.FINAL);
            assertThat(gap.getMitigationFirstRep().getAction().getText()).isEqualTo("Met by Observation/" + sent);
            assertThat(journey.status()).isEqualTo("records-review");
        });
        assertThat(gap(other, HER2).getStatus()).isEqualTo(DetectedIssueStatus.PRELIMINARY);
        assertThat(gap(other, HER2).getMeta().getVersionId()).isEqualTo(untouched);
    }

    @Test
    void anAnswerThatItDoesNotExistIsEvidenceThatACoordinatorConfirms() {
        Journey journey = underReview();
        Task request = asked(journey, gap(journey, HER2)).get(0);
        Questionnaire form = journey.hospital().read(Questionnaire.class, input(request, "questionnaire"));

        String answered = journey.hospital()
                .post(answer(form, "absent", "reason", new StringType("The block was used up in 2024")))
                .createdId();
        Journey.moved(
                journey.hospital(),
                journey.hospital().read(Task.class, Journey.reference(request)),
                "completed",
                OnTheWay.output("questionnaire", new Reference("QuestionnaireResponse/" + answered)));

        assertThat(journey.status()).isEqualTo("records-review");
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            DetectedIssue gap = gap(journey, HER2);
            assertThat(gap.getStatus()).isEqualTo(DetectedIssueStatus.PRELIMINARY);
            assertThat(gap.getDetail()).contains("QuestionnaireResponse/" + answered + " says that it does not exist");
            assertThat(gap.getEvidence()).anySatisfy(evidence -> assertThat(
                            evidence.getDetailFirstRep().getReference())
                    .isEqualTo("QuestionnaireResponse/" + answered));
        });
        QuestionnaireResponse stored =
                journey.coordinator().read(QuestionnaireResponse.class, "QuestionnaireResponse/" + answered);
        assertThat(stored.getBasedOnFirstRep().getReference()).isEqualTo(journey.caseReference());
        assertThat(stored.getAuthor().getReference()).isEqualTo("Organization/hospital-nairobi");
    }

    @Test
    void anAnswerSaysAllThatGoesWithIt() {
        Journey journey = underReview();
        Task request = asked(journey, gap(journey, HER2)).get(0);
        Api hospital = journey.hospital();
        Questionnaire form = hospital.read(Questionnaire.class, input(request, "questionnaire"));

        assertThat(hospital.post(answer(form, "absent", "reason", new StringType(" ")))
                        .message())
                .contains("needs a reason");
        assertThat(hospital.post(answer(form, "later", null, null)).message()).contains("needs a date");
        assertThat(hospital.post(answer(form, "attached", null, null)).message())
                .contains("names no DocumentReference");
        QuestionnaireResponse empty = answer(form, "later", "date", new DateType("2026-12-24"));
        empty.getItem().clear();
        assertThat(hospital.post(empty).message()).contains(HER2 + " has no answer");
        assertThat(hospital.post(answer(form, "later", "date", new DateType("2026-12-24")))
                        .status())
                .isEqualTo(201);
        assertThat(journeys.hospitalSends("hcc")
                        .patient()
                        .post(answer(form, "not-applicable", "reason", new StringType("I say so")))
                        .code())
                .isEqualTo("dangling-reference");
    }

    @Test
    void whatIsWaivedIsAskedOfNobodyAndTheCaseGoesOn() {
        Journey journey = underReview();
        Journey.moved(journey.coordinator(), journey.open("review-records"), "completed");
        await().untilAsserted(() -> assertThat(journey.status()).isEqualTo("matching"));
        Task request = asked(journey, gap(journey, HER2)).get(0);
        assertThat(journey.status()).isEqualTo("gaps-requested");

        DetectedIssue waived = gap(journey, HER2).setStatus(DetectedIssueStatus.FINAL);
        waived.addMitigation()
                .setAction(new CodeableConcept().setText("No tissue is left"))
                .setAuthor(new Reference("Practitioner/coordinator"));
        journey.coordinator().put(waived).as(DetectedIssue.class);

        assertThat(journey.status()).isEqualTo("matching");
        assertThat(journey.coordinator()
                        .read(Task.class, Journey.reference(request))
                        .getStatus())
                .isEqualTo(Task.TaskStatus.CANCELLED);
        assertThat(journey.hospital().get(input(request, "record")).status()).isEqualTo(404);
        assertThat(brief(journey)).contains("Waived: No tissue is left (Amina Otieno, ");
    }

    @Test
    void allThatStandsInTheWayIsSaidAtOnce() {
        Journey journey = underReview();
        Journey other = underReview();
        String task = Journey.reference(asked(journey, gap(journey, HER2)).get(0));
        int documents = documents(journey);

        Api.Response refused = ask(
                journey,
                question(Journey.reference(gap(journey, HER2)))
                        .addParameter(reference("gap", Journey.reference(gap(journey, MAMMOGRAM))))
                        .addParameter(reference("gap", Journey.reference(gap(other, HER2))))
                        .addParameter(reference("assignee", "Patient/" + other.patientId())));

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.codes()).containsExactly("duplicate", "dangling-reference", "dangling-reference");
        assertThat(refused.message()).contains("asked for already, in " + task);
        assertThat(journey.tasks("supply-missing")).hasSize(1);
        assertThat(documents(journey)).as("nothing half done").isEqualTo(documents);
        assertThat(ask(journey, question("DetectedIssue/nothing")).code()).isEqualTo("dangling-reference");
        assertThat(journey.coordinator()
                        .operation(task + "/$request-missing", question(Journey.reference(gap(journey, MAMMOGRAM))))
                        .status())
                .isEqualTo(404);
        assertThat(ask(journey, new Parameters()).status()).isEqualTo(400);
        assertThat(ask(
                                journey,
                                question(Journey.reference(gap(journey, MAMMOGRAM)))
                                        .addParameter("language", new CodeType("in English please")))
                        .code())
                .isEqualTo("unknown-code");
    }

    @Test
    void nothingIsAskedForBeforeTheReview() {
        Journey journey = journeys.hospitalSends(withoutHer2AndMammogram());
        persist(journey);

        assertThat(ask(journey, question(Journey.reference(gap(journey, HER2)))).code())
                .isEqualTo("illegal-transition");
    }

    @Test
    void onlyTheDeskAsksAndOnlyTheOwnerSees() {
        Journey journey = underReview();
        Parameters question = question(Journey.reference(gap(journey, HER2)));
        String root = Journey.reference(journey.root());
        assertThat(journey.hospital()
                        .operation(root + "/$request-missing", question)
                        .status())
                .isEqualTo(403);
        assertThat(journey.patient()
                        .operation(root + "/$request-missing", question)
                        .status())
                .isEqualTo(403);
        Task request = asked(journey, gap(journey, HER2)).get(0);

        List<String> parts = List.of(
                Journey.reference(request),
                input(request, "questionnaire"),
                input(request, "record"),
                Journey.reference(gap(journey, HER2)));
        Api stranger = journeys.hospitalSends("hcc").patient();
        for (String part : parts) {
            assertThat(stranger.get(part).status()).isEqualTo(404);
            assertThat(Api.system("centre-seoul").get(part).status()).isIn(403, 404);
            assertThat(Api.person("translator-1").get(part).status()).isIn(403, 404);
            assertThat(journey.hospital().get(part).status()).isEqualTo(200);
        }
        assertThat(stranger.search(Questionnaire.class, "Questionnaire?_count=200"))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "breast, hi, सुनीता शर्मा, चिकित्सा अभिलेखों का अनुरोध",
        "hcc, ar, عبد الرحمن عثمان محمود, طلب سجلات طبية",
        "nsclc, zh-Hans, 陈建国, 病历资料索取函"
    })
    void thePatientIsAskedInTheOwnLanguage(String example, String language, String name, String title) {
        Journey journey = underReview(inEnglish(example));
        DetectedIssue gap = gaps(journey).get(0);

        Task request = ask(
                        journey,
                        question(Journey.reference(gap))
                                .addParameter(reference("assignee", "Patient/" + journey.patientId()))
                                .addParameter("note", new MarkdownType("Dr Otieno, 2024")))
                .as(Bundle.class)
                .getEntry()
                .stream()
                .map(entry -> (Task) entry.getResource())
                .findFirst()
                .orElseThrow();

        Api patient = journey.patient();
        DocumentReference letter = patient.read(DocumentReference.class, input(request, "record"));
        assertThat(request.getLanguage()).isEqualTo(language);
        assertThat(letter.getContentFirstRep().getAttachment().getLanguage()).isEqualTo(language);
        assertThat(text(patient, letter))
                .contains(name, title, "Dr Otieno, 2024")
                .as("all of it is in the patient's language")
                .doesNotContain(((Coding) gap.getExtensionByUrl(SO + "/StructureDefinition/requirement")
                                .getValue())
                        .getDisplay());
        assertThat(patient.read(Questionnaire.class, input(request, "questionnaire"))
                        .getLanguage())
                .isEqualTo(language);
    }

    /** A breast case without HER2 and mammogram, in the review, with its gaps. */
    private Journey underReview() {
        return underReview(withoutHer2AndMammogram());
    }

    /** A breast case without the mammogram, in the review, with its gap. */
    static Journey withoutMammogram(Journeys journeys) {
        Bundle transaction = inEnglish("breast");
        take(transaction, ImagingStudy.class, study -> study.getDescription().contains("mammography"));
        return underReview(journeys, transaction);
    }

    static DetectedIssue mammogram(Journey journey) {
        return gap(journey, MAMMOGRAM);
    }

    private Journey underReview(Bundle transaction) {
        return underReview(journeys, transaction);
    }

    private static Journey underReview(Journeys journeys, Bundle transaction) {
        Journey journey = journeys.hospitalSends(transaction)
                .coordinatorAssesses()
                .patientChooses()
                .recordsAreCollected();
        persist(journey);
        return journey;
    }

    private static void persist(Journey journey) {
        journey.coordinator()
                .operation(
                        journey.caseReference() + "/$completeness",
                        new Parameters().addParameter("persist", new BooleanType(true)))
                .as(Parameters.class);
    }

    private Bundle withoutHer2AndMammogram() {
        Bundle transaction = inEnglish("breast");
        her2 = take(
                transaction, Observation.class, result -> result.getCode().hasCoding("http://loinc.org", "85319-2"));
        take(transaction, DiagnosticReport.class, report -> report.getCode().hasCoding("http://loinc.org", "11529-5"));
        take(transaction, ImagingStudy.class, study -> study.getDescription().contains("mammography"));
        return transaction;
    }

    private static Bundle inEnglish(String example) {
        Bundle bundle = Journey.freshTransaction(example);
        bundle.getEntry().stream()
                .map(BundleEntryComponent::getResource)
                .filter(DocumentReference.class::isInstance)
                .map(DocumentReference.class::cast)
                .forEach(document ->
                        document.getContentFirstRep().getAttachment().setLanguage("en"));
        return bundle;
    }

    private static <T extends Resource> T take(Bundle transaction, Class<T> type, Predicate<T> which) {
        BundleEntryComponent entry = transaction.getEntry().stream()
                .filter(candidate -> type.isInstance(candidate.getResource()))
                .filter(candidate -> which.test(type.cast(candidate.getResource())))
                .findFirst()
                .orElseThrow();
        transaction.getEntry().remove(entry);
        transaction.getEntry().forEach(other -> drop(other.getResource(), entry.getFullUrl()));
        return type.cast(entry.getResource());
    }

    private static void drop(Resource resource, String target) {
        if (resource instanceof ServiceRequest request) {
            request.getSupportingInfo().removeIf(reference -> target.equals(reference.getReference()));
        } else if (resource instanceof DiagnosticReport report) {
            report.getResult().removeIf(reference -> target.equals(reference.getReference()));
            report.getImagingStudy().removeIf(reference -> target.equals(reference.getReference()));
        } else if (resource instanceof DocumentReference document) {
            document.getContext().getRelated().removeIf(reference -> target.equals(reference.getReference()));
        }
    }

    private Observation result(Journey journey) {
        her2.setId((String) null);
        her2.setSubject(new Reference("Patient/" + journey.patientId()));
        her2.getBasedOn().clear();
        her2.addBasedOn(new Reference(journey.caseReference()));
        her2.getSpecimen().setReference(null);
        return her2;
    }

    private static DocumentReference record(Journey journey) {
        String binary = journey.hospital()
                .send("POST", "Binary", "application/pdf", Journey.exampleBytes("breast/records/pathology.hi.pdf"))
                .createdId();
        DocumentReference record = new DocumentReference();
        record.getMeta().addProfile(SO + "/StructureDefinition/record");
        record.setStatus(org.hl7.fhir.r4.model.Enumerations.DocumentReferenceStatus.CURRENT);
        record.setType(new CodeableConcept(new Coding("http://loinc.org", "18748-4", null)));
        record.setSubject(new Reference("Patient/" + journey.patientId()));
        record.addContent()
                .getAttachment()
                .setContentType("application/pdf")
                .setLanguage("en")
                .setUrl("Binary/" + binary);
        record.getContext().addRelated(new Reference(journey.caseReference()));
        return record;
    }

    private static List<DetectedIssue> gaps(Journey journey) {
        return journey
                .coordinator()
                .search(DetectedIssue.class, "DetectedIssue?patient=" + journey.patientId() + "&_count=100")
                .stream()
                .filter(gap -> gap.getStatus() == DetectedIssueStatus.PRELIMINARY)
                .toList();
    }

    private static DetectedIssue gap(Journey journey, String item) {
        return journey
                .coordinator()
                .search(DetectedIssue.class, "DetectedIssue?patient=" + journey.patientId() + "&requirement=" + item)
                .stream()
                .findFirst()
                .orElseThrow();
    }

    private static Parameters question(String gap) {
        return new Parameters().addParameter(reference("gap", gap));
    }

    private static Parameters.ParametersParameterComponent reference(String name, String target) {
        Parameters.ParametersParameterComponent parameter = new Parameters.ParametersParameterComponent();
        parameter.setName(name).setValue(new Reference(target));
        return parameter;
    }

    private static Api.Response ask(Journey journey, Parameters question) {
        return journey.coordinator().operation(Journey.reference(journey.root()) + "/$request-missing", question);
    }

    static List<Task> asked(Journey journey, DetectedIssue... gaps) {
        Parameters question = new Parameters();
        List.of(gaps).forEach(gap -> question.addParameter(reference("gap", Journey.reference(gap))));
        return ask(journey, question).as(Bundle.class).getEntry().stream()
                .map(entry -> (Task) entry.getResource())
                .toList();
    }

    private static List<String> gaps(Task request) {
        return inputs(request, "gap");
    }

    private static String input(Task request, String type) {
        return inputs(request, type).get(0);
    }

    private static List<String> inputs(Task request, String type) {
        return request.getInput().stream()
                .filter(input -> input.getType().hasCoding(SO + "/CodeSystem/task-input", type))
                .map(input -> ((Reference) input.getValue()).getReference())
                .toList();
    }

    private static QuestionnaireResponse answer(Questionnaire form, String kind, String part, Type value) {
        QuestionnaireResponse answers = new QuestionnaireResponse();
        answers.setQuestionnaire(form.getUrl());
        answers.setStatus(QuestionnaireResponseStatus.COMPLETED);
        String id = form.getItemFirstRep().getLinkId();
        QuestionnaireResponseItemComponent group = answers.addItem().setLinkId(id);
        group.addItem()
                .setLinkId(id + "/answer")
                .addAnswer()
                .setValue(new Coding(SO + "/CodeSystem/gap-answer", kind, null));
        if (part != null) {
            group.addItem().setLinkId(id + "/" + part).addAnswer().setValue(value);
        }
        return answers;
    }

    private static List<String> errors(Api caller, Resource resource) {
        Parameters parameters = new Parameters();
        parameters.addParameter().setName("resource").setResource(resource);
        return ((OperationOutcome) caller.operation(resource.fhirType() + "/$validate", parameters)
                        .resource())
                .getIssue().stream()
                        .filter(issue -> issue.getSeverity() == OperationOutcome.IssueSeverity.ERROR
                                || issue.getSeverity() == OperationOutcome.IssueSeverity.FATAL)
                        .map(OperationOutcome.OperationOutcomeIssueComponent::getDiagnostics)
                        .toList();
    }

    private static int documents(Journey journey) {
        return journey.coordinator()
                .search(DocumentReference.class, "DocumentReference?patient=" + journey.patientId() + "&_count=100")
                .size();
    }

    /** The referral brief that a centre would get. */
    private static String brief(Journey journey) {
        Parameters parameters = new Parameters();
        parameters.addParameter().setName("centre").setValue(new Reference("Organization/centre-heidelberg"));
        parameters.addParameter("format", new CodeType("fhir-document"));
        parameters.addParameter("preview", new BooleanType(true));
        return journey.coordinator()
                .operation(journey.caseReference() + "/$package", parameters)
                .text();
    }

    /** What a search in the letter finds. */
    private static String text(Api reader, DocumentReference letter) {
        String url = letter.getContentFirstRep().getAttachment().getUrl();
        byte[] pdf = reader.with("Accept", "application/pdf").get(url).bytes();
        return PdfText.of(pdf).text();
    }
}

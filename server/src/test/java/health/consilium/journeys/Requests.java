package health.consilium.journeys;

import static health.consilium.journeys.Completeness.take;

import health.consilium.support.Api;
import health.consilium.support.ExampleCases;
import health.consilium.support.Journey;
import health.consilium.support.Journey.Journeys;
import health.consilium.support.PdfText;
import java.util.List;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.DetectedIssue;
import org.hl7.fhir.r4.model.DetectedIssue.DetectedIssueStatus;
import org.hl7.fhir.r4.model.DiagnosticReport;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.ImagingStudy;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Questionnaire;
import org.hl7.fhir.r4.model.QuestionnaireResponse;
import org.hl7.fhir.r4.model.QuestionnaireResponse.QuestionnaireResponseItemComponent;
import org.hl7.fhir.r4.model.QuestionnaireResponse.QuestionnaireResponseStatus;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.Task;
import org.hl7.fhir.r4.model.Type;

/** How a coordinator asks for what a case lacks, and how the answers are read. */
final class Requests {

    static final String SO = OnTheWay.SO;
    static final String HER2 = "breast.mol.her2";
    static final String MAMMOGRAM = "breast.img.mammo";

    private Requests() {}

    /** A breast case without HER2 and mammogram, in the review, with its gaps. */
    static Journey underReview(Journeys journeys) {
        return underReview(journeys, withoutHer2AndMammogram());
    }

    static Bundle withoutHer2AndMammogram() {
        Bundle transaction = ExampleCases.upToDate(ExampleCases.inEnglish("breast"));
        her2(transaction);
        take(transaction, DiagnosticReport.class, report -> report.getCode().hasCoding("http://loinc.org", "11529-5"));
        take(transaction, ImagingStudy.class, study -> study.getDescription().contains("mammography"));
        return transaction;
    }

    private static Observation her2(Bundle transaction) {
        return take(
                transaction, Observation.class, result -> result.getCode().hasCoding("http://loinc.org", "85319-2"));
    }

    /** The result that such a case lacks. */
    static Observation result(Journey journey) {
        Observation her2 = her2(ExampleCases.upToDate(ExampleCases.inEnglish("breast")));
        her2.setId((String) null);
        her2.setSubject(new Reference("Patient/" + journey.patientId()));
        her2.getBasedOn().clear();
        her2.addBasedOn(new Reference(journey.caseReference()));
        her2.getSpecimen().setReference(null);
        return her2;
    }

    /** A breast case without the mammogram, in the review, with its gap. */
    static Journey withoutMammogram(Journeys journeys) {
        Bundle transaction = ExampleCases.upToDate(ExampleCases.inEnglish("breast"));
        take(transaction, ImagingStudy.class, study -> study.getDescription().contains("mammography"));
        return underReview(journeys, transaction);
    }

    static DetectedIssue mammogram(Journey journey) {
        return gap(journey, MAMMOGRAM);
    }

    static Journey underReview(Journeys journeys, Bundle transaction) {
        Journey journey = journeys.hospitalSends(transaction)
                .coordinatorAssesses()
                .patientChooses()
                .recordsAreCollected();
        persist(journey);
        return journey;
    }

    static void persist(Journey journey) {
        journey.coordinator()
                .operation(
                        journey.caseReference() + "/$completeness",
                        new Parameters().addParameter("persist", new BooleanType(true)))
                .as(Parameters.class);
    }

    static DocumentReference record(Journey journey) {
        String binary = journey.hospital()
                .send("POST", "Binary", "application/pdf", ExampleCases.bytes("breast/records/pathology.hi.pdf"))
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

    static List<DetectedIssue> gaps(Journey journey) {
        return journey
                .coordinator()
                .search(DetectedIssue.class, "DetectedIssue?patient=" + journey.patientId() + "&_count=100")
                .stream()
                .filter(gap -> gap.getStatus() == DetectedIssueStatus.PRELIMINARY)
                .toList();
    }

    static DetectedIssue gap(Journey journey, String item) {
        return journey
                .coordinator()
                .search(DetectedIssue.class, "DetectedIssue?patient=" + journey.patientId() + "&requirement=" + item)
                .stream()
                .findFirst()
                .orElseThrow();
    }

    static Parameters question(String gap) {
        return new Parameters().addParameter(reference("gap", gap));
    }

    static Parameters.ParametersParameterComponent reference(String name, String target) {
        Parameters.ParametersParameterComponent parameter = new Parameters.ParametersParameterComponent();
        parameter.setName(name).setValue(new Reference(target));
        return parameter;
    }

    static Api.Response ask(Journey journey, Parameters question) {
        return journey.coordinator().operation(journey.rootReference() + "/$request-missing", question);
    }

    static List<Task> asked(Journey journey, DetectedIssue... gaps) {
        Parameters question = new Parameters();
        List.of(gaps).forEach(gap -> question.addParameter(reference("gap", Journey.reference(gap))));
        return ask(journey, question).as(Bundle.class).getEntry().stream()
                .map(entry -> (Task) entry.getResource())
                .toList();
    }

    static List<String> gaps(Task request) {
        return inputs(request, "gap");
    }

    static String input(Task request, String type) {
        return inputs(request, type).get(0);
    }

    static List<String> inputs(Task request, String type) {
        return request.getInput().stream()
                .filter(input -> input.getType().hasCoding(SO + "/CodeSystem/task-input", type))
                .map(input -> ((Reference) input.getValue()).getReference())
                .toList();
    }

    static QuestionnaireResponse answer(Questionnaire form, String kind, String part, Type value) {
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

    static List<String> errors(Api caller, Resource resource) {
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

    static int documents(Journey journey) {
        return journey.coordinator()
                .search(DocumentReference.class, "DocumentReference?patient=" + journey.patientId() + "&_count=100")
                .size();
    }

    /** The referral brief that a centre would get. */
    static String brief(Journey journey) {
        Parameters parameters = new Parameters();
        parameters.addParameter().setName("centre").setValue(new Reference("Organization/centre-heidelberg"));
        parameters.addParameter("format", new CodeType("fhir-document"));
        parameters.addParameter("preview", new BooleanType(true));
        return journey.coordinator()
                .operation(journey.caseReference() + "/$package", parameters)
                .text();
    }

    /** What a search in the letter finds. */
    static String text(Api reader, DocumentReference letter) {
        String url = letter.getContentFirstRep().getAttachment().getUrl();
        byte[] pdf = reader.with("Accept", "application/pdf").get(url).bytes();
        return PdfText.of(pdf).text();
    }
}

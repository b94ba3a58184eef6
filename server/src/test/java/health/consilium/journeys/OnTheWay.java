package health.consilium.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import health.consilium.support.Api;
import health.consilium.support.ExampleCases;
import health.consilium.support.Journey;
import health.consilium.support.Journey.Journeys;
import health.consilium.support.Translators;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Consent;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.Task;
import org.hl7.fhir.r4.model.Task.TaskOutputComponent;

/**
 * The second half of a case's way in words: package, consent, submission, opinion, delivery. The records are all in English,
 * so that no translator is needed; translation has journeys of its own.
 */
final class OnTheWay {

    static final String SO = "https://w3id.org/consilium/fhir";
    private static final String STATUS = SO + "/CodeSystem/business-status";

    final Journey journey;
    final String centre;
    private DocumentReference sent;
    private Consent consent;
    private String referral;

    private OnTheWay(Journey journey, String centre) {
        this.journey = journey;
        this.centre = centre;
    }

    /** A case whose centre is chosen and which waits for the patient's consent. */
    static OnTheWay awaitingConsent(Journeys journeys, String example, String centre) {
        OnTheWay way = new OnTheWay(awaitingMatch(journeys, example), centre);
        way.choose(centre);
        return way;
    }

    /** A case whose work up to the choice of a centre is done, given to this one. */
    static OnTheWay goingTo(Journey journey, String centre) {
        OnTheWay way = new OnTheWay(journey, centre);
        way.choose(centre);
        return way;
    }

    /** A case that is complete today and in English, for which a centre is to be chosen. */
    static Journey awaitingMatch(Journeys journeys, String example) {
        return journeys.hospitalSends(ExampleCases.upToDate(ExampleCases.inEnglish(example)))
                .coordinatorAssesses()
                .patientChooses()
                .recordsAreCollected()
                .recordsAreReviewed();
    }

    private void choose(String chosen) {
        Journey.moved(
                journey.coordinator(),
                journey.open("match-centre"),
                "completed",
                output("centre", new Reference("Organization/" + chosen)));
    }

    /** The same case offered to another centre. */
    OnTheWay offeredTo(String another) {
        OnTheWay way = new OnTheWay(journey, another);
        way.choose(another);
        return way;
    }

    /** A case that was given to this centre already, and waits for consent. */
    static OnTheWay sentTo(Journey journey, String centre) {
        return new OnTheWay(journey, centre);
    }

    Api centre() {
        return Api.system(centre);
    }

    Api.Response pack(String format, boolean preview) {
        Parameters parameters = new Parameters();
        parameters.addParameter().setName("centre").setValue(new Reference("Organization/" + centre));
        parameters.addParameter("format", new CodeType(format));
        parameters.addParameter("preview", new BooleanType(preview));
        return journey.coordinator().operation(journey.caseReference() + "/$package", parameters);
    }

    /** Freezes the package. */
    OnTheWay packed() {
        return packed("fhir-document");
    }

    /** The same in another form. */
    OnTheWay packed(String format) {
        Api.Response response = pack(format, false);
        assertThat(response.status()).as(format).isEqualTo(200);
        String location = response.header("Content-Location");
        sent = journey.coordinator()
                .read(DocumentReference.class, location.substring(location.indexOf("DocumentReference/")));
        return this;
    }

    DocumentReference sent() {
        return sent;
    }

    /** The consent as a patient's app would write it. */
    Consent consentForm() {
        Consent form = new Consent();
        form.getMeta().addProfile(SO + "/StructureDefinition/sharing-consent");
        form.setStatus(Consent.ConsentState.ACTIVE);
        form.setScope(new CodeableConcept(
                new Coding("http://terminology.hl7.org/CodeSystem/consentscope", "patient-privacy", null)));
        form.addCategory(new CodeableConcept(new Coding("http://loinc.org", "59284-0", null)));
        form.setPatient(new Reference("Patient/" + journey.patientId()));
        form.setDateTime(new Date());
        form.setPolicyRule(new CodeableConcept().setText("Consilium sharing policy, version 1"));
        form.getProvision()
                .setType(Consent.ConsentProvisionType.PERMIT)
                .getPeriod()
                .setEnd(Date.from(Instant.now().plus(90, ChronoUnit.DAYS)));
        form.getProvision()
                .addActor()
                .setRole(new CodeableConcept(
                        new Coding("http://terminology.hl7.org/CodeSystem/v3-ParticipationType", "IRCP", null)))
                .setReference(new Reference("Organization/" + centre));
        form.getProvision()
                .addData()
                .setMeaning(Consent.ConsentDataMeaning.INSTANCE)
                .setReference(Journey.to(sent));
        return form;
    }

    /** The patient consents to this package for this centre. */
    OnTheWay consented() {
        Api patient = journey.patient();
        String id = patient.post(consentForm()).createdId();
        consent = patient.read(Consent.class, "Consent/" + id);
        Journey.moved(
                patient,
                patient.read(Task.class, Journey.reference(journey.open("approve-sharing"))),
                "completed",
                output("consent", new Reference("Consent/" + id)));
        return this;
    }

    Consent consent() {
        return consent;
    }

    Api.Response submit(Reference to, Reference what, Reference under) {
        Parameters parameters = new Parameters();
        parameters.addParameter().setName("centre").setValue(to);
        parameters.addParameter().setName("package").setValue(what);
        parameters.addParameter().setName("consent").setValue(under);
        return journey.coordinator().operation(journey.caseReference() + "/$submit", parameters);
    }

    Api.Response submit() {
        return submit(new Reference("Organization/" + centre), Journey.to(sent), Journey.to(consent));
    }

    OnTheWay submitted() {
        referral = Journey.reference(submit().as(Task.class));
        return this;
    }

    String referral() {
        return referral;
    }

    Task referralTask() {
        return centre().read(Task.class, referral);
    }

    /** A step of the centre, by JSON Patch. */
    Api.Response step(String status, String business) {
        String version = referralTask().getMeta().getVersionId();
        return centre().patch(
                        referral,
                        version,
                        """
                        [{"op": "replace", "path": "/status", "value": "%s"},
                         {"op": "replace", "path": "/businessStatus", "value": {"coding": [{"system": "%s", "code": "%s"}]}}]
                        """
                                .formatted(status, STATUS, business));
    }

    OnTheWay accepted() {
        step("accepted", "review-accepted").as(Task.class);
        return this;
    }

    /** Package, consent, submission and acceptance in one. */
    OnTheWay underReview() {
        return packed().consented().submitted().accepted();
    }

    /** The centre's report of an example case, as its client would send it. */
    Bundle report(String example) {
        String json = ExampleCases.text(example + "/opinion/report.json");
        Bundle report = Api.FHIR.newJsonParser().parseResource(Bundle.class, json);
        report.getEntry().stream()
                .map(Bundle.BundleEntryComponent::getResource)
                .filter(resource -> resource.getNamedProperty("subject") != null)
                .forEach(resource -> resource.setProperty("subject", new Reference("Patient/" + journey.patientId())));
        return report;
    }

    Api.Response handIn(Resource report, String status) {
        Parameters parameters = new Parameters();
        parameters.addParameter().setName("report").setResource(report);
        parameters.addParameter("language", new CodeType("en"));
        parameters.addParameter("status", new CodeType(status));
        return centre().operation(referral + "/$submit-report", parameters);
    }

    /** Two translators put the report into the patient's language; the case stands at {@code report-qa}. */
    OnTheWay translated() {
        Patient patient = journey.coordinator().read(Patient.class, "Patient/" + journey.patientId());
        Translators.translateReports(
                journey,
                patient.getCommunicationFirstRep()
                        .getLanguage()
                        .getCodingFirstRep()
                        .getCode());
        return this;
    }

    Task open(String code) {
        return journey.open(code);
    }

    Api.Response deliver(String recipient, String channel) {
        Parameters parameters = new Parameters();
        parameters.addParameter().setName("recipient").setValue(new Reference(recipient));
        parameters.addParameter("channel", new CodeType(channel));
        return journey.coordinator().operation(journey.rootReference() + "/$deliver", parameters);
    }

    Api.Response deliver() {
        return deliver("Patient/" + journey.patientId(), "portal");
    }

    /** A case whose opinion the patient can read. */
    static OnTheWay delivered(Journeys journeys, String example, String centre) {
        OnTheWay way = awaitingConsent(journeys, example, centre).underReview();
        way.handIn(way.report(example), "final").as(Task.class);
        way.translated();
        Journey.moved(Api.person("clinician"), way.open("qa-report"), "completed");
        way.deliver().as(Parameters.class);
        return way;
    }

    static TaskOutputComponent output(String type, Reference value) {
        return new TaskOutputComponent(
                new CodeableConcept(new Coding(SO + "/CodeSystem/task-input", type, null)), value);
    }

    static byte[] pdf() {
        return "%PDF-1.4\n%%EOF\n".getBytes(StandardCharsets.US_ASCII);
    }
}

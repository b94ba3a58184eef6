package health.consilium.journeys;

import static health.consilium.support.Probes.COMPARTMENT;
import static health.consilium.support.Probes.batchOf;
import static health.consilium.support.Probes.coverageOf;
import static health.consilium.support.Probes.indistinguishable;
import static health.consilium.support.Probes.listOf;
import static health.consilium.support.Probes.observationOf;
import static health.consilium.support.Probes.transactionOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import health.consilium.fhir.FhirStore;
import health.consilium.support.Api;
import health.consilium.support.Api.Response;
import health.consilium.support.ExampleCases;
import health.consilium.support.Journey;
import health.consilium.support.Journey.Journeys;
import health.consilium.support.ServerTest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.hl7.fhir.r4.model.Binary;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Coverage;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.Enumerations.DocumentReferenceStatus;
import org.hl7.fhir.r4.model.ListResource;
import org.hl7.fhir.r4.model.Medication;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.QuestionnaireResponse;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** The records of others, reached by an id or a label: API1 and API3 of the OWASP API Security Top 10 (2023). */
@ServerTest
class OthersRecordsThreatsIT {

    @Autowired
    Journeys journeys;

    @Autowired
    FhirStore store;

    /** HAPI would tell that something stands in the way of a deletion, such as a Task of the desk. */
    @Test
    void whoMayNotDeleteIsNotToldWhetherSomethingRefersToARecord() {
        Journey owner = journeys.hospitalSends("breast");
        String validate = "Patient/" + owner.patientId() + "/$validate";
        Patient patient = owner.coordinator().read(Patient.class, "Patient/" + owner.patientId());
        Parameters inTheBody = new Parameters().addParameter("mode", new CodeType("delete"));
        inTheBody.addParameter().setName("resource").setResource(patient);

        for (Api caller : List.of(owner.patient(), owner.hospital())) {
            for (Response refused : List.of(
                    caller.get(validate + "?mode=delete"),
                    caller.operation(validate + "?mode=delete", new Parameters()),
                    caller.operation(validate, inTheBody))) {
                assertThat(refused.status()).as(refused.text()).isEqualTo(403);
                assertThat(refused.code()).isEqualTo("forbidden");
                assertThat(refused.message()).contains("$validate");
            }
            assertThat(caller.send(
                                    "POST",
                                    validate + "?mode=update",
                                    "application/fhir+json",
                                    Api.FHIR
                                            .newJsonParser()
                                            .encodeResourceToString(patient)
                                            .getBytes(StandardCharsets.UTF_8))
                            .status())
                    .isEqualTo(200);
        }
        assertThat(owner.coordinator().get(validate + "?mode=delete").status()).isIn(409, 412);
    }

    @Test
    void whatBelongsToAStrangerAnswersAsWhatDoesNotExist() {
        Journey owner = journeys.hospitalSends("breast");
        Api stranger = journeys.hospitalSends("breast").patient();
        String there = owner.patient().post(listOf(owner)).createdId();
        String nowhere = UUID.randomUUID().toString();

        for (String path : List.of("List/%s", "List/%s/_history/1", "List?_id=%s", "List?_id=%s&_summary=count")) {
            indistinguishable(stranger.get(path.formatted(there)), stranger.get(path.formatted(nowhere)));
        }
        String deleted = owner.patient().post(listOf(owner)).createdId();
        assertThat(owner.coordinator().delete("List/" + deleted).status()).isEqualTo(200);
        for (Bundle.BundleType type : List.of(Bundle.BundleType.BATCH, Bundle.BundleType.TRANSACTION)) {
            for (String path : List.of("List/%s", "List/%s/_history/1", "List/%s/_history/9")) {
                Response none = within(stranger, type, path.formatted(nowhere));
                for (String hidden : List.of(there, deleted)) {
                    indistinguishable(within(stranger, type, path.formatted(hidden)), none);
                }
            }
        }
        ListResource hijack = listOf(owner);
        for (String match : List.of("W/\"1\"", "W/\"9\"")) {
            Api caller = stranger.with("If-Match", match);
            indistinguishable(put(caller, hijack, there), put(caller, hijack, nowhere));
            for (String patch : List.of(
                    "[{\"op\":\"test\",\"path\":\"/mode\",\"value\":\"working\"}]",
                    "[{\"op\":\"test\",\"path\":\"/mode\",\"value\":\"snapshot\"}]",
                    "[{\"op\":\"replace\",\"path\":\"/nothing\",\"value\":1}]")) {
                indistinguishable(patch(caller, there, patch), patch(caller, nowhere, patch));
            }
        }
        indistinguishable(inTransaction(stranger, hijack, there), inTransaction(stranger, hijack, nowhere));
        indistinguishable(
                stranger.operation("Patient/" + owner.patientId() + "/$everything", new Parameters()),
                stranger.operation("Patient/" + nowhere + "/$everything", new Parameters()));
    }

    @Test
    void whomAResourceIsAboutNeverChanges() {
        Journey one = journeys.hospitalSends("breast");
        Journey other = journeys.hospitalSends("breast");
        Observation observation = observationOf(one);
        String id = one.hospital().post(observation).createdId();
        observation.setId(id);
        observation.setSubject(new Reference("Patient/" + other.patientId()));

        for (Api caller : List.of(one.hospital(), one.coordinator())) {
            assertThat(caller.put(observation).status()).isEqualTo(422);
            Response patched = caller.with("If-Match", "W/\"1\"")
                    .send(
                            "PATCH",
                            "Observation/" + id,
                            "application/json-patch+json",
                            ("[{\"op\":\"replace\",\"path\":\"/subject/reference\",\"value\":\"Patient/"
                                            + other.patientId() + "\"}]")
                                    .getBytes(StandardCharsets.UTF_8));
            assertThat(patched.status()).isEqualTo(422);
        }
        assertThat(other.patient().get("Observation/" + id).status()).isEqualTo(404);
    }

    @Test
    void aBinaryWithoutContextIsTheDesksAlone() {
        Binary binary = new Binary();
        binary.setContentType("text/plain");
        binary.setData("x".getBytes(StandardCharsets.US_ASCII));
        String reference = Journey.reference(store.create(binary));
        Journey journey = journeys.hospitalSends("breast");

        assertThat(journey.coordinator().get(reference).status()).isEqualTo(200);
        for (Api caller : List.of(journey.patient(), journey.hospital(), Api.system("centre-seoul"))) {
            assertThat(caller.get(reference).status()).isEqualTo(404);
            assertThat(caller.with("Range", "bytes=0-0").get(reference).status())
                    .isEqualTo(404);
            assertThat(caller.get(reference + "?_format=json").status()).isEqualTo(404);
            assertThat(caller.get(reference + "?_raw=true").status()).isIn(400, 404);
        }
    }

    @Test
    void whoKnowsTheIdOfADocumentDoesNotOpenItByATransaction() {
        Journey owner = journeys.hospitalSends("breast");
        Journey stranger = journeys.hospitalSends("breast");
        String victim = "Binary/" + owner.idOf("Binary");
        List<String> labels = labels(owner, victim);
        byte[] pdf = ExampleCases.bytes("breast/records/pathology.hi.pdf");
        Binary bait = new Binary().setContentType("application/pdf").setData(pdf);
        String version = victim + "/_history/1";
        for (Response refused : List.of(
                naming(stranger, victim, victim, bait, Bundle.HTTPVerb.GET, "Patient/" + stranger.patientId()),
                naming(
                        stranger,
                        victim,
                        victim,
                        new Binary().setData(pdf),
                        Bundle.HTTPVerb.PATCH,
                        stranger.caseReference()),
                naming(stranger, version, version, bait, Bundle.HTTPVerb.POST, "Binary"))) {
            assertThat(refused.status()).as(refused.text()).isBetween(400, 422);
        }
        // What is found by a condition is not what is sent.
        String placeholder = "urn:uuid:" + UUID.randomUUID();
        Bundle found = transaction(stranger, placeholder, bait, Bundle.HTTPVerb.POST, "Binary", placeholder);
        found.getEntryFirstRep().getRequest().setIfNoneExist("_id=" + victim.replace("Binary/", ""));
        Response own = stranger.patient().transaction(found);
        assertThat(own.status()).as(own.text()).isEqualTo(200);
        assertThat(own.text()).doesNotContain(victim);

        assertThat(stranger.patient().get(victim).status()).isEqualTo(404);
        assertThat(labels(owner, victim)).containsExactlyInAnyOrderElementsOf(labels);
    }

    /** Both are the hospital's; the patient of the one would read what is about the other. */
    @Test
    void aCaseIsNotMadeOfTheRecordsOfAnotherPatient() {
        Journey one = journeys.hospitalSends("breast");
        Journey other = journeys.hospitalSends("breast");
        List<String> foreign = new ArrayList<>(List.of(
                "Patient/" + other.patientId(),
                other.rootReference(),
                "Coverage/" + other.hospital().post(coverageOf(other)).createdId()));
        for (String type : List.of("Binary", "DocumentReference", "Condition", "Observation", "Specimen")) {
            foreign.add(type + "/" + other.idOf(type));
        }

        for (String record : foreign) {
            assertThatThrownBy(() -> journeys.hospitalAsksAgain(one, List.of(new Reference(record))))
                    .as(record)
                    .hasMessageContaining("HTTP 422")
                    .hasMessageContaining("about somebody else")
                    .hasMessageContaining("ServiceRequest.supportingInfo[0]");
            assertThat(one.patient().get(record).status()).as(record).isEqualTo(404);
        }
    }

    @Test
    void aCaseIsMadeOfWhatSaysWhomItIsAboutAndOfBytesThatItsSenderHasSent() {
        Journey one = journeys.hospitalSends("breast");
        Bundle collection = new Bundle().setType(Bundle.BundleType.COLLECTION);
        collection.addEntry().setResource(new Patient().setActive(true));
        for (String refused : List.of(
                "Medication/" + one.hospital().post(new Medication()).createdId(),
                "Bundle/" + one.hospital().post(collection).createdId(),
                one.rootReference())) {
            assertThatThrownBy(() -> journeys.hospitalAsksAgain(one, List.of(new Reference(refused))))
                    .as(refused)
                    .hasMessageContaining("HTTP 422")
                    .hasMessageContaining("ServiceRequest.supportingInfo[0]");
        }

        String sentByTheHospital = "Binary/" + one.idOf("Binary");
        assertThat(one.patient().get(sentByTheHospital).status())
                .as("may read it")
                .isEqualTo(200);
        ServiceRequest asked = Journey.enquiry(one.patientId()).addSupportingInfo(new Reference(sentByTheHospital));
        assertThat(one.patient().post(asked).status()).isEqualTo(422);

        List<String> joining = List.of(
                "Binary/" + bytes(one.hospital()),
                "Coverage/" + one.hospital().post(coverageOf(one)).createdId(),
                "Observation/" + one.idOf("Observation"));
        Journey again = journeys.hospitalAsksAgain(
                one, joining.stream().map(Reference::new).toList());
        assertThat(joining).allSatisfy(record -> assertThat(labels(one, record)).contains("case." + again.number()));
    }

    /** The first entry is refused; what was asked for it is not an answer for the next. */
    @Test
    void aBatchDoesNotOpenADocumentByNamingItTwice() {
        Journey owner = journeys.hospitalSends("breast");
        Journey stranger = journeys.hospitalSends("breast");
        String victim = "Binary/" + owner.idOf("Binary");
        ListResource list = listOf(stranger);
        list.addEntry().setItem(new Reference(victim));
        ServiceRequest request = Journey.enquiry(stranger.patientId()).addSupportingInfo(new Reference(victim));

        Bundle answer = stranger.patient().transaction(batchOf(list, request)).as(Bundle.class);

        assertThat(answer.getEntry())
                .extracting(entry -> entry.getResponse().getStatus().substring(0, 3))
                .containsExactly("422", "422");
        assertThat(stranger.patient().get(victim).status()).isEqualTo(404);
    }

    @Test
    void whatIsAboutAnotherPatientDoesNotJoinACaseByNamingIt() {
        Journey one = journeys.hospitalSends("breast");
        Journey other = journeys.hospitalSends("breast");
        Observation foreign = observationOf(other).addBasedOn(new Reference(one.caseReference()));
        DocumentReference document = document(other, null);
        document.getContext().addRelated(new Reference(one.caseReference()));
        document.getContentFirstRep().getAttachment().setData("x".getBytes(StandardCharsets.US_ASCII));
        Coverage coverage = coverageOf(other);
        coverage.addExtension("https://example.org/case", new Reference(one.caseReference()));
        QuestionnaireResponse answers = new QuestionnaireResponse()
                .setStatus(QuestionnaireResponse.QuestionnaireResponseStatus.COMPLETED)
                .setSubject(new Reference("Patient/" + other.patientId()))
                .addBasedOn(new Reference(one.caseReference()));
        Bundle both = transactionOf(
                Bundle.HTTPVerb.POST, "Observation", observationOf(one).addBasedOn(new Reference(one.caseReference())));
        both.addEntry()
                .setResource(observationOf(other))
                .getRequest()
                .setMethod(Bundle.HTTPVerb.POST)
                .setUrl("Observation");

        for (Api caller : List.of(one.hospital(), one.coordinator())) {
            for (Response refused : List.of(
                    caller.post(foreign),
                    caller.post(document),
                    caller.post(coverage),
                    caller.post(answers),
                    caller.transaction(both))) {
                assertThat(refused.status()).as(refused.text()).isEqualTo(422);
                assertThat(refused.message()).contains("about somebody else");
            }
        }
        Observation own = observationOf(one).addBasedOn(new Reference(one.caseReference()));
        assertThat(one.hospital().post(own).status()).isEqualTo(201);
    }

    @Test
    void aStoredBundleIsJudgedByItsCaseAlone() {
        Journey owner = journeys.hospitalSends("breast");
        Journey stranger = journeys.hospitalSends("hcc");
        Bundle collection = new Bundle().setType(Bundle.BundleType.COLLECTION);
        collection.addEntry().setResource(new Patient().setActive(true).setId("Patient/" + stranger.patientId()));
        collection.getMeta().addSecurity(COMPARTMENT, "case." + owner.number(), null);
        Resource stored = store.create(collection);

        assertThat(owner.patient().get(Journey.reference(stored)).status()).isEqualTo(200);
        assertThat(stranger.patient().get(Journey.reference(stored)).status()).isEqualTo(404);
    }

    @Test
    void labelsOfAClientAreDroppedAndNobodyEditsMeta() {
        Journey owner = journeys.hospitalSends("breast");
        Journey other = journeys.hospitalSends("breast");
        Observation observation = observationOf(owner);
        observation.getMeta().addSecurity(COMPARTMENT, "case." + other.number(), null);
        String id = owner.hospital().post(observation).createdId();
        observation.setId(id);
        assertThat(owner.hospital().put(observation).status()).isEqualTo(200);
        Response patched = owner.hospital()
                .send(
                        "PATCH",
                        "Observation/" + id,
                        "application/json-patch+json",
                        ("[{\"op\":\"add\",\"path\":\"/meta/security\",\"value\":[{\"system\":\"" + COMPARTMENT
                                        + "\",\"code\":\"case." + other.number() + "\"}]}]")
                                .getBytes(StandardCharsets.UTF_8));

        assertThat(patched.status()).isEqualTo(200);
        assertThat(owner.coordinator()
                        .read(Observation.class, "Observation/" + id)
                        .getMeta()
                        .getSecurity())
                .extracting(Coding::getCode)
                .contains("case." + owner.number())
                .doesNotContain("case." + other.number());
        assertThat(other.patient().get("Observation/" + id).status()).isEqualTo(404);
        Parameters meta = new Parameters();
        meta.addParameter("meta", new org.hl7.fhir.r4.model.Meta().addSecurity(COMPARTMENT, "case.x", null));
        for (String operation : List.of("$meta-add", "$meta-delete", "$meta", "$expunge", "$graphql")) {
            for (Api caller : List.of(owner.hospital(), owner.coordinator(), owner.patient())) {
                assertThat(caller.operation("Observation/" + id + "/" + operation, meta)
                                .status())
                        .as(operation)
                        .isIn(400, 403, 404, 405);
            }
        }
    }

    private static String bytes(Api sender) {
        return sender.send("POST", "Binary", "text/plain", "x".getBytes(StandardCharsets.US_ASCII))
                .createdId();
    }

    /** About the patient, of these bytes. */
    private static DocumentReference document(Journey journey, String url) {
        DocumentReference document = new DocumentReference().setStatus(DocumentReferenceStatus.CURRENT);
        document.setType(new CodeableConcept(new Coding("http://loinc.org", "11526-1", null)));
        document.setSubject(new Reference("Patient/" + journey.patientId()));
        document.addContent()
                .getAttachment()
                .setContentType("text/plain")
                .setLanguage("en")
                .setUrl(url);
        return document;
    }

    private static List<String> labels(Journey journey, String record) {
        return journey.coordinator().read(Resource.class, record + "?_format=json").getMeta().getSecurity().stream()
                .map(Coding::getCode)
                .toList();
    }

    private static Response naming(
            Journey journey, String fullUrl, String url, Binary binary, Bundle.HTTPVerb method, String target) {
        return journey.patient().transaction(transaction(journey, fullUrl, binary, method, target, url));
    }

    /** A Binary under a name, and a document of one's own that refers to the name. */
    private static Bundle transaction(
            Journey journey, String fullUrl, Binary binary, Bundle.HTTPVerb method, String target, String url) {
        Bundle bundle = new Bundle().setType(Bundle.BundleType.TRANSACTION);
        bundle.addEntry()
                .setFullUrl(fullUrl)
                .setResource(binary)
                .getRequest()
                .setMethod(method)
                .setUrl(target);
        DocumentReference document = document(journey, url);
        document.getContentFirstRep().getAttachment().setContentType("application/pdf");
        bundle.addEntry()
                .setResource(document)
                .getRequest()
                .setMethod(Bundle.HTTPVerb.POST)
                .setUrl("DocumentReference");
        return bundle;
    }

    private static Response within(Api caller, Bundle.BundleType type, String path) {
        return caller.transaction(transactionOf(Bundle.HTTPVerb.GET, path, null).setType(type));
    }

    private static Response put(Api caller, ListResource list, String id) {
        ListResource hijack = list.copy();
        hijack.setId(id);
        return caller.put(hijack);
    }

    private static Response patch(Api caller, String id, String patch) {
        return caller.send(
                "PATCH", "List/" + id, "application/json-patch+json", patch.getBytes(StandardCharsets.US_ASCII));
    }

    private static Response inTransaction(Api caller, ListResource list, String id) {
        ListResource hijack = list.copy();
        hijack.setId(id);
        Bundle transaction = transactionOf(Bundle.HTTPVerb.PUT, "List/" + id, hijack);
        return caller.transaction(transaction);
    }
}

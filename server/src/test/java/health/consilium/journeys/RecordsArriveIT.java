package health.consilium.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import health.consilium.fhir.Documents;
import health.consilium.support.Api;
import health.consilium.support.ExampleCases;
import health.consilium.support.Journey;
import health.consilium.support.Journey.Journeys;
import health.consilium.support.ServerTest;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.apache.commons.codec.digest.DigestUtils;
import org.hl7.fhir.r4.model.Attachment;
import org.hl7.fhir.r4.model.Binary;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleEntryComponent;
import org.hl7.fhir.r4.model.Bundle.BundleType;
import org.hl7.fhir.r4.model.Bundle.HTTPVerb;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.DocumentReference.DocumentRelationshipType;
import org.hl7.fhir.r4.model.Enumerations.DocumentReferenceStatus;
import org.hl7.fhir.r4.model.ListResource;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.hl7.fhir.r4.model.StringType;
import org.hl7.fhir.r4.model.Task;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@ServerTest
class RecordsArriveIT {

    private static final String RECORD = "https://w3id.org/consilium/fhir/StructureDefinition/record";
    private static final String PAGE_COUNT = "https://w3id.org/consilium/fhir/StructureDefinition/page-count";
    private static final byte[] PDF = ExampleCases.bytes("breast/records/pathology.hi.pdf");

    @Autowired
    Journeys journeys;

    @Test
    void everyDocumentOfACaseIsKnownByItsBytes() {
        Journey journey = journeys.hospitalSends(withoutFingerprints(ExampleCases.fresh("breast")));

        DocumentReference pathology = record(journey, "pathology");
        Attachment attachment = pathology.getContentFirstRep().getAttachment();
        byte[] kept = journey.hospital().get(attachment.getUrl()).bytes();

        assertThat(bytes(kept)).isEqualTo(PDF);
        assertThat(attachment.getSize()).isEqualTo(PDF.length);
        assertThat(attachment.getHash()).isEqualTo(DigestUtils.sha1(PDF));
        assertThat(attachment.getExtensionString(Documents.SHA256)).isEqualTo(DigestUtils.sha256Hex(PDF));
        assertThat(attachment.getExtensionByUrl(PAGE_COUNT).getValue().primitiveValue())
                .isEqualTo("2");
        assertThat(record(journey, "medications-allergies")
                        .getContentFirstRep()
                        .getAttachment()
                        .getExtensionByUrl(PAGE_COUNT)
                        .getValue()
                        .primitiveValue())
                .isEqualTo("1");
    }

    @Test
    void theSameTransactionSentAgainCreatesNothing() {
        Bundle transaction = ExampleCases.fresh("breast");
        Journey journey = journeys.hospitalSends(transaction);
        List<String> tasks = taskVersions(journey);

        Bundle again = journey.hospital().transaction(transaction.copy()).as(Bundle.class);

        assertThat(locations(again)).isEqualTo(locations(journey.answer()));
        assertThat(again.getEntry())
                .allSatisfy(entry -> assertThat(entry.getResponse().getStatus()).startsWith("200"));
        assertThat(taskVersions(journey)).isEqualTo(tasks);
    }

    @Test
    void aResendIsKnownThoughItsPlaceholdersDifferAndItsConditionsAreMissing() {
        Bundle transaction = ExampleCases.fresh("nsclc");
        Journey journey = journeys.hospitalSends(transaction);

        Bundle again = withOtherPlaceholders(transaction);
        again.getEntry().forEach(entry -> entry.getRequest().setIfNoneExist(null));

        assertThat(locations(journey.hospital().transaction(again).as(Bundle.class)))
                .isEqualTo(locations(journey.answer()));
    }

    @Test
    void aDocumentThatIsNotWhatItsSenderSaysIsRefusedWithTheWholeTransaction() {
        Bundle transaction = ExampleCases.fresh("breast");
        int index = indexOf(transaction, "pathology");
        Attachment attachment = attachment(transaction, index);
        attachment.getExtensionByUrl(Documents.SHA256).setValue(new StringType("0".repeat(64)));

        Api.Response refused = Api.system("hospital-nairobi").transaction(transaction);

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.code()).isEqualTo("hash-mismatch");
        assertThat(refused.text()).contains("Bundle.entry[" + index + "].resource.content[0].attachment.extension");
        assertThat(Api.system("hospital-nairobi")
                        .search(ServiceRequest.class, "ServiceRequest?identifier=" + orderNumber(transaction)))
                .isEmpty();
    }

    @Test
    void bytesThatAreNotOfTheirMediaTypeAreRefused() {
        Bundle disguised = ExampleCases.fresh("breast");
        binary(disguised, "pathology").setData("<html>not a PDF</html>".getBytes(StandardCharsets.UTF_8));
        withoutFingerprints(disguised);
        Api.Response mismatch = Api.system("hospital-nairobi").transaction(disguised);
        assertThat(mismatch.status()).isEqualTo(422);
        assertThat(mismatch.code()).isEqualTo("wrong-media-type");
        assertThat(mismatch.message()).contains("application/pdf, image/jpeg, image/png, image/tiff, text/plain");

        Bundle unsupported = ExampleCases.fresh("breast");
        attachment(unsupported, indexOf(unsupported, "pathology")).setContentType("application/msword");
        binary(unsupported, "pathology").setContentType("application/msword");
        Api.Response refused = Api.system("hospital-nairobi").transaction(unsupported);
        assertThat(refused.status()).isEqualTo(415);
        assertThat(refused.code()).isEqualTo("wrong-media-type");
    }

    @Test
    void aPdfThatCannotBeOpenedIsRefused() {
        Bundle broken = withoutFingerprints(ExampleCases.fresh("breast"));
        binary(broken, "pathology").setData("%PDF-1.7 cut off".getBytes(StandardCharsets.UTF_8));

        Api.Response refused = Api.system("hospital-nairobi").transaction(broken);

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.message()).contains("damaged");
    }

    @Test
    void aDocumentBundleOfIheJoinsTheOneOpenCaseOfItsPatient() {
        Journey journey = journeys.hospitalSends("breast");
        DocumentReference document = mhdDocument(journey);
        Bundle provide = provideBundle(journey, document);

        Bundle answer = journey.hospital().transaction(provide).as(Bundle.class);

        String id = Api.idOf(provide, answer, "DocumentReference");
        DocumentReference stored = journey.patient().read(DocumentReference.class, "DocumentReference/" + id);
        assertThat(stored.getMeta().hasProfile(RECORD)).isTrue();
        assertThat(stored.getContext().getRelated())
                .extracting(Reference::getReference)
                .containsExactly(journey.caseReference());
        assertThat(locations(journey.hospital()
                        .transaction(withOtherPlaceholders(provide))
                        .as(Bundle.class)))
                .startsWith(locations(answer).get(0), locations(answer).get(1));
    }

    @Test
    void aDocumentBundleMayNameItsCaseByTheSendersOwnNumber() {
        Bundle first = ExampleCases.fresh("breast");
        Journey journey = journeys.hospitalSends(first);
        DocumentReference document = mhdDocument(journey);
        ServiceRequest order = (ServiceRequest) first.getEntry().stream()
                .map(BundleEntryComponent::getResource)
                .filter(ServiceRequest.class::isInstance)
                .findFirst()
                .orElseThrow();
        document.getContext()
                .addRelated(new Reference()
                        .setIdentifier(order.getIdentifierFirstRep().copy()));
        Bundle provide = provideBundle(journey, document);

        Bundle answer = journey.hospital().transaction(provide).as(Bundle.class);

        DocumentReference stored = journey.coordinator()
                .read(DocumentReference.class, "DocumentReference/" + Api.idOf(provide, answer, "DocumentReference"));
        assertThat(stored.getContext().getRelatedFirstRep().getReference()).isEqualTo(journey.caseReference());
    }

    @Test
    void aPatientUploadsADocumentInTwoSteps() {
        Journey journey = journeys.hospitalSends("breast");
        Api patient = journey.patient();

        Api.Response upload = patient.send("POST", "Binary", "application/pdf", PDF);
        DocumentReference sent = document(journey, "Binary/" + upload.createdId());
        String id = patient.post(sent).createdId();

        DocumentReference stored = journey.coordinator().read(DocumentReference.class, "DocumentReference/" + id);
        assertThat(stored.getContentFirstRep().getAttachment().getHash()).isEqualTo(DigestUtils.sha1(PDF));
        assertThat(stored.getMeta().getSecurity()).extracting(Coding::getCode).contains("case." + journey.number());
        assertThat(journey.coordinator()
                        .read(Binary.class, "Binary/" + upload.createdId() + "?_format=json")
                        .getMeta()
                        .getSecurity())
                .extracting(Coding::getCode)
                .contains("case." + journey.number());
        assertThat(bytes(patient.get("Binary/" + upload.createdId()).bytes())).isEqualTo(PDF);
    }

    @Test
    void nobodyNamesBytesThatSomebodyElseUploaded() {
        Journey mine = journeys.hospitalSends("breast");
        Journey other = journeys.hospitalSends("nsclc");
        String foreign =
                record(other, "pathology").getContentFirstRep().getAttachment().getUrl();

        Api.Response refused = mine.patient().post(document(mine, foreign));

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.code()).isEqualTo("dangling-reference");
        assertThat(mine.patient().post(document(mine, "Binary/none")).code()).isEqualTo("dangling-reference");
        assertThat(mine.patient().get(foreign).status()).isEqualTo(404);
    }

    @Test
    void anOriginalNeverChangesButWhatIsSaidOfItMay() {
        Journey journey = journeys.hospitalSends("breast");
        DocumentReference original = record(journey, "pathology");

        DocumentReference translatedInPlace = original.copy();
        translatedInPlace.getContentFirstRep().getAttachment().setLanguage("en");
        Api.Response refused = journey.coordinator().put(translatedInPlace);
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.message()).contains("DocumentReference.content[0].attachment");

        DocumentReference described = original.copy();
        described.setDescription("Histopathology, first reading");
        assertThat(journey.patient().put(described).status()).isEqualTo(403);
        DocumentReference stored = journey.hospital().put(described).as(DocumentReference.class);
        assertThat(stored.getDescription()).isEqualTo("Histopathology, first reading");

        Binary bytes = new Binary().setContentType("application/pdf").setData(PDF);
        bytes.setId(original.getContentFirstRep().getAttachment().getUrl());
        assertThat(journey.hospital().put(bytes).code()).isEqualTo("unsupported");
    }

    @Test
    void aRecordThatReplacesAnotherSupersedesIt() {
        Journey journey = journeys.hospitalSends("breast");
        DocumentReference old = record(journey, "pathology");
        Api.Response upload = journey.hospital().send("POST", "Binary", "application/pdf", PDF);
        DocumentReference better = document(journey, "Binary/" + upload.createdId());
        better.addRelatesTo().setCode(DocumentRelationshipType.REPLACES).setTarget(Journey.to(old));

        journey.hospital().post(better).createdId();

        assertThat(journey.coordinator()
                        .read(DocumentReference.class, Journey.reference(old))
                        .getStatus())
                .isEqualTo(DocumentReferenceStatus.SUPERSEDED);
    }

    @Test
    void aPatientAsksForASecondOpinion() {
        Journey earlier = journeys.hospitalSends("breast");
        Api patient = earlier.patient();
        ServiceRequest enquiry = Journey.enquiry(earlier.patientId());

        ServiceRequest stored =
                patient.with("Prefer", "return=representation").post(enquiry).as(ServiceRequest.class);

        assertThat(stored.getRequisition().getValue()).isNotEqualTo(earlier.number());
        assertThat(stored.getRequester().getReference()).isEqualTo("Patient/" + earlier.patientId());
        assertThat(stored.getExtension()).hasSize(1);
        List<Task> tasks = patient.search(Task.class, "Task?focus=" + Journey.reference(stored));
        assertThat(tasks).extracting(task -> code(task)).containsExactlyInAnyOrder("case", "assess-case");

        earlier.coordinatorAssesses();
        assertThat(patient.search(Task.class, "Task?focus=" + earlier.caseReference()))
                .extracting(task -> code(task))
                .contains("case", "choose-option");
    }

    @Test
    void aSecondCaseOfTheSamePatientHasTheFactsThatWereSentForTheFirst() {
        Bundle first = ExampleCases.fresh("breast");
        journeys.hospitalSends(first);
        Bundle second = withOtherPlaceholders(first);
        second.getEntry().stream()
                .filter(entry -> entry.getResource() instanceof ServiceRequest)
                .forEach(entry -> {
                    String number = "ANOTHER-" + UUID.randomUUID();
                    ServiceRequest order = (ServiceRequest) entry.getResource();
                    order.getIdentifierFirstRep().setValue(number);
                    entry.getRequest()
                            .setIfNoneExist("identifier="
                                    + order.getIdentifierFirstRep().getSystem() + "|" + number);
                });

        Journey journey = journeys.hospitalSends(second);

        String label = "https://w3id.org/consilium/fhir/CodeSystem/compartment|case." + journey.number();
        Api coordinator = journey.coordinator();
        assertThat(coordinator.search(Resource.class, "Condition?_security=" + label))
                .hasSize(2);
        assertThat(coordinator.search(Resource.class, "Patient?_security=" + label))
                .hasSize(1);
        assertThat(coordinator.search(DocumentReference.class, "DocumentReference?_security=" + label))
                .hasSize(7)
                .allSatisfy(document -> assertThat(
                                document.getContext().getRelatedFirstRep().getReference())
                        .isEqualTo(journey.caseReference()));
    }

    private static String code(Task task) {
        return task.getCode().getCoding().stream()
                .filter(coding -> Journey.TASK_CODE.equals(coding.getSystem()))
                .findFirst()
                .orElseThrow()
                .getCode();
    }

    private static DocumentReference document(Journey journey, String url) {
        DocumentReference document = new DocumentReference();
        document.setStatus(DocumentReferenceStatus.CURRENT);
        document.setType(new CodeableConcept(new Coding("http://loinc.org", "11526-1", null)));
        document.setSubject(new Reference("Patient/" + journey.patientId()));
        document.addContent()
                .setAttachment(new Attachment()
                        .setContentType("application/pdf")
                        .setLanguage("hi")
                        .setUrl(url));
        document.getContext().addRelated(new Reference(journey.caseReference()));
        return document;
    }

    private static DocumentReference mhdDocument(Journey journey) {
        DocumentReference document = document(journey, null);
        document.getMeta()
                .addProfile(
                        "https://profiles.ihe.net/ITI/MHD/StructureDefinition/IHE.MHD.UnContained.Comprehensive.DocumentReference");
        document.setMasterIdentifier(new org.hl7.fhir.r4.model.Identifier()
                .setSystem("urn:ietf:rfc:3986")
                .setValue("urn:uuid:" + UUID.randomUUID()));
        document.setContext(null);
        return document;
    }

    private static Bundle provideBundle(Journey journey, DocumentReference document) {
        Bundle bundle = new Bundle().setType(BundleType.TRANSACTION);
        bundle.getMeta()
                .addProfile(
                        "https://profiles.ihe.net/ITI/MHD/StructureDefinition/IHE.MHD.UnContained.Comprehensive.ProvideBundle");
        String binary =
                post(bundle, new Binary().setContentType("application/pdf").setData(PDF));
        document.getContentFirstRep()
                .getAttachment()
                .setUrl(binary)
                .setSize(PDF.length)
                .setHash(DigestUtils.sha1(PDF));
        String reference = post(bundle, document);
        ListResource submission = new ListResource();
        submission
                .getMeta()
                .addProfile(
                        "https://profiles.ihe.net/ITI/MHD/StructureDefinition/IHE.MHD.UnContained.Comprehensive.SubmissionSet");
        submission.setStatus(ListResource.ListStatus.CURRENT).setMode(ListResource.ListMode.WORKING);
        submission.setCode(new CodeableConcept(
                new Coding("https://profiles.ihe.net/ITI/MHD/CodeSystem/MHDlistTypes", "submissionset", null)));
        submission.setSubject(new Reference("Patient/" + journey.patientId()));
        submission.setDateElement(new DateTimeType("2026-11-24T10:00:00Z"));
        submission.addEntry().setItem(new Reference(reference));
        post(bundle, submission);
        return bundle;
    }

    private static String post(Bundle bundle, Resource resource) {
        String fullUrl = "urn:uuid:" + UUID.randomUUID();
        bundle.addEntry()
                .setFullUrl(fullUrl)
                .setResource(resource)
                .getRequest()
                .setMethod(HTTPVerb.POST)
                .setUrl(resource.fhirType());
        return fullUrl;
    }

    private static DocumentReference record(Journey journey, String name) {
        int index = indexOf(journey.sent(), name);
        String location = journey.answer().getEntry().get(index).getResponse().getLocation();
        return journey.coordinator().read(DocumentReference.class, "DocumentReference/" + location.split("/")[1]);
    }

    private static int indexOf(Bundle bundle, String name) {
        for (int i = 0; i < bundle.getEntry().size(); i++) {
            if (bundle.getEntry().get(i).getResource() instanceof DocumentReference document
                    && document.getIdentifierFirstRep().getValue().contains("/" + name)) {
                return i;
            }
        }
        throw new AssertionError("No " + name);
    }

    private static Attachment attachment(Bundle bundle, int index) {
        return ((DocumentReference) bundle.getEntry().get(index).getResource())
                .getContentFirstRep()
                .getAttachment();
    }

    private static Binary binary(Bundle bundle, String document) {
        String url = attachment(bundle, indexOf(bundle, document)).getUrl();
        return (Binary) bundle.getEntry().stream()
                .filter(entry -> url.equals(entry.getFullUrl()))
                .findFirst()
                .orElseThrow()
                .getResource();
    }

    private static Bundle withoutFingerprints(Bundle bundle) {
        bundle.getEntry().stream()
                .map(BundleEntryComponent::getResource)
                .filter(DocumentReference.class::isInstance)
                .map(resource ->
                        ((DocumentReference) resource).getContentFirstRep().getAttachment())
                .forEach(attachment -> {
                    attachment.getExtension().clear();
                    attachment.setHash(null).setSizeElement(null);
                });
        return bundle;
    }

    private static Bundle withOtherPlaceholders(Bundle bundle) {
        String text = Api.FHIR.newJsonParser().encodeResourceToString(bundle);
        for (BundleEntryComponent entry : bundle.getEntry()) {
            text = text.replace(entry.getFullUrl(), "urn:uuid:" + UUID.randomUUID());
        }
        return Api.FHIR.newJsonParser().parseResource(Bundle.class, text);
    }

    private static String orderNumber(Bundle bundle) {
        return bundle.getEntry().stream()
                .map(BundleEntryComponent::getResource)
                .filter(ServiceRequest.class::isInstance)
                .map(resource -> ((ServiceRequest) resource).getIdentifierFirstRep())
                .map(identifier -> identifier.getSystem() + "|" + identifier.getValue())
                .findFirst()
                .orElseThrow();
    }

    private static List<String> locations(Bundle answer) {
        return answer.getEntry().stream()
                .map(entry -> entry.getResponse().getLocation())
                .toList();
    }

    private static List<String> taskVersions(Journey journey) {
        return journey
                .coordinator()
                .search(Task.class, "Task?patient=Patient/" + journey.patientId() + "&_count=100")
                .stream()
                .map(task -> task.getIdElement().toUnqualified().getValue())
                .sorted(Comparator.naturalOrder())
                .toList();
    }

    /** A small document comes as FHIR unless asked otherwise. */
    private static byte[] bytes(byte[] body) {
        String text = new String(body, StandardCharsets.UTF_8);
        if (!text.startsWith("{")) {
            return body;
        }
        return Base64.getDecoder()
                .decode(Base64.getEncoder()
                        .encode(Api.FHIR
                                .newJsonParser()
                                .parseResource(Binary.class, text)
                                .getData()));
    }
}

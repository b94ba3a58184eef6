package health.consilium.journeys;

import static health.consilium.journeys.Completeness.AS_OF;
import static health.consilium.journeys.Completeness.CHECKLIST;
import static health.consilium.journeys.Completeness.asOf;
import static health.consilium.journeys.Completeness.gap;
import static health.consilium.journeys.Completeness.path;
import static health.consilium.journeys.Completeness.status;
import static org.assertj.core.api.Assertions.assertThat;

import health.consilium.support.Api;
import health.consilium.support.Api.Response;
import health.consilium.support.ExampleCases;
import health.consilium.support.Journey;
import health.consilium.support.Journey.Journeys;
import health.consilium.support.ServerTest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleEntryComponent;
import org.hl7.fhir.r4.model.Bundle.BundleType;
import org.hl7.fhir.r4.model.Bundle.HTTPVerb;
import org.hl7.fhir.r4.model.CanonicalType;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Condition;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.DocumentReference.DocumentRelationshipType;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Observation.ObservationStatus;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.PlanDefinition;
import org.hl7.fhir.r4.model.Quantity;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Whatever comes, {@code $completeness} says what is wrong with it. */
@ServerTest
class CompletenessBadInputIT {

    private static final String HER2 = "breast.mol.her2";
    private static final String HER2_CODE = "85319-2";

    @Autowired
    Journeys journeys;

    private final Api hospital = Api.system("hospital-nairobi");

    @Test
    void withoutADiagnosisTheAnswerSaysWhatToCode() {
        Bundle transaction = ExampleCases.inEnglish("breast");
        of(transaction, Condition.class).forEach(condition -> {
            condition.setCode(new CodeableConcept().setText("Lump in the left breast"));
            condition.getBodySite().clear();
            condition.getExtension().clear();
        });
        Journey journey = journeys.hospitalSends(transaction);

        Response refused = journey.hospital().operation(path(journey), asOf());

        assertThat(refused.status() + " " + refused.code()).isEqualTo("422 no-diagnosis");
        assertThat(refused.message()).contains("ICD-O-3", "reasonReference").doesNotContain("Lump");
    }

    @Test
    void ofTwoPrimariesTheAnswerNamesBothAndGuessesNone() {
        Bundle transaction = ExampleCases.inEnglish("breast");
        of(transaction, Condition.class)
                .skip(1)
                .forEach(condition -> condition.setCode(
                        new CodeableConcept(new Coding("http://hl7.org/fhir/sid/icd-10", "C61", null))));
        of(transaction, ServiceRequest.class).forEach(request -> {
            request.getReasonReference().clear();
            transaction.getEntry().stream()
                    .filter(entry -> entry.getResource() instanceof Condition)
                    .forEach(entry -> request.addReasonReference(new Reference(entry.getFullUrl())));
        });
        Journey journey = journeys.hospitalSends(transaction);

        Response refused = journey.hospital().operation(path(journey), asOf());

        assertThat(refused.status() + " " + refused.code()).isEqualTo("422 no-diagnosis");
        assertThat(refused.message()).contains("breast, prostate");
    }

    @Test
    void aRecordOfAnotherPatientIsNamedAndDoesNotCount() {
        Parameters answer = check(her2(result -> result.setSubject(new Reference("Patient/somebody-else"))));

        assertThat(status(answer, HER2)).isEqualTo("missing");
        assertThat(gap(answer, HER2).orElseThrow().getDetail()).contains("belongs to another patient");
    }

    @Test
    void aRecordOfTomorrowIsNamedAndDoesNotCount() {
        Parameters answer = check(her2(result -> result.setEffective(new DateTimeType("2031-01-01"))));

        assertThat(status(answer, HER2)).isEqualTo("missing");
        assertThat(gap(answer, HER2).orElseThrow().getDetail()).contains("is dated in the future");
    }

    /** What a result is measured in, the checklist does not ask; what is compared with a limit has to be understood. */
    @Test
    void aUnitThatNobodyKnowsIsStillAResult() {
        Parameters answer = check(her2(result -> result.setValue(new Quantity(3).setUnit("furlong"))));

        assertThat(status(answer, HER2)).isEqualTo("met");
    }

    @Test
    void recordsThatReferToEachOtherInACircleAreAnswered() {
        Bundle records =
                her2(result -> result.addHasMember(new Reference("urn:uuid:4d7ab1c4-0f31-4f0f-9f2f-1a8f5d1a0002")));
        DocumentReference one = document("urn:uuid:4d7ab1c4-0f31-4f0f-9f2f-1a8f5d1a0003", records);
        DocumentReference two = document("urn:uuid:4d7ab1c4-0f31-4f0f-9f2f-1a8f5d1a0004", records);
        transforms(one, "urn:uuid:4d7ab1c4-0f31-4f0f-9f2f-1a8f5d1a0004");
        transforms(two, "urn:uuid:4d7ab1c4-0f31-4f0f-9f2f-1a8f5d1a0003");

        Parameters answer = check(records);

        assertThat(status(answer, HER2)).isEqualTo("met");
        assertThat(status(answer, "breast.path.report")).isEqualTo("not-translated");
    }

    @Test
    void aChecklistThatIsNoneIsRefusedAndNobodyBringsAnOwnOne() {
        for (String canonical : List.of("http://hospital.example/ours", CHECKLIST + "breast|9.9", "checklist-breast")) {
            Response refused =
                    hospital.operation("ServiceRequest/$completeness", question(her2(result -> {}), canonical));
            assertThat(refused.status() + " " + refused.code()).as(canonical).isEqualTo("422 unknown-checklist");
        }
        PlanDefinition own = new PlanDefinition();
        own.setUrl("http://hospital.example/checklist")
                .setStatus(org.hl7.fhir.r4.model.Enumerations.PublicationStatus.ACTIVE);
        assertThat(hospital.post(own).status()).isEqualTo(403);
        assertThat(Api.person("coordinator").post(own).status()).isEqualTo(403);
    }

    @Test
    void recordsThatAreNoBundleAreRefused() {
        Parameters question = new Parameters();
        question.addParameter().setName("records").setResource(new Patient());
        question.addParameter("checklist", new CanonicalType(CHECKLIST + "breast"));
        assertThat(hospital.operation("ServiceRequest/$completeness", question).status())
                .isEqualTo(400);

        Response broken = hospital.send(
                "POST",
                "ServiceRequest/$completeness",
                "application/fhir+json",
                "{\"resourceType\": \"Parameters\", \"parameter\": [{".getBytes(StandardCharsets.UTF_8));
        assertThat(broken.status() + " " + broken.code()).isEqualTo("400 malformed");
    }

    @Test
    void tenThousandRecordsAreAnswered() {
        Bundle records = her2(result -> {});
        for (int i = records.getEntry().size(); i < 10_000; i++) {
            Observation result = result("718-7", "urn:uuid:4d7ab1c4-0f31-4f0f-9f2f-1a8f5d1a0001");
            result.setId("Observation/" + i);
            records.addEntry().setResource(result);
        }

        assertThat(status(check(records), HER2)).isEqualTo("met");
    }

    private Parameters check(Bundle records) {
        return hospital.operation("ServiceRequest/$completeness", question(records, CHECKLIST + "breast"))
                .as(Parameters.class);
    }

    private static Parameters question(Bundle records, String checklist) {
        Parameters question = new Parameters();
        question.addParameter().setName("records").setResource(records);
        question.addParameter("checklist", new CanonicalType(checklist));
        question.addParameter("asOf", new DateTimeType(AS_OF));
        return question;
    }

    private static Bundle her2(Consumer<Observation> change) {
        Bundle records = new Bundle().setType(BundleType.TRANSACTION);
        add(records, "urn:uuid:4d7ab1c4-0f31-4f0f-9f2f-1a8f5d1a0001", new Patient().setActive(true));
        Observation result = result(HER2_CODE, "urn:uuid:4d7ab1c4-0f31-4f0f-9f2f-1a8f5d1a0001");
        change.accept(result);
        add(records, "urn:uuid:4d7ab1c4-0f31-4f0f-9f2f-1a8f5d1a0002", result);
        return records;
    }

    private static Observation result(String code, String patient) {
        Observation result = new Observation();
        result.setStatus(ObservationStatus.FINAL)
                .setCode(new CodeableConcept(new Coding("http://loinc.org", code, null)))
                .setSubject(new Reference(patient))
                .setEffective(new DateTimeType("2026-10-30"))
                .setValue(new Quantity(3).setUnit("1"));
        return result;
    }

    private static DocumentReference document(String fullUrl, Bundle records) {
        DocumentReference document = new DocumentReference();
        document.setStatus(org.hl7.fhir.r4.model.Enumerations.DocumentReferenceStatus.CURRENT)
                .setType(new CodeableConcept(new Coding("http://loinc.org", "11526-1", null)))
                .setSubject(new Reference("urn:uuid:4d7ab1c4-0f31-4f0f-9f2f-1a8f5d1a0001"))
                .setDateElement(new org.hl7.fhir.r4.model.InstantType("2026-10-30T09:00:00Z"));
        document.addContent().getAttachment().setContentType("application/pdf").setLanguage("hi");
        add(records, fullUrl, document);
        return document;
    }

    private static void transforms(DocumentReference from, String to) {
        from.addRelatesTo().setCode(DocumentRelationshipType.TRANSFORMS).setTarget(new Reference(to));
    }

    private static void add(Bundle records, String fullUrl, Resource resource) {
        records.addEntry()
                .setFullUrl(fullUrl)
                .setResource(resource)
                .getRequest()
                .setMethod(HTTPVerb.POST)
                .setUrl(resource.fhirType());
    }

    private static <T extends Resource> Stream<T> of(Bundle bundle, Class<T> type) {
        return bundle.getEntry().stream()
                .map(BundleEntryComponent::getResource)
                .filter(type::isInstance)
                .map(type::cast);
    }
}

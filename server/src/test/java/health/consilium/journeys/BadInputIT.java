package health.consilium.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import health.consilium.support.Api;
import health.consilium.support.Api.Response;
import health.consilium.support.Journey;
import health.consilium.support.Journey.Journeys;
import health.consilium.support.ServerTest;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.apache.commons.codec.binary.Base64;
import org.apache.commons.codec.digest.DigestUtils;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.hl7.fhir.r4.model.Task;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Bad input gets the right 4xx and an OperationOutcome that says what to do; nothing is half written. */
@ServerTest
class BadInputIT {

    private static final String CASE_REQUEST = "https://w3id.org/consilium/fhir/StructureDefinition/case-request";

    @Autowired
    Journeys journeys;

    @Autowired
    JdbcClient jdbc;

    private final Api hospital = Api.system("hospital-nairobi");

    private static void assertRefused(Response response, int status, String code) {
        assertThat(response.status()).as(response.text()).isEqualTo(status);
        assertThat(response.code()).as(response.text()).isEqualTo(code);
        assertThat(response.message()).isNotBlank().doesNotContain("\tat ", "HAPI-", "Exception");
    }

    private static Response send(Api who, String path, String type, String body) {
        return who.send("POST", path, type, body.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void withoutATokenNothingIsAnswered() {
        assertRefused(Api.nobody().get("Patient"), 401, "unauthenticated");
        assertRefused(Api.withToken("made-up").get("Patient"), 401, "unauthenticated");
        assertThat(Api.nobody().get("metadata").status()).isEqualTo(200);
    }

    /** The store is aged, not the token: it was good until then. */
    @Test
    void anExpiredTokenIsRefusedWithTheWayToANewOne() {
        Api caller = Api.systemWithNewToken("hospital-nairobi");
        String hash = "sha256:" + Base64.encodeBase64URLSafeString(DigestUtils.sha256(caller.token()));
        int expired = jdbc.sql(
                        """
                        update oauth2_authorization set access_token_issued_at = now() - interval '6 minutes',
                        access_token_expires_at = now() - interval '1 minute' where access_token_value = :hash
                        """)
                .param("hash", hash)
                .update();
        assertThat(expired).isEqualTo(1);

        for (Response refused : List.of(caller.get("Patient"), caller.post(new Patient()))) {
            assertRefused(refused, 401, "unauthenticated");
            assertThat(refused.message()).contains("has expired", "/oauth2/token", "Authorization: Bearer");
            assertThat(refused.header("WWW-Authenticate"))
                    .startsWith("Bearer ")
                    .contains("error=\"invalid_token\"", "expired");
        }
    }

    @Test
    void jsonThatDoesNotParseIsRefused() {
        assertRefused(
                send(hospital, "Patient", "application/fhir+json", "{\"resourceType\": \"Patient\","),
                400,
                "malformed");
        assertRefused(
                send(hospital, "Patient", "application/fhir+xml", "<Patient xmlns=\"http://hl7.org/fhir\"><name>"),
                400,
                "malformed");
    }

    @Test
    void anElementThatFhirDoesNotKnowIsRefusedByName() {
        Response refused = send(
                hospital, "Patient", "application/fhir+json", "{\"resourceType\":\"Patient\",\"diagnosis\":\"C50.9\"}");

        assertRefused(refused, 400, "malformed");
        assertThat(refused.message()).contains("diagnosis");
    }

    @Test
    void aTypeThatTheServerDoesNotKnowIsRefused() {
        assertRefused(hospital.get("Spaceship"), 404, "unknown-resource");
        assertRefused(
                send(
                        hospital,
                        "VisionPrescription",
                        "application/fhir+json",
                        "{\"resourceType\":\"VisionPrescription\"}"),
                404,
                "unknown-resource");
    }

    @Test
    void aProfileOfOursThatDoesNotExistIsRefused() {
        Patient patient = new Patient();
        patient.getMeta().addProfile("https://w3id.org/consilium/fhir/StructureDefinition/patien");

        Response refused = hospital.post(patient);

        assertRefused(refused, 422, "invalid-profile");
        assertThat(refused.message()).contains("patien");
    }

    @Test
    void aProfileThatIsClaimedAndBrokenIsRefusedNamingTheElement() {
        ServiceRequest request = new ServiceRequest();
        request.getMeta().addProfile(CASE_REQUEST);
        request.setStatus(ServiceRequest.ServiceRequestStatus.ACTIVE);
        request.setIntent(ServiceRequest.ServiceRequestIntent.PLAN);

        Response refused = hospital.post(request);

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.codes()).contains("invalid-profile");
        assertThat(refused.message()).contains("subject");
    }

    @Test
    void aCodeThatARequiredBindingDoesNotKnowIsRefused() {
        Response refused = send(
                hospital, "Patient", "application/fhir+json", "{\"resourceType\":\"Patient\",\"gender\":\"unclear\"}");

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.message()).contains("unclear");
    }

    @Test
    void aReferenceThatLeadsNowhereIsRefusedAndNothingIsWritten() {
        String identifier = UUID.randomUUID().toString();
        Bundle bundle = new Bundle().setType(Bundle.BundleType.TRANSACTION);
        Patient patient = new Patient();
        patient.addIdentifier().setSystem("urn:test").setValue(identifier);
        bundle.addEntry()
                .setResource(patient)
                .getRequest()
                .setMethod(Bundle.HTTPVerb.POST)
                .setUrl("Patient");
        Observation observation = observation("Patient/" + UUID.randomUUID());
        bundle.addEntry()
                .setResource(observation)
                .getRequest()
                .setMethod(Bundle.HTTPVerb.POST)
                .setUrl("Observation");

        assertRefused(hospital.transaction(bundle), 422, "dangling-reference");

        assertThat(Api.person("coordinator")
                        .search("Patient?identifier=urn:test|" + identifier)
                        .getEntry())
                .isEmpty();
    }

    @Test
    void anotherPatientCannotBeReferredTo() {
        Journey stranger = journeys.hospitalSends("breast");
        Journey own = journeys.hospitalSends("nsclc");

        ServiceRequest request = new ServiceRequest();
        request.getMeta().addProfile(CASE_REQUEST);
        request.setStatus(ServiceRequest.ServiceRequestStatus.ACTIVE)
                .setIntent(ServiceRequest.ServiceRequestIntent.ORDER);
        request.addCategory(new CodeableConcept(
                new Coding("https://w3id.org/consilium/fhir/CodeSystem/request-category", "second-opinion", null)));
        request.setSubject(new Reference("Patient/" + stranger.patientId()));

        assertRefused(own.patient().post(request), 422, "dangling-reference");
    }

    @Test
    void aBodyThatIsTooLargeIsRefusedBeforeItIsRead() {
        byte[] large = new byte[50 * 1024 * 1024];
        Arrays.fill(large, (byte) ' ');

        Response refused = hospital.send("POST", "Patient", "application/fhir+json", large);

        assertRefused(refused, 413, "too-large");
        assertThat(refused.message()).contains("POST /Binary");
    }

    @Test
    void aMediaTypeThatIsNotFhirIsRefused() {
        Response refused = send(hospital, "Patient", "text/csv", "name,birthdate");

        assertRefused(refused, 415, "wrong-media-type");
    }

    @Test
    void aRoleThatMayNotIsRefused() {
        assertRefused(Api.system("centre-heidelberg").post(observation("Patient/1")), 403, "forbidden");
        assertRefused(Api.person("translator-1").get("Observation"), 403, "forbidden");
        assertRefused(hospital.get("Patient/1/_history"), 403, "forbidden");
        assertRefused(hospital.delete("Patient/1"), 403, "forbidden");
    }

    @Test
    void parametersThatReachBeyondTheOwnCaseAreRefused() {
        for (String query : List.of(
                "Patient?_has:Observation:patient:code=8867-4",
                "Observation?patient.family=Otieno",
                "Task?_include=*")) {
            assertRefused(hospital.get(query), 403, "forbidden");
        }
    }

    @Test
    void aSearchParameterThatThereIsNotIsRefused() {
        Response refused = hospital.get("Patient?favourite-colour=blue");

        assertRefused(refused, 400, "unknown-parameter");
        assertThat(refused.message()).contains("favourite-colour");
    }

    @Test
    void aClientCannotOpenATask() {
        Task task = new Task();
        task.setStatus(Task.TaskStatus.REQUESTED).setIntent(Task.TaskIntent.ORDER);

        assertRefused(hospital.post(task), 422, "illegal-transition");
    }

    @Test
    void idsAreTheServersToGive() {
        Patient patient = new Patient();
        patient.setId(UUID.randomUUID().toString());

        assertRefused(hospital.put(patient), 404, "not-found");
    }

    @Test
    void labelsThatAClientSendsAreDropped() {
        Journey other = journeys.hospitalSends("breast");
        Patient patient = new Patient();
        patient.getMeta()
                .addSecurity()
                .setSystem("https://w3id.org/consilium/fhir/CodeSystem/compartment")
                .setCode("case." + other.number());

        String id = hospital.post(patient).createdId();

        assertThat(other.patient().get("Patient/" + id).status()).isEqualTo(404);
        assertThat(Api.person("coordinator")
                        .read(Patient.class, "Patient/" + id)
                        .getMeta()
                        .getSecurity())
                .extracting(Coding::getCode)
                .containsExactly("contributor.hospital-nairobi");
    }

    private static Observation observation(String patient) {
        Observation observation = new Observation();
        observation.setStatus(Observation.ObservationStatus.FINAL);
        observation.setCode(new CodeableConcept(new Coding("http://loinc.org", "718-7", null)));
        observation.setSubject(new Reference(patient));
        return observation;
    }
}

package health.consilium.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import health.consilium.smart.Http;
import health.consilium.smart.PartyRole;
import health.consilium.support.Api;
import health.consilium.support.AppLaunch;
import health.consilium.support.Journey;
import health.consilium.support.Journey.Journeys;
import health.consilium.support.Probes;
import health.consilium.support.ServerTest;
import health.consilium.support.TrailRows;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.hl7.fhir.r4.model.AuditEvent;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.Consent;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Parameters.ParametersParameterComponent;
import org.hl7.fhir.r4.model.Reference;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Everything that anybody does with a case is in the trail, and the trail cannot be bent. */
@ServerTest
class AuditIT {

    private static final String BALP = "https://profiles.ihe.net/ITI/BALP/StructureDefinition/IHE.BasicAudit.";

    @Autowired
    Journeys journeys;

    @Autowired
    JdbcClient jdbc;

    private static Api auditor() {
        return Api.person("admin");
    }

    private static List<AuditEvent> events(String query) {
        return auditor().search(AuditEvent.class, "AuditEvent?_count=200&" + query);
    }

    @Test
    void whenACentrePullsItsPackageTheDisclosureNamesPatientCentreAndBytes() {
        OnTheWay way = OnTheWay.awaitingConsent(journeys, "breast", "centre-istanbul")
                .packed()
                .consented()
                .submitted();
        String bytes = way.sent().getContentFirstRep().getAttachment().getUrl();

        assertThat(way.centre()
                        .with("Accept", "application/fhir+json")
                        .get(bytes)
                        .status())
                .isEqualTo(200);

        assertThat(events("entity=" + bytes + "&type=110106")).singleElement().satisfies(event -> {
            assertThat(event.getMeta().hasProfile(BALP + "PrivacyDisclosure.Source"))
                    .isTrue();
            assertThat(references(event)).contains("Patient/" + way.journey.patientId());
            assertThat(event.getAgent())
                    .anySatisfy(agent ->
                            assertThat(agent.getWho().getReference()).isEqualTo("Organization/centre-istanbul"));
            assertThat(event.getPurposeOfEventFirstRep().getCodingFirstRep().getCode())
                    .isEqualTo("TREAT");
        });
    }

    @Test
    void readsSearchesWritesAndRefusalsOfOnePatientAreAllThere() {
        Journey journey = journeys.hospitalSends("hcc");
        String patient = "Patient/" + journey.patientId();
        journey.coordinator().read(org.hl7.fhir.r4.model.Patient.class, patient);
        journey.coordinator().get("Observation?patient=" + patient + "&code=nothing-of-the-kind");
        assertThat(Api.system("centre-seoul").get(patient).status()).isIn(403, 404);

        List<AuditEvent> events = events("patient=" + patient);

        assertThat(events)
                .extracting(event -> profile(event) + event.getOutcome().toCode())
                .contains("PatientRead0");
        assertThat(events)
                .filteredOn(
                        event -> "transaction".equals(event.getSubtypeFirstRep().getCode())
                                || "create".equals(event.getSubtypeFirstRep().getCode()))
                .isNotEmpty()
                .anySatisfy(event -> assertThat(references(event)).contains(patient));
        assertThat(events).as("the refused read of a stranger").anySatisfy(event -> {
            assertThat(event.getOutcome().toCode()).isEqualTo("4");
            assertThat(event.getAgent())
                    .anySatisfy(
                            agent -> assertThat(agent.getWho().getReference()).isEqualTo("Organization/centre-seoul"));
        });
        assertThat(queries(journey.patientId()))
                .as("a search that found nothing")
                .anySatisfy(query -> assertThat(query).contains("nothing-of-the-kind"));
    }

    @Test
    void theVersionsOfAResourceAndEverythingOfAPatientLeaveEventsOfTheirOwn() {
        Journey journey = journeys.hospitalSends("breast");
        String patient = "Patient/" + journey.patientId();
        String observation = "Observation/" + journey.idOf("Observation");
        Api desk = journey.coordinator();
        assertThat(desk.get(patient + "/_history").status()).isEqualTo(200);
        assertThat(desk.get(patient + "/$everything?_count=200").text()).contains(observation);

        List<AuditEvent> events = events("patient=" + patient + "&agent=Practitioner/coordinator");

        assertThat(events)
                .filteredOn(event ->
                        "history-instance".equals(event.getSubtypeFirstRep().getCode()))
                .singleElement()
                .satisfies(event -> {
                    assertThat(patients(event)).containsExactly(patient);
                    assertThat(references(event)).contains(patient);
                    assertThat(query(event)).endsWith("/" + patient + "/_history");
                });
        assertThat(events)
                .filteredOn(
                        event -> "$everything".equals(event.getSubtypeFirstRep().getDisplay()))
                .singleElement()
                .satisfies(event -> {
                    assertThat(event.getSubtypeFirstRep().getCode()).isEqualTo("operation");
                    assertThat(event.getOutcome().toCode()).isEqualTo("0");
                    assertThat(patients(event)).containsExactly(patient);
                    assertThat(references(event))
                            .contains(
                                    patient,
                                    observation,
                                    journey.caseReference(),
                                    "Condition/" + journey.idOf("Condition"));
                });
    }

    @Test
    void whoMadeAnObservationIsNoPatientOfTheEvent() {
        Journey journey = journeys.hospitalSends("breast");
        Observation observation = Probes.observationOf(journey);
        String mother = "Patient/" + journeys.hospitalSends("breast").patientId();
        observation.addPerformer(new Reference(mother));
        observation.addPerformer(new Reference("Practitioner/coordinator"));
        String id = "Observation/" + journey.hospital().post(observation).createdId();
        journey.coordinator().read(Observation.class, id);

        assertThat(events("entity=" + id))
                .filteredOn(event -> event.getAction() == AuditEvent.AuditEventAction.R)
                .singleElement()
                .satisfies(event -> {
                    assertThat(profile(event)).isEqualTo("PatientRead");
                    assertThat(patients(event)).containsExactly("Patient/" + journey.patientId());
                    assertThat(references(event)).doesNotContain("Practitioner/coordinator", mother);
                });
    }

    /** It is the patient's own to give and to take back, and no record like others. */
    @Test
    void aConsentThatIsGivenAndWithdrawnIsThereAndTheReportNamesIt() {
        OnTheWay way = OnTheWay.awaitingConsent(journeys, "breast", "centre-mumbai")
                .packed()
                .consented()
                .submitted();
        String consent = Journey.reference(way.consent());
        String patient = "Patient/" + way.journey.patientId();
        Instant before = Instant.now();
        Consent ended = way.journey.patient().read(Consent.class, consent);
        ended.setStatus(Consent.ConsentState.INACTIVE);
        way.journey.patient().put(ended).as(Consent.class);

        List<AuditEvent> written = events("entity=" + consent).stream()
                .filter(event -> List.of("C", "U").contains(event.getAction().toCode()))
                .toList();

        assertThat(written)
                .extracting(event -> event.getAction().toCode() + " " + profile(event))
                .containsExactly("U PatientUpdate", "C PatientCreate");
        assertThat(written).allSatisfy(event -> {
            assertThat(patients(event)).containsExactly(patient);
            assertThat(references(event)).containsExactly(patient, consent);
            assertThat(event.getOutcome().toCode()).isEqualTo("0");
            assertThat(event.getAgent())
                    .anySatisfy(
                            agent -> assertThat(agent.getWho().getReference()).isEqualTo(patient));
        });
        assertThat(written.get(0).getRecorded()).isBetween(before.minusSeconds(1), Instant.now());
        assertThat(written.get(1).getRecorded()).isBefore(before);
        assertThat(ownToo(way.journey))
                .filteredOn(entry -> "patient".equals(part(entry, "role")))
                .extracting(entry -> part(entry, "what"))
                .contains("Consent to share records given", "Consent to share records changed or withdrawn");
        assertThat(ownToo(way.journey))
                .filteredOn(entry -> "coordinator".equals(part(entry, "role")))
                .extracting(entry -> part(entry, "what"))
                .as("who uses a consent changes none")
                .isNotEmpty()
                .noneMatch(what -> what.startsWith("Consent"));
    }

    @Test
    void aSearchByPostLeavesWhatWasAskedAndNotWhatTheServerAdded() {
        String family = "family-" + UUID.randomUUID();
        Api.Response found = Api.system("hospital-nairobi")
                .send(
                        "POST",
                        "Patient/_search?_count=7",
                        "application/x-www-form-urlencoded",
                        ("family=" + family + "&given=A%26B").getBytes(StandardCharsets.UTF_8));
        assertThat(found.as(Bundle.class).getEntry())
                .as("what is in the body narrows as what is in the address does")
                .isEmpty();

        assertThat(queries(family))
                .singleElement(InstanceOfAssertFactories.STRING)
                .contains("/Patient/_search?", "family=" + family, "given=A%26B", "_count=7")
                .doesNotContain("_security");
    }

    @Test
    void whatCannotBeSearchedForIsSaidToBeSo() {
        assertThat(auditor().search("AuditEvent?type=nothing-of-the-kind").getTotal())
                .isZero();
        assertThat(auditor()
                        .get("AuditEvent?type=http://dicom.nema.org/resources/ontology/DCM%7C")
                        .code())
                .isEqualTo("malformed");
        Journey journey = journeys.hospitalSends("breast");
        for (String name : List.of("start", "end")) {
            DateTimeType unknown = new DateTimeType();
            unknown.addExtension("http://hl7.org/fhir/StructureDefinition/data-absent-reason", new CodeType("unknown"));
            Parameters asked = new Parameters();
            asked.addParameter(name, unknown);
            assertThat(journey.patient()
                            .operation("Patient/" + journey.patientId() + "/$access-report", asked)
                            .code())
                    .isEqualTo("malformed");
        }
    }

    @Test
    void aWriteThatFailsLeavesTheFailureAndNoWrite() {
        Journey journey = journeys.hospitalSends("breast");
        Observation broken = new Observation();
        broken.setStatus(Observation.ObservationStatus.FINAL);
        broken.setSubject(new Reference("Patient/" + journey.patientId()));
        broken.addPerformer(new Reference("Practitioner/" + UUID.randomUUID()));
        broken.addBasedOn(new Reference("ServiceRequest/" + UUID.randomUUID()));

        Api.Response refused = journey.hospital().post(broken);

        assertThat(refused.status()).isEqualTo(422);
        assertThat(jdbc.sql("select event ->> 'outcome' from " + TrailRows.ALL
                                + " where event ->> 'request' = :request")
                        .param("request", refused.header("X-Request-ID"))
                        .query(String.class)
                        .list())
                .isNotEmpty()
                .containsOnly("dangling-reference");
    }

    /** The texts of the searches in which this stands, of whoever: each caller of the demo is busy in other tests, too. */
    private List<String> queries(String part) {
        return jdbc.sql("select event ->> 'query' from " + TrailRows.ALL + " where event ->> 'query' like :part")
                .param("part", "%" + part + "%")
                .query(String.class)
                .list();
    }

    @Test
    void theTrailNamesResourcesAndNeverWhatTheySay() {
        Journey journey = journeys.hospitalSends("breast");
        journey.coordinator().get("Patient/" + journey.patientId() + "/$everything");

        List<String> contents = jdbc.sql("select event::text from " + TrailRows.ALL
                        + " where (event -> 'patients')::jsonb @> to_jsonb(cast(:patient as text))")
                .param("patient", "Patient/" + journey.patientId())
                .query(String.class)
                .list();

        assertThat(contents).isNotEmpty().allSatisfy(content -> assertThat(content.toLowerCase())
                .doesNotContain("carcinoma")
                .doesNotContain("her2")
                .doesNotContain("स्तन"));
    }

    @Test
    void signInsAndFailedOnesAreThere() {
        Journey journey = journeys.hospitalSends("breast");
        journey.patient().token();
        Instant before = Instant.now().minusSeconds(60);

        assertThat(events("agent=Patient/" + journey.patientId() + "&type=110114&date=ge" + before))
                .extracting(event -> event.getSubtypeFirstRep().getCode())
                .contains("110122");

        String name = "failing-" + UUID.randomUUID();
        journey.stranger(PartyRole.TRANSLATOR, name);
        signInFails(name);

        assertThat(events("agent=Practitioner/" + name + "&type=110114&date=ge" + before))
                .singleElement()
                .satisfies(event -> {
                    assertThat(event.getSubtypeFirstRep().getCode()).isEqualTo("110122");
                    assertThat(event.getOutcome().toCode()).isEqualTo("4");
                });
    }

    private static void signInFails(String username) {
        Http browser = new Http(AppLaunch.origin());
        String csrf = browser.get("/login").body().replaceAll("(?s).*name=\"_csrf\"[^>]*value=\"([^\"]+)\".*", "$1");
        assertThat(browser.post("/login", Map.of("username", username, "password", "wrong", "_csrf", csrf))
                        .headers()
                        .firstValue("Location"))
                .hasValueSatisfying(location -> assertThat(location).endsWith("/login?error"));
    }

    @Test
    void whoGaveAndTookAWayInIsThere() {
        String name = "audited-" + UUID.randomUUID();
        String admin = Api.administrator().token();
        AppLaunch.administer(
                admin,
                "PUT",
                "/admin/accounts/" + name,
                "{\"displayName\":\"Somebody\",\"role\":\"translator\",\"fhirUser\":\"Practitioner/translator-1\","
                        + "\"organization\":\"Organization/coordination\",\"email\":\"" + name + "@example.org\","
                        + "\"language\":\"en\"}");
        AppLaunch.administer(admin, "POST", "/admin/accounts/" + name + "/disable", "");
        AppLaunch.administer(
                admin,
                "POST",
                "/admin/clients",
                "{\"client_id\":\"" + name + "\",\"client_name\":\"Audited\",\"redirect_uris\":"
                        + "[\"https://app.example/\"],\"scope\":\"openid\",\"token_endpoint_auth_method\":\"none\"}");
        AppLaunch.administer(admin, "DELETE", "/admin/clients/" + name, "");

        assertThat(jdbc.sql("select event ->> 'note' from " + TrailRows.ALL
                                + " where event ->> 'kind' = 'ADMINISTRATION' and event ->> 'note' like :name"
                                + " and event #>> '{agent,party}' = 'Practitioner/admin'" + TrailRows.IN_ORDER)
                        .param("name", "% " + name)
                        .query(String.class)
                        .list())
                .containsExactly(
                        "account-created " + name,
                        "account-disabled " + name,
                        "client-registered " + name,
                        "client-removed " + name);
    }

    @Test
    void whatAnAppLosesAndWhoIsRefusedOutsideFhirIsThere() {
        Instant before = Instant.now();
        AppLaunch app = new AppLaunch("demo-app", "http://127.0.0.1/callback", "openid offline_access user/*.rs");
        JsonNode tokens = app.exchange(app.code("clinician"));
        JsonNode next = AppLaunch.json(
                app.token(app.refreshRequest(tokens.path("refresh_token").asText())));
        String access = next.path("access_token").asText();
        for (String path : List.of("/admin/clients", "/admin/accounts")) {
            assertThat(AppLaunch.get(path, "Authorization", "Bearer " + access).statusCode())
                    .isEqualTo(403);
        }
        assertThat(app.token(app.refreshRequest(tokens.path("refresh_token").asText()))
                        .statusCode())
                .isEqualTo(400);
        String other = app.exchange(app.code("clinician")).path("access_token").asText();
        AppLaunch.post("/oauth2/revoke", Map.of("token", other, "client_id", "demo-app"));
        AppLaunch.post("/oauth2/revoke", Map.of("token", "of-nobody", "client_id", "demo-app"));

        assertThat(deeds("clinician", before))
                .containsSubsequence(
                        "DENIED administration",
                        "DENIED administration",
                        "TOKEN refresh-token-reused",
                        "TOKEN token-revoked")
                .filteredOn("TOKEN token-revoked"::equals)
                .hasSize(1);
    }

    private List<String> deeds(String subject, Instant since) {
        return jdbc.sql("select concat(event ->> 'kind', ' ', event ->> 'interaction') from " + TrailRows.ALL
                        + " where event -> 'agent' ->> 'subject' = :subject"
                        + " and (event ->> 'recorded')::timestamptz >= cast(:since as timestamptz)"
                        + TrailRows.IN_ORDER)
                .param("subject", subject)
                .param("since", since.toString())
                .query(String.class)
                .list();
    }

    @Test
    void thePatientAsksWhoLookedAndIsToldInHindi() {
        Journey journey = journeys.hospitalSends("breast");
        journey.coordinator().read(org.hl7.fhir.r4.model.Patient.class, "Patient/" + journey.patientId());

        Parameters report = report(journey.patient(), journey.patientId(), "hi").as(Parameters.class);

        assertThat(value(report.getParameter("language"))).isEqualTo("hi");
        List<ParametersParameterComponent> entries = report.getParameter().stream()
                .filter(parameter -> parameter.getName().equals("entry"))
                .toList();
        assertThat(entries).anySatisfy(entry -> {
            assertThat(part(entry, "role")).isEqualTo("coordinator");
            assertThat(part(entry, "who")).endsWith("(समन्वय डेस्क)");
            assertThat(part(entry, "what")).startsWith("पढ़े गए रिकॉर्ड");
            assertThat(part(entry, "why")).isEqualTo("मामले के समन्वय के लिए");
        });
        assertThat(entries)
                .extracting(entry -> part(entry, "role"))
                .contains("hospital")
                .doesNotContain("patient");
        assertThat(entries)
                .as("with the patient's own")
                .hasSizeLessThan(ownToo(journey).size());
    }

    private static List<ParametersParameterComponent> ownToo(Journey journey) {
        Parameters asked = new Parameters();
        asked.addParameter("own", new BooleanType(true));
        return journey
                .patient()
                .operation("Patient/" + journey.patientId() + "/$access-report", asked)
                .as(Parameters.class)
                .getParameter()
                .stream()
                .filter(parameter -> parameter.getName().equals("entry"))
                .toList();
    }

    @Test
    void nobodyElseAsksAboutAPatientOrReadsTheTrail() {
        Journey journey = journeys.hospitalSends("breast");
        Journey other = journeys.hospitalSends("nsclc");

        assertThat(report(other.patient(), journey.patientId(), "en").status()).isEqualTo(404);
        assertThat(report(journey.hospital(), journey.patientId(), "en").status())
                .isEqualTo(403);
        assertThat(report(Api.system("centre-seoul"), journey.patientId(), "en").status())
                .isEqualTo(403);
        for (Api caller :
                List.of(journey.patient(), journey.hospital(), journey.coordinator(), Api.system("centre-seoul"))) {
            assertThat(caller.get("AuditEvent?patient=Patient/" + journey.patientId())
                            .status())
                    .isEqualTo(403);
            assertThat(caller.operation("AuditEvent/$verify-trail", new Parameters())
                            .status())
                    .isEqualTo(403);
        }
        assertThat(auditor().post(new AuditEvent()).status()).isBetween(400, 422);
    }

    @Test
    void theAuditorTurnsPages() {
        Journey journey = journeys.hospitalSends("breast");
        for (int i = 0; i < 5; i++) {
            journey.coordinator().read(org.hl7.fhir.r4.model.Patient.class, "Patient/" + journey.patientId());
        }

        Bundle first = auditor()
                .get("AuditEvent?_count=3&patient=Patient/" + journey.patientId())
                .as(Bundle.class);
        Bundle second = auditor().get(first.getLink("next").getUrl()).as(Bundle.class);

        assertThat(first.getTotal()).isGreaterThanOrEqualTo(6);
        assertThat(first.getEntry()).hasSize(3);
        assertThat(second.getEntry())
                .extracting(entry -> entry.getResource().getIdElement().getIdPart())
                .isNotEmpty()
                .doesNotContainAnyElementsOf(first.getEntry().stream()
                        .map(entry -> entry.getResource().getIdElement().getIdPart())
                        .toList());
        AuditEvent one = (AuditEvent) first.getEntryFirstRep().getResource();
        assertThat(auditor().read(AuditEvent.class, Journey.reference(one)).getRecorded())
                .isEqualTo(one.getRecorded());
    }

    @Test
    void theTrailIsOnlyEverAppendedTo() {
        journeys.hospitalSends("breast");

        assertThatThrownBy(() ->
                        jdbc.sql("update audit_event set subject = 'nobody'").update())
                .isInstanceOf(DataAccessException.class);
        assertThatThrownBy(() -> jdbc.sql("delete from audit_event").update()).isInstanceOf(DataAccessException.class);
        assertThatThrownBy(() -> jdbc.sql("truncate audit_event cascade").update())
                .isInstanceOf(DataAccessException.class);
        Parameters found = auditor()
                .operation("AuditEvent/$verify-trail", new Parameters())
                .as(Parameters.class);
        assertThat(value(found.getParameter("holds"))).isEqualTo("true");
    }

    private static Api.Response report(Api caller, String patient, String language) {
        Parameters asked = new Parameters();
        asked.addParameter("language", new CodeType(language));
        return caller.operation("Patient/" + patient + "/$access-report", asked);
    }

    private static String value(org.hl7.fhir.r4.model.Type value) {
        return value.primitiveValue();
    }

    private static String value(ParametersParameterComponent parameter) {
        return parameter.getValue().primitiveValue();
    }

    private static String part(ParametersParameterComponent entry, String name) {
        return entry.getPart().stream()
                .filter(part -> part.getName().equals(name))
                .map(AuditIT::value)
                .findFirst()
                .orElse("");
    }

    private static String profile(AuditEvent event) {
        return event.getMeta().getProfile().stream()
                .map(profile -> profile.getValue().replace(BALP, ""))
                .findFirst()
                .orElse("");
    }

    /** Whom the event says that it is about. */
    private static List<String> patients(AuditEvent event) {
        return event.getEntity().stream()
                .filter(entity -> "Patient".equals(entity.getRole().getDisplay()))
                .map(entity -> entity.getWhat().getReference())
                .toList();
    }

    private static List<String> references(AuditEvent event) {
        return event.getEntity().stream()
                .map(entity -> entity.getWhat().getReference())
                .filter(reference -> reference != null)
                .map(reference -> reference.replaceAll("/_history/.*", ""))
                .toList();
    }

    private static String query(AuditEvent event) {
        return event.getEntity().stream()
                .filter(AuditEvent.AuditEventEntityComponent::hasQuery)
                .map(entity -> new String(entity.getQuery(), StandardCharsets.UTF_8))
                .findFirst()
                .orElse("");
    }
}

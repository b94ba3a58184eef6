package health.consilium.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import health.consilium.support.Api;
import health.consilium.support.Journey;
import health.consilium.support.Journey.Journeys;
import health.consilium.support.Probes;
import health.consilium.support.ServerTest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Enumerations.AdministrativeGender;
import org.hl7.fhir.r4.model.Group;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/** A token does what its scopes say, and nothing that role and case do not allow besides. */
@ServerTest
class ScopesIT {

    private static final String CATEGORY = "http://terminology.hl7.org/CodeSystem/observation-category";
    private static final String HOSPITAL = "hospital-nairobi";
    private static final Duration PATIENCE = Duration.ofSeconds(150);
    private static final Pattern FILE = Pattern.compile("\"url\"\\s*:\\s*\"([^\"]+)\"");

    @Autowired
    Journeys journeys;

    @Test
    void readAloneReadsAndSearchAloneSearches() {
        Journey journey = journeys.hospitalSends("breast");
        String patient = "Patient/" + journey.patientId();
        Api reader = Api.systemWithScopes(HOSPITAL, "system/Patient.r");
        Api searcher = Api.systemWithScopes(HOSPITAL, "system/Patient.s");

        assertThat(reader.get(patient).status()).isEqualTo(200);
        assertThat(reader.get(patient + "/_history/1").status()).isEqualTo(200);
        assertThat(reader.get("Patient?_id=" + journey.patientId()).status()).isEqualTo(403);
        assertThat(searcher.get(patient).status()).isEqualTo(403);
        assertThat(ids(searcher.search("Patient?_id=" + journey.patientId()))).containsExactly(journey.patientId());
    }

    @Test
    void aTokenForOneTypeIsForNoOther() {
        Journey journey = journeys.hospitalSends("breast");
        Api caller = Api.systemWithScopes(HOSPITAL, "system/Observation.rs");
        String patient = "Patient/" + journey.patientId();

        assertThat(caller.get(patient).status()).isEqualTo(403);
        assertThat(caller.get("Organization/" + HOSPITAL).status()).isEqualTo(403);
        assertThat(caller.get("ValueSet?_count=1").status()).isEqualTo(200);
        Bundle found = caller.search("Observation?patient=" + patient + "&_include=Observation:patient");
        assertThat(found.getEntry())
                .isNotEmpty()
                .extracting(entry -> entry.getResource().fhirType())
                .containsOnly("Observation");
        assertThat(caller.get(patient + "/$everything").status()).isEqualTo(403);
        Bundle batch = new Bundle().setType(Bundle.BundleType.BATCH);
        batch.addEntry().getRequest().setMethod(Bundle.HTTPVerb.GET).setUrl(patient);
        assertThat(caller.transaction(batch).status()).isEqualTo(403);
    }

    @Test
    void aCategoryOfAScopeHoldsForSearchesReadsAndTotals() {
        Journey journey = journeys.hospitalSends("breast");
        String vital = observation(journey, "vital-signs");
        String social = observation(journey, "social-history");
        Api patient = journey.patientWithScopes(
                "launch/patient patient/Observation.rs?category=" + CATEGORY + "|vital-signs patient/Patient.rs");

        assertThat(ids(patient.search("Observation"))).contains(vital).doesNotContain(social);
        assertThat(ids(patient.search("Observation?_id=" + social))).isEmpty();
        assertThat(patient.get("Observation/" + vital).status()).isEqualTo(200);
        assertThat(patient.get("Observation/" + social).status()).isEqualTo(404);
        assertThat(patient.get("Observation/" + social + "/_history/1").status())
                .isEqualTo(404);
        assertThat(patient.search("Observation?_id=" + social + "," + vital + "&_summary=count")
                        .getTotal())
                .isEqualTo(1);
        assertThat(ids(patient.search("Patient/" + journey.patientId() + "/$everything?_count=200")))
                .contains(vital, journey.patientId())
                .doesNotContain(social);
        assertThat(ids(patient.search("Patient?_id=" + journey.patientId() + "&_revinclude=Observation:patient")))
                .contains(vital)
                .doesNotContain(social);
    }

    /** However the condition is put: each of these finds what is of another category, without the scope. */
    @Test
    void noConditionLeadsBeyondTheCategoryOfAScope() {
        Journey journey = journeys.hospitalSends("breast");
        String vital = observation(journey, "vital-signs");
        String social = observation(journey, "social-history");
        String scope = "/Observation.rs?category=" + CATEGORY + "|vital-signs";
        Api patient = journey.patientWithScopes("launch/patient patient" + scope);
        Api desk = Api.personWithScopes("coordinator", "openid user" + scope);
        for (String condition : List.of(
                "category:not=vital-signs",
                "category:not=laboratory",
                "category=vital-signs,social-history",
                "category=" + CATEGORY + "|vital-signs," + CATEGORY + "|social-history",
                "category=social-history",
                "category=" + CATEGORY + "|",
                "code=29463-7",
                "code:not=1",
                "_id=" + vital + "," + social)) {
            String search = "Observation?_count=200&patient=Patient/" + journey.patientId() + "&" + condition;
            assertThat(ids(journey.coordinator().search(search))).as(condition).contains(social);
            for (Api confined : List.of(patient, desk)) {
                Api.Response asked = confined.get(search);
                for (Api.Response answer : List.of(
                        asked,
                        confined.transaction(batch(search)),
                        confined.send(
                                "POST",
                                "Observation/_search",
                                "application/x-www-form-urlencoded",
                                search.substring(search.indexOf('?') + 1).getBytes(StandardCharsets.UTF_8)))) {
                    assertThat(answer.status()).as(condition).isIn(200, 400, 403);
                    assertThat(found(answer)).as(condition).isSubsetOf(vital);
                }
                Api.Response counted = confined.get(search + "&_summary=count");
                assertThat(counted.status()).as(condition).isEqualTo(asked.status());
                for (Api.Response answer : List.of(counted, confined.transaction(batch(search + "&_summary=count")))) {
                    if (answer.status() == 200) {
                        assertThat(total(answer))
                                .as(condition)
                                .isEqualTo(found(asked).size());
                    }
                }
            }
        }
        for (Api confined : List.of(patient, desk)) {
            assertThat(ids(confined.search("Observation?code=29463-7&patient=Patient/" + journey.patientId())))
                    .containsExactly(vital);
        }
    }

    /** The job reads with the server's authority. */
    @Test
    @ResourceLock("exports of the demo's clients")
    void anExportHoldsNothingBeyondTheCategoryOfAScope() {
        Journey journey = journeys.hospitalSends("breast");
        String vital = observation(journey, "vital-signs");
        String social = observation(journey, "social-history");
        Group cohort = new Group().setActual(true).setType(Group.GroupType.PERSON);
        cohort.addMember().setEntity(new Reference("Patient/" + journey.patientId()));
        String group = journey.hospital().post(cohort).createdId();
        Api confined = Api.systemWithScopes(
                HOSPITAL, "system/Binary.r system/Observation.rs?category=" + CATEGORY + "|vital-signs");

        Api.Response started =
                confined.with("Prefer", "respond-async").get("Group/" + group + "/$export?_type=Observation,Condition");
        assertThat(started.status()).as(started.text()).isEqualTo(202);
        String export = started.header("Content-Location");
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(500))
                .until(() -> confined.get(export).status() == 200);
        String lines = FILE.matcher(confined.get(export).text())
                .results()
                .map(file -> confined.with("Accept", "application/fhir+ndjson").get(file.group(1)))
                .map(Api.Response::text)
                .collect(Collectors.joining());

        assertThat(lines).contains(vital).doesNotContain(social, "\"resourceType\":\"Condition\"");
    }

    @Test
    void createAndUpdateAreApart() {
        Journey journey = journeys.hospitalSends("breast");
        Api creator = Api.systemWithScopes(HOSPITAL, "system/Observation.c");
        Api updater = Api.systemWithScopes(HOSPITAL, "system/Observation.u");
        Observation observation = vitalSigns(journey);

        Api.Response created = creator.with("Prefer", "return=representation").post(observation);
        String id = created.createdId();
        assertThat(created.as(Observation.class).getSubject().getReference())
                .isEqualTo("Patient/" + journey.patientId());
        assertThat(creator.get("Observation/" + id).status()).isEqualTo(403);
        assertThat(updater.post(observation).status()).isEqualTo(403);
        observation.setId(id);
        observation.setLanguage("en");
        assertThat(creator.put(observation).status()).isEqualTo(403);
        assertThat(updater.put(observation).status()).isEqualTo(200);
        assertThat(transaction(creator, observation).status()).isEqualTo(403);
        assertThat(transaction(updater, observation).status()).isEqualTo(200);
    }

    @Test
    void theDeskToo() {
        Journey journey = journeys.hospitalSends("breast");
        Api desk = Api.personWithScopes("coordinator", "openid user/Patient.r");

        assertThat(desk.get("Patient/" + journey.patientId()).status()).isEqualTo(200);
        assertThat(desk.get(journey.caseReference()).status()).isEqualTo(403);
        assertThat(desk.get("Patient?_count=1").status()).isEqualTo(403);
        assertThat(desk.operation(journey.caseReference() + "/$match", new org.hl7.fhir.r4.model.Parameters())
                        .status())
                .isEqualTo(403);
        assertThat(desk.delete("Patient/" + journey.patientId()).status()).isEqualTo(403);
        Bundle batch = new Bundle().setType(Bundle.BundleType.BATCH);
        batch.addEntry().getRequest().setMethod(Bundle.HTTPVerb.GET).setUrl("Observation?_summary=count");
        assertThat(desk.transaction(batch).status()).isEqualTo(403);
    }

    /** What a search reaches is not what it answers with: by whether it finds anything it would tell about other types. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Patient?_has:Observation:subject:code=29463-7&_summary=count",
                "Patient?_has:Observation:subject:code=29463-7",
                "Patient?organization.name=x",
                "Patient?_security=x|case.C-2026-AAAAAAAA"
            })
    void whatASearchReachesIsOfTheScopesToo(String search) {
        Api confined = Api.personWithScopes("coordinator", "openid user/Patient.cruds user/Organization.rs");
        assertThat(confined.get("Patient?_count=1").status()).isEqualTo(200);

        Api.Response alone = confined.get(search);
        Bundle create = Probes.transactionOf(Bundle.HTTPVerb.POST, "Patient", new Patient());
        create.getEntryFirstRep().getRequest().setIfNoneExist(search.substring(search.indexOf('?') + 1));
        Bundle update = Probes.transactionOf(Bundle.HTTPVerb.PUT, search, new Patient());

        for (Api.Response refused : List.of(
                alone,
                confined.transaction(batch(search)),
                confined.transaction(create),
                confined.transaction(update),
                confined.with("If-None-Exist", search).post(new Patient()),
                confined.delete(search))) {
            assertThat(refused.status()).as(refused.text()).isEqualTo(403);
        }
        assertThat(Api.person("coordinator").get(search).status())
                .as("of all types")
                .isNotEqualTo(403);
    }

    @Test
    void whoSignedInMayBeReadWithFhirUserAlone() {
        Journey journey = journeys.hospitalSends("breast");
        Api app = journey.patientWithScopes("openid fhirUser launch/patient patient/Observation.rs");

        assertThat(app.read(Patient.class, "Patient/" + journey.patientId()).getGender())
                .isNotEqualTo(AdministrativeGender.NULL);
        assertThat(app.get("Patient/patient-1").status()).isIn(403, 404);
        assertThat(app.get("Patient?_id=" + journey.patientId()).status()).isEqualTo(403);
        Api desk = Api.personWithScopes("coordinator", "openid fhirUser user/Observation.rs");
        assertThat(desk.get("Practitioner/coordinator").status()).isEqualTo(200);
        assertThat(desk.get("Practitioner/clinician").status())
                .as("a colleague")
                .isEqualTo(404);
    }

    private static Api.Response transaction(Api caller, Observation observation) {
        Bundle bundle = new Bundle().setType(Bundle.BundleType.TRANSACTION);
        bundle.addEntry()
                .setResource(observation)
                .getRequest()
                .setMethod(Bundle.HTTPVerb.PUT)
                .setUrl(Journey.reference(observation));
        return caller.transaction(bundle);
    }

    private static Bundle batch(String search) {
        return Probes.transactionOf(Bundle.HTTPVerb.GET, search, null).setType(Bundle.BundleType.BATCH);
    }

    private static String observation(Journey journey, String category) {
        Observation observation = vitalSigns(journey);
        observation.getCategoryFirstRep().getCodingFirstRep().setCode(category);
        return journey.hospital().post(observation).createdId();
    }

    private static Observation vitalSigns(Journey journey) {
        Observation observation = new Observation();
        observation.setStatus(Observation.ObservationStatus.FINAL);
        observation.addCategory(new CodeableConcept(new Coding(CATEGORY, "vital-signs", null)));
        observation.setCode(new CodeableConcept(new Coding("http://loinc.org", "29463-7", null)));
        observation.setSubject(new Reference("Patient/" + journey.patientId()));
        return observation;
    }

    /** Ids of the Observations in an answer, in that of a batch as well. */
    private static List<String> found(Api.Response answer) {
        return answer.resource() instanceof Bundle bundle ? observations(bundle).toList() : List.of();
    }

    /** How many an answer tells of, in that of a batch as well. */
    private static int total(Api.Response answer) {
        Bundle bundle = answer.as(Bundle.class);
        return bundle.getEntryFirstRep().getResource() instanceof Bundle inner ? inner.getTotal() : bundle.getTotal();
    }

    private static Stream<String> observations(Bundle bundle) {
        return bundle.getEntry().stream()
                .map(Bundle.BundleEntryComponent::getResource)
                .flatMap(resource -> resource instanceof Bundle inner
                        ? observations(inner)
                        : Stream.ofNullable(resource)
                                .filter(Observation.class::isInstance)
                                .map(observation -> observation.getIdElement().getIdPart()));
    }

    private static List<String> ids(Bundle found) {
        return found.getEntry().stream()
                .map(Bundle.BundleEntryComponent::getResource)
                .map(Resource::getIdElement)
                .map(id -> id.getIdPart())
                .toList();
    }
}

package health.consilium.journeys;

import static health.consilium.support.Probes.COMPARTMENT;
import static health.consilium.support.Probes.indistinguishable;
import static health.consilium.support.Probes.listOf;
import static health.consilium.support.Probes.observationOf;
import static health.consilium.support.Probes.transactionOf;
import static org.assertj.core.api.Assertions.assertThat;

import health.consilium.smart.PartyRole;
import health.consilium.support.Api;
import health.consilium.support.Api.Response;
import health.consilium.support.Journey;
import health.consilium.support.Journey.Journeys;
import health.consilium.support.ServerTest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.CapabilityStatement;
import org.hl7.fhir.r4.model.CapabilityStatement.CapabilityStatementRestResourceComponent;
import org.hl7.fhir.r4.model.Group;
import org.hl7.fhir.r4.model.ListResource;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.StringType;
import org.hl7.fhir.r4.model.Type;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/** What others have, concluded from searches and conditions: API1, API3 and API4 of the OWASP API Security Top 10 (2023). */
@ServerTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SearchThreatsIT {

    @Autowired
    Journeys journeys;

    private Journey owner;
    private Journey stranger;

    /** Once: nothing here changes a case. */
    @BeforeAll
    void twoCasesAreSent() {
        owner = journeys.hospitalSends("breast");
        stranger = journeys.hospitalSends("breast");
    }

    @Test
    void aConditionalCreateDoesNotGiveAwayWhatMatchesOfAStranger() {
        ListResource list = listOf(owner);
        String id = owner.patient().post(list).createdId();
        String condition = "identifier=" + list.getIdentifierFirstRep().getSystem() + "|"
                + list.getIdentifierFirstRep().getValue();
        ListResource same = listOf(stranger);
        same.setIdentifier(list.getIdentifier());
        Api caller = stranger.patient().with("Prefer", "return=representation");

        Response alone = caller.with("If-None-Exist", condition).post(same);
        Bundle transaction = transactionOf(Bundle.HTTPVerb.POST, "List", same);
        transaction.getEntryFirstRep().getRequest().setIfNoneExist(condition);
        Response within = caller.transaction(transaction);

        assertThat(alone.status()).as(alone.text()).isEqualTo(201);
        assertThat(within.status()).isEqualTo(200);
        assertThat(alone.text() + within.text()).doesNotContain(id).doesNotContain("Patient/" + owner.patientId());
        assertThat(owner.patient().with("If-None-Exist", condition).post(list).status())
                .as("the owner's own resend")
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "_security=x|case.C-2026-AAAAAAAA",
                "subject:Patient.family=Wanjiru",
                "_has:Task:focus:status=requested",
                "subject.family=Wanjiru"
            })
    void aConditionMayNotReachBeyondTheResource(String condition) {
        assertThat(owner.patient()
                        .with("If-None-Exist", condition)
                        .post(listOf(owner))
                        .status())
                .isEqualTo(403);
        Bundle transaction = transactionOf(Bundle.HTTPVerb.POST, "List", listOf(owner));
        transaction.getEntryFirstRep().getRequest().setIfNoneExist(condition);
        assertThat(owner.patient().transaction(transaction).status()).isEqualTo(403);
    }

    @Test
    void theNextPageIsForWhoSearched() {
        Api patient = owner.patient();
        Bundle first = patient.search("Observation?_count=1");
        String next = first.getLink("next").getUrl();

        assertThat(patient.get(next).status()).isEqualTo(200);
        for (Api other :
                List.of(stranger.patient(), owner.hospital(), owner.coordinator(), Api.system("centre-seoul"))) {
            assertThat(other.get(next).status()).isEqualTo(404);
        }
        Bundle desks = owner.coordinator().search("Observation?_count=1");
        assertThat(patient.get(desks.getLink("next").getUrl()).status()).isEqualTo(404);
    }

    @Test
    void aSearchIsNotReusedForAnotherCaller() {
        String search = "Observation?code=http://loinc.org|85337-4,http://loinc.org|48676-1&_count=50";
        String same = "Patient?gender=female&_count=50";
        for (String query : List.of(search, same)) {
            assertThat(owner.coordinator().search(query).getEntry())
                    .as("of the desk, which sees others'")
                    .anySatisfy(
                            entry -> assertThat(Api.FHIR.newJsonParser().encodeResourceToString(entry.getResource()))
                                    .doesNotContain(owner.patientId()));
            Bundle own = owner.patient().search(query);
            assertThat(own.getEntry()).as(query).isNotEmpty().allSatisfy(entry -> assertThat(
                            Api.FHIR.newJsonParser().encodeResourceToString(entry.getResource()))
                    .contains(owner.patientId()));
        }
    }

    @Test
    void hitAndMissOfASearchForOthersAreAlike() {
        Patient hidden = owner.coordinator().read(Patient.class, "Patient/" + owner.patientId());
        String record = hidden.getIdentifierFirstRep().getValue();
        Api patient = stranger.patient();

        for (String search : List.of(
                "Patient?identifier=%s",
                "Patient?identifier=%s&_count=1",
                "Patient?identifier=%s&_summary=count",
                "Patient?identifier=%s&_count=0",
                "Patient?identifier=%s&_count=00",
                "Patient?identifier=%s&_total=accurate",
                "Patient?identifier=%s&_offset=0&_count=1",
                "Observation?patient.identifier=%s",
                "Observation?patient:Patient.identifier=%s",
                "Organization?_has:Patient:organization:identifier=%s",
                "Organization?_revinclude=Patient:organization&_sort=patient.%s",
                "Task?_sort=patient.identifier&patient.identifier=%s")) {
            indistinguishable(patient.get(search.formatted(record)), patient.get(search.formatted("NOBODY-0")));
        }
        indistinguishable(counted(patient, record), counted(patient, "NOBODY-0"));
        for (Api confined :
                List.of(patient, stranger.hospital(), Api.system("centre-seoul"), Api.person("translator-1"))) {
            assertThat(confined.get("Task?_has:Provenance:target:_id=1").status())
                    .isEqualTo(403);
            assertThat(confined.get("Task?patient:Patient.family=x").status()).isEqualTo(403);
            assertThat(confined.get("Task?_security=" + COMPARTMENT + "|case.C-2026-AAAAAAAA")
                            .status())
                    .isEqualTo(403);
            assertThat(confined.get("Task?_include=*").status()).isEqualTo(403);
            assertThat(confined.get("Task?_revinclude=*").status()).isEqualTo(403);
        }
    }

    @Test
    void aTotalIsToldOnlyWhereAllThatIsCountedMayBeSeen() {
        String everything = "Patient/" + owner.patientId() + "/$everything";

        for (Api caller : List.of(owner.hospital(), owner.patient(), owner.coordinator())) {
            Bundle first = caller.search(everything + "?_count=5");
            Bundle next = caller.search(first.getLink("next").getUrl());
            Bundle whole = caller.search(everything + "?_count=200");
            Bundle none = caller.search(everything + "?_count=0");
            assertThat(List.of(first, next, whole, none))
                    .as("of everything, which is filtered")
                    .noneMatch(Bundle::hasTotal);
            assertThat(next.getEntry()).isNotEmpty();
        }
        Bundle pool = Api.person("translator-1").search("Task?_count=200");
        assertThat(pool.hasTotal()).as("of the pool, which is filtered").isFalse();

        Bundle own = owner.patient().search("Observation?_count=1&_total=accurate");
        Bundle more = owner.patient().search(own.getLink("next").getUrl());
        assertThat(own.getTotal()).as("of the own, which is found by its label").isGreaterThan(1);
        assertThat(more.getTotal()).as("on each page").isEqualTo(own.getTotal());
    }

    /** Another language to ask in would be one more way around the guard of searches: ADR 42. */
    @Test
    void graphQlIsOfferedToNobody() {
        String own = "Patient/" + owner.patientId() + "/$graphql";
        byte[] query = "{Patient{id name{family}}}".getBytes(StandardCharsets.UTF_8);
        for (Api caller : List.of(
                owner.hospital(),
                owner.coordinator(),
                owner.patient(),
                Api.system("centre-heidelberg"),
                Api.person("clinician"),
                Api.person("translator-1"),
                Api.person("admin"),
                Api.administrator())) {
            for (String path : List.of("$graphql", "Patient/$graphql", own)) {
                for (Response refused : List.of(
                        caller.get(path + "?query=%7BPatient%7Bid%7D%7D"),
                        caller.send("POST", path, "application/graphql", query),
                        caller.send("POST", path, "application/json", query))) {
                    assertThat(refused.status()).as(path).isIn(400, 403, 404, 405, 415);
                    assertThat(refused.text()).contains("OperationOutcome").doesNotContain("\"data\"");
                }
            }
        }
        assertThat(Api.nobody().get("$graphql?query=%7BPatient%7Bid%7D%7D").status())
                .isEqualTo(401);
        assertThat(Api.nobody().get("metadata").text()).doesNotContainIgnoringCase("graphql");
    }

    @Test
    void theVersionsOfAResourceAreForTheDesk() {
        String patient = "Patient/" + owner.patientId() + "/_history";
        CapabilityStatement statement = Api.nobody().read(CapabilityStatement.class, "metadata");

        assertThat(owner.patient().get(patient).status()).isEqualTo(403);
        assertThat(owner.hospital().get(patient).status()).isEqualTo(403);
        assertThat(owner.coordinator().get(patient).status()).isEqualTo(200);
        Bundle batch = new Bundle().setType(Bundle.BundleType.BATCH);
        batch.addEntry().getRequest().setMethod(Bundle.HTTPVerb.GET).setUrl(patient);
        assertThat(owner.patient().transaction(batch).status()).isEqualTo(403);
        assertThat(statement.getRestFirstRep().getResource())
                .filteredOn(resource -> resource.getType().equals("Patient"))
                .flatExtracting(CapabilityStatementRestResourceComponent::getInteraction)
                .filteredOn(interaction ->
                        interaction.getCode() == CapabilityStatement.TypeRestfulInteraction.HISTORYINSTANCE)
                .isNotEmpty()
                .allSatisfy(interaction ->
                        assertThat(interaction.getDocumentation()).contains("coordination desk"));
    }

    @Test
    void aBundleIsNoWayAroundTheGuardOfSearches() {
        for (String url : List.of(
                "Patient?family=x",
                "/Patient?family=x",
                "Patient/_search?family=x",
                Api.base() + "/Patient?family=x",
                "Patient",
                "Patient/" + owner.patientId() + "/_history",
                "Patient/" + owner.patientId() + "/$everything")) {
            Bundle batch = new Bundle().setType(Bundle.BundleType.BATCH);
            batch.addEntry().getRequest().setMethod(Bundle.HTTPVerb.GET).setUrl(url);
            assertThat(owner.patient().transaction(batch).status()).as(url).isEqualTo(403);
        }
    }

    @Test
    void aReferenceByConditionMayNotAskAboutOthers() {
        Observation observation = observationOf(owner);
        observation.addPerformer(new Reference("Organization?_has:Patient:organization:family=x"));

        assertThat(owner.hospital()
                        .transaction(transactionOf(Bundle.HTTPVerb.POST, "Observation", observation))
                        .status())
                .isEqualTo(403);
    }

    @Test
    void everythingIsAskedForOfOnePatient() {
        assertThat(owner.hospital().get("Patient/$everything").status()).isEqualTo(403);
        assertThat(owner.hospital().get("Patient/$summary?identifier=x").status())
                .isIn(400, 403);
    }

    /** HAPI looks for each patient with the authority of the server. */
    @Test
    void anExportDoesNotTellWhichPatientsThereAre() {
        Api asker = owner.stranger(PartyRole.HOSPITAL).with("Prefer", "respond-async");
        String own = asker.post(new Patient()).createdId();
        String deleted = owner.hospital().post(new Patient()).createdId();
        assertThat(owner.coordinator().delete("Patient/" + deleted).status()).isEqualTo(200);
        String nowhere = UUID.randomUUID().toString();

        for (String hidden : List.of(owner.patientId(), deleted)) {
            for (String path :
                    List.of("Patient/$export?patient=Patient/%s", "Patient/$export?patient=%s", "Patient/%s/$export")) {
                Response miss = asker.get(path.formatted(nowhere));
                assertThat(miss.status()).as(path).isIn(404, 405);
                indistinguishable(asker.get(path.formatted(hidden)), miss);
            }
            for (Function<String, Type> value :
                    List.<Function<String, Type>>of(id -> new Reference("Patient/" + id), StringType::new)) {
                Response miss = exported(asker, value.apply(own), value.apply(nowhere));
                assertThat(miss.status()).isEqualTo(404);
                assertThat(miss.message()).contains("There is no Patient/" + nowhere + " for you.");
                indistinguishable(exported(asker, value.apply(own), value.apply(hidden)), miss);
            }
        }
        assertThat(exported(asker, new StringType("Patient/")).status()).isEqualTo(400);
        Response started = exported(asker, new Reference("Patient/" + own));
        assertThat(started.status()).as(started.text()).isEqualTo(202);
        asker.delete(started.header("Content-Location"));
    }

    /** HAPI takes the value of any resource for a patient. */
    @Test
    void anExportIsAskedForByParametersAlone() {
        Api asker = owner.stranger(PartyRole.HOSPITAL).with("Prefer", "respond-async");
        Observation lookAlike = new Observation().setValue(new StringType("Patient/" + owner.patientId()));

        Response refused = asker.send(
                "POST",
                "Patient/$export?_type=Patient",
                "application/fhir+json",
                Api.FHIR.newJsonParser().encodeResourceToString(lookAlike).getBytes(StandardCharsets.UTF_8));

        assertThat(refused.status()).as(refused.text()).isEqualTo(400);
        assertThat(refused.message()).contains("Parameters");
    }

    @Test
    void anExportDoesNotTellWhichCohortsThereAre() {
        Api asker = owner.stranger(PartyRole.HOSPITAL).with("Prefer", "respond-async");
        String there = owner.hospital()
                .post(new Group().setActual(true).setType(Group.GroupType.PERSON))
                .createdId();
        String deleted = owner.hospital()
                .post(new Group().setActual(true).setType(Group.GroupType.PERSON))
                .createdId();
        assertThat(owner.coordinator().delete("Group/" + deleted).status()).isEqualTo(200);
        Response miss = asker.get("Group/" + UUID.randomUUID() + "/$export");

        assertThat(miss.status()).isEqualTo(404);
        for (String hidden : List.of(there, deleted)) {
            indistinguishable(asker.get("Group/" + hidden + "/$export"), miss);
        }
    }

    private static Response exported(Api asker, Type... patients) {
        Parameters asked = new Parameters().addParameter("_type", "Patient");
        Stream.of(patients).forEach(patient -> asked.addParameter("patient", patient));
        return asker.operation("Patient/$export", asked);
    }

    private static Response counted(Api caller, String record) {
        return caller.send(
                "POST",
                "Patient/_search",
                "application/x-www-form-urlencoded",
                ("identifier=" + record + "&_count=0").getBytes(StandardCharsets.US_ASCII));
    }
}

package health.consilium.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import health.consilium.fhir.FhirStore;
import health.consilium.smart.PartyRole;
import health.consilium.support.Api;
import health.consilium.support.Api.Response;
import health.consilium.support.Journey;
import health.consilium.support.Journey.Journeys;
import health.consilium.support.ServerTest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.hl7.fhir.r4.model.Binary;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.CapabilityStatement;
import org.hl7.fhir.r4.model.CapabilityStatement.CapabilityStatementRestResourceComponent;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.ContactPoint;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.Enumerations.DocumentReferenceStatus;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.ListResource;
import org.hl7.fhir.r4.model.Narrative;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.Task;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/** What somebody would try who means harm, threat by threat; the names are those of the OWASP API Security Top 10 (2023). */
@ServerTest
class ThreatsIT {

    private static final String LABELS = "https://w3id.org/consilium/fhir/CodeSystem/compartment";

    @Autowired
    Journeys journeys;

    @Autowired
    FhirStore store;

    // API1: Broken object level authorization

    @Test
    void aConditionalCreateDoesNotGiveAwayWhatMatchesOfAStranger() {
        Journey owner = journeys.hospitalSends("breast");
        Journey stranger = journeys.hospitalSends("breast");
        ListResource list = list(owner);
        String id = owner.patient().post(list).createdId();
        String condition = "identifier=" + list.getIdentifierFirstRep().getSystem() + "|"
                + list.getIdentifierFirstRep().getValue();
        ListResource same = list(stranger);
        same.setIdentifier(list.getIdentifier());
        Api caller = stranger.patient().with("Prefer", "return=representation");

        Response alone = caller.with("If-None-Exist", condition).post(same);
        Bundle transaction = new Bundle().setType(Bundle.BundleType.TRANSACTION);
        transaction
                .addEntry()
                .setResource(same)
                .getRequest()
                .setMethod(Bundle.HTTPVerb.POST)
                .setUrl("List")
                .setIfNoneExist(condition);
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
        Journey journey = journeys.hospitalSends("breast");

        assertThat(journey.patient()
                        .with("If-None-Exist", condition)
                        .post(list(journey))
                        .status())
                .isEqualTo(403);
        Bundle transaction = new Bundle().setType(Bundle.BundleType.TRANSACTION);
        transaction
                .addEntry()
                .setResource(list(journey))
                .getRequest()
                .setMethod(Bundle.HTTPVerb.POST)
                .setUrl("List")
                .setIfNoneExist(condition);
        assertThat(journey.patient().transaction(transaction).status()).isEqualTo(403);
    }

    @Test
    void whatBelongsToAStrangerAnswersAsWhatDoesNotExist() {
        Journey owner = journeys.hospitalSends("breast");
        Api stranger = journeys.hospitalSends("breast").patient();
        String there = owner.patient().post(list(owner)).createdId();
        String nowhere = UUID.randomUUID().toString();

        for (String path : List.of("List/%s", "List/%s/_history/1", "List?_id=%s", "List?_id=%s&_summary=count")) {
            indistinguishable(stranger.get(path.formatted(there)), stranger.get(path.formatted(nowhere)));
        }
        ListResource hijack = list(owner);
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
        Observation observation = observation(one);
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
    void theNextPageIsForWhoSearched() {
        Journey journey = journeys.hospitalSends("breast");
        Api patient = journey.patient();
        Bundle first = patient.search("Observation?_count=1");
        String next = first.getLink("next").getUrl();

        assertThat(patient.get(next).status()).isEqualTo(200);
        for (Api other : List.of(
                journeys.hospitalSends("breast").patient(),
                journey.hospital(),
                journey.coordinator(),
                Api.system("centre-seoul"))) {
            assertThat(other.get(next).status()).isEqualTo(404);
        }
        Bundle desks = journey.coordinator().search("Observation?_count=1");
        assertThat(patient.get(desks.getLink("next").getUrl()).status()).isEqualTo(404);
    }

    @Test
    void aSearchIsNotReusedForAnotherCaller() {
        Journey journey = journeys.hospitalSends("breast");
        String search = "Observation?code=http://loinc.org|85337-4,http://loinc.org|48676-1&_count=50";
        String same = "Patient?gender=female&_count=50";
        for (String query : List.of(search, same)) {
            journey.coordinator().search(query);
            Bundle own = journey.patient().search(query);
            assertThat(own.getEntry()).allSatisfy(entry -> assertThat(
                            Api.FHIR.newJsonParser().encodeResourceToString(entry.getResource()))
                    .contains(journey.patientId()));
        }
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
        String victim = "Binary/" + Journey.idOf(owner.sent(), owner.answer(), "Binary");
        List<String> labels = labels(owner, victim);
        byte[] pdf = Journey.exampleBytes("breast/records/pathology.hi.pdf");
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

    private static Response counted(Api caller, String record) {
        return caller.send(
                "POST",
                "Patient/_search",
                "application/x-www-form-urlencoded",
                ("identifier=" + record + "&_count=0").getBytes(StandardCharsets.US_ASCII));
    }

    /** Both are the hospital's; the patient of the one would read the other's document. */
    @Test
    void aCaseIsNotMadeOfTheRecordsOfAnotherPatient() {
        Journey one = journeys.hospitalSends("breast");
        Journey other = journeys.hospitalSends("breast");
        String document = "DocumentReference/" + Journey.idOf(other.sent(), other.answer(), "DocumentReference");

        assertThatThrownBy(() -> journeys.hospitalAsksAgain(one, List.of(new Reference(document))))
                .hasMessageContaining("HTTP 422")
                .hasMessageContaining("about somebody else");
        assertThat(one.patient().get(document).status()).isEqualTo(404);
    }

    private static List<String> labels(Journey journey, String binary) {
        return journey.coordinator().read(Binary.class, binary + "?_format=json").getMeta().getSecurity().stream()
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
        DocumentReference document = new DocumentReference();
        document.setStatus(DocumentReferenceStatus.CURRENT);
        document.setType(new CodeableConcept(new Coding("http://loinc.org", "11526-1", null)));
        document.setSubject(new Reference("Patient/" + journey.patientId()));
        document.addContent()
                .getAttachment()
                .setContentType("application/pdf")
                .setLanguage("hi")
                .setUrl(url);
        bundle.addEntry()
                .setResource(document)
                .getRequest()
                .setMethod(Bundle.HTTPVerb.POST)
                .setUrl("DocumentReference");
        return bundle;
    }

    @Test
    void aStoredBundleIsJudgedByItsCaseAlone() {
        Journey owner = journeys.hospitalSends("breast");
        Journey stranger = journeys.hospitalSends("hcc");
        Bundle collection = new Bundle().setType(Bundle.BundleType.COLLECTION);
        collection.addEntry().setResource(new Patient().setActive(true).setId("Patient/" + stranger.patientId()));
        collection.getMeta().addSecurity(LABELS, "case." + owner.number(), null);
        Resource stored = store.create(collection);

        assertThat(owner.patient().get(Journey.reference(stored)).status()).isEqualTo(200);
        assertThat(stranger.patient().get(Journey.reference(stored)).status()).isEqualTo(404);
    }

    // API2: Broken authentication

    @Test
    void whoCameByALinkLooksAtTheOwnCaseAndChangesNothing() {
        Journey journey = journeys.hospitalSends("breast");
        Api patient = journey.patientByLink();
        String own = "Patient/" + journey.patientId();
        Task abort = Journey.abort(journey.caseReference());

        assertThat(patient.get(own).status()).isEqualTo(200);
        Bundle page = patient.search("Observation?_count=1");
        assertThat(patient.get(page.getLink("next").getUrl()).status()).isEqualTo(200);
        assertThat(patient.operation(own + "/$everything", new Parameters()).status())
                .isEqualTo(200);
        assertThat(patient.transaction(one(Bundle.HTTPVerb.GET, own, null)).status())
                .isEqualTo(200);
        for (Response refused : List.of(
                patient.post(abort),
                patient.transaction(one(Bundle.HTTPVerb.POST, "Task", abort)),
                patient.post(list(journey)),
                patient.send("POST", "Binary", "text/plain", "x".getBytes(StandardCharsets.US_ASCII)),
                patient.operation(Journey.reference(journey.root()) + "/$follow-up-question", new Parameters()))) {
            assertThat(refused.status()).as(refused.text()).isEqualTo(403);
            assertThat(refused.message()).contains("Sign in with a passkey");
        }
        assertThat(journey.root().getStatus()).isNotEqualTo(Task.TaskStatus.CANCELLED);

        Api coordinator = journey.staffByLink(PartyRole.COORDINATOR);
        Api admin = journey.staffByLink(PartyRole.ADMIN);
        for (Response refused : List.of(
                coordinator.get(own),
                coordinator.operation(journey.caseReference() + "/$purge", new Parameters()),
                coordinator.transaction(one(Bundle.HTTPVerb.GET, own, null)),
                admin.get("AuditEvent?_count=1"))) {
            assertThat(refused.status()).as(refused.text()).isEqualTo(403);
            assertThat(refused.message()).contains("Sign in with a passkey");
        }
        assertThat(coordinator.get("metadata").status()).isEqualTo(200);
    }

    @Test
    void whoInvitesAPatientDoesNotChooseWhereTheMailGoes() {
        Journey journey = journeys.hospitalSends("breast");
        Api coordinator = journey.coordinator();
        String own = UUID.randomUUID() + "@example.org";
        assertThat(invited(coordinator, journey, own).status()).isEqualTo(422);
        Patient patient = coordinator.read(Patient.class, "Patient/" + journey.patientId());
        patient.addTelecom().setSystem(ContactPoint.ContactPointSystem.EMAIL).setValue(own);
        Response entered = coordinator.put(patient);
        assertThat(entered.status()).as(entered.text()).isEqualTo(422);
        assertThat(invited(coordinator, journey, own).status()).isEqualTo(422);

        journey.hasMail("A." + own);
        assertThat(invited(coordinator, journey, "a." + own).status()).isEqualTo(201);
    }

    private static Response invited(Api coordinator, Journey journey, String address) {
        String body =
                """
                {"patient":"Patient/%s","displayName":"A patient","email":"%s","language":"en"}"""
                        .formatted(journey.patientId(), address);
        return coordinator.send(
                "POST",
                Api.base().replaceFirst("/fhir$", "/admin/accounts/patients"),
                "application/json",
                body.getBytes(StandardCharsets.UTF_8));
    }

    private static Bundle one(Bundle.HTTPVerb method, String url, Resource resource) {
        Bundle bundle = new Bundle().setType(Bundle.BundleType.TRANSACTION);
        bundle.addEntry().setResource(resource).getRequest().setMethod(method).setUrl(url);
        return bundle;
    }

    // API3: Broken object property level authorization

    @Test
    void hitAndMissOfASearchForOthersAreAlike() {
        Journey owner = journeys.hospitalSends("breast");
        Journey asker = journeys.hospitalSends("breast");
        Patient hidden = owner.coordinator().read(Patient.class, "Patient/" + owner.patientId());
        String record = hidden.getIdentifierFirstRep().getValue();
        Api patient = asker.patient();

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
                List.of(patient, asker.hospital(), Api.system("centre-seoul"), Api.person("translator-1"))) {
            assertThat(confined.get("Task?_has:Provenance:target:_id=1").status())
                    .isEqualTo(403);
            assertThat(confined.get("Task?patient:Patient.family=x").status()).isEqualTo(403);
            assertThat(confined.get("Task?_security=" + LABELS + "|case.C-2026-AAAAAAAA")
                            .status())
                    .isEqualTo(403);
            assertThat(confined.get("Task?_include=*").status()).isEqualTo(403);
            assertThat(confined.get("Task?_revinclude=*").status()).isEqualTo(403);
        }
    }

    @Test
    void labelsOfAClientAreDroppedAndNobodyEditsMeta() {
        Journey owner = journeys.hospitalSends("breast");
        Journey other = journeys.hospitalSends("breast");
        Observation observation = observation(owner);
        observation.getMeta().addSecurity(LABELS, "case." + other.number(), null);
        String id = owner.hospital().post(observation).createdId();
        observation.setId(id);
        assertThat(owner.hospital().put(observation).status()).isEqualTo(200);
        Response patched = owner.hospital()
                .send(
                        "PATCH",
                        "Observation/" + id,
                        "application/json-patch+json",
                        ("[{\"op\":\"add\",\"path\":\"/meta/security\",\"value\":[{\"system\":\"" + LABELS
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
        meta.addParameter("meta", new org.hl7.fhir.r4.model.Meta().addSecurity(LABELS, "case.x", null));
        for (String operation : List.of("$meta-add", "$meta-delete", "$meta", "$expunge", "$graphql")) {
            for (Api caller : List.of(owner.hospital(), owner.coordinator(), owner.patient())) {
                assertThat(caller.operation("Observation/" + id + "/" + operation, meta)
                                .status())
                        .as(operation)
                        .isIn(400, 403, 404, 405);
            }
        }
    }

    /** Another language to ask in would be one more way around the guard of searches: ADR 42. */
    @Test
    void graphQlIsOfferedToNobody() {
        Journey journey = journeys.hospitalSends("breast");
        String own = "Patient/" + journey.patientId() + "/$graphql";
        byte[] query = "{Patient{id name{family}}}".getBytes(StandardCharsets.UTF_8);
        for (Api caller : List.of(
                journey.hospital(),
                journey.coordinator(),
                journey.patient(),
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
        Journey journey = journeys.hospitalSends("breast");
        String patient = "Patient/" + journey.patientId() + "/_history";
        CapabilityStatement statement = Api.nobody().read(CapabilityStatement.class, "metadata");

        assertThat(journey.patient().get(patient).status()).isEqualTo(403);
        assertThat(journey.hospital().get(patient).status()).isEqualTo(403);
        assertThat(journey.coordinator().get(patient).status()).isEqualTo(200);
        Bundle batch = new Bundle().setType(Bundle.BundleType.BATCH);
        batch.addEntry().getRequest().setMethod(Bundle.HTTPVerb.GET).setUrl(patient);
        assertThat(journey.patient().transaction(batch).status()).isEqualTo(403);
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
        Journey journey = journeys.hospitalSends("breast");

        for (String url : List.of(
                "Patient?family=x",
                "/Patient?family=x",
                "Patient/_search?family=x",
                Api.base() + "/Patient?family=x",
                "Patient",
                "Patient/" + journey.patientId() + "/_history",
                "Patient/" + journey.patientId() + "/$everything")) {
            Bundle batch = new Bundle().setType(Bundle.BundleType.BATCH);
            batch.addEntry().getRequest().setMethod(Bundle.HTTPVerb.GET).setUrl(url);
            assertThat(journey.patient().transaction(batch).status()).as(url).isEqualTo(403);
        }
    }

    @Test
    void aReferenceByConditionMayNotAskAboutOthers() {
        Journey journey = journeys.hospitalSends("breast");
        Observation observation = observation(journey);
        observation.addPerformer(new Reference("Organization?_has:Patient:organization:family=x"));
        Bundle transaction = new Bundle().setType(Bundle.BundleType.TRANSACTION);
        transaction
                .addEntry()
                .setResource(observation)
                .getRequest()
                .setMethod(Bundle.HTTPVerb.POST)
                .setUrl("Observation");

        assertThat(journey.hospital().transaction(transaction).status()).isEqualTo(403);
    }

    // API4: Unrestricted resource consumption

    @Test
    void aPageHasAnEndHoweverMuchIsAskedFor() {
        Bundle found = Api.person("coordinator").search("ValueSet?_count=10000");

        assertThat(found.getEntry()).hasSizeLessThanOrEqualTo(200);
        Journey journey = journeys.hospitalSends("breast");
        assertThat(journey.hospital().get("Patient/$everything").status()).isEqualTo(403);
        assertThat(journey.hospital().get("Patient/$summary?identifier=x").status())
                .isIn(400, 403);
    }

    // API10: Unsafe consumption of what others send

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<div xmlns=\"http://www.w3.org/1999/xhtml\"><script>alert(1)</script></div>",
                "<div xmlns=\"http://www.w3.org/1999/xhtml\"><p onclick=\"alert(1)\">x</p></div>",
                "<div xmlns=\"http://www.w3.org/1999/xhtml\"><a href=\"javascript:alert(1)\">x</a></div>",
                "<div xmlns=\"http://www.w3.org/1999/xhtml\"><a href=\"java&#10;script:alert(1)\">x</a></div>",
                "<div xmlns=\"http://www.w3.org/1999/xhtml\"><iframe src=\"https://example.org\"/></div>",
                "<div xmlns=\"http://www.w3.org/1999/xhtml\"><img src=\"https://example.org/pixel.gif\" alt=\"x\"/></div>",
                "<div xmlns=\"http://www.w3.org/1999/xhtml\"><form action=\"https://example.org\"><input/></form></div>",
                "<div xmlns=\"http://www.w3.org/1999/xhtml\"><p style=\"background:url(https://example.org)\">x</p></div>",
                "<div xmlns=\"http://www.w3.org/1999/xhtml\"><svg onload=\"alert(1)\"/></div>"
            })
    void aNarrativeThatActsIsRefused(String div) {
        Journey journey = journeys.hospitalSends("breast");
        Observation observation = observation(journey);
        observation.getText().setStatus(Narrative.NarrativeStatus.ADDITIONAL);
        observation.getText().setDivAsString(div);

        Response refused = journey.hospital().post(observation);

        assertThat(refused.status()).as(refused.text()).isIn(400, 422);
        assertThat(refused.text()).doesNotContain("alert(1)");
    }

    @Test
    void aNarrativeThatTellsIsKept() {
        Journey journey = journeys.hospitalSends("breast");
        Observation observation = observation(journey);
        observation.getText().setStatus(Narrative.NarrativeStatus.ADDITIONAL);
        observation
                .getText()
                .setDivAsString(
                        "<div xmlns=\"http://www.w3.org/1999/xhtml\"><h2>ER</h2><table><tr><td"
                                + " style=\"text-align:right\">90&#160;%</td></tr></table><a href=\"https://hl7.org\">x</a></div>");

        assertThat(journey.hospital().post(observation).status()).isEqualTo(201);
    }

    @Test
    void whatIsUploadedIsNeverShownByABrowserFromHere() {
        Journey journey = journeys.hospitalSends("breast");
        String page = "<html><script>alert(1)</script></html>";
        String id = journey.hospital()
                .send("POST", "Binary", "text/html", page.getBytes(StandardCharsets.US_ASCII))
                .createdId();

        Response read = journey.hospital().with("Accept", "text/html").get("Binary/" + id);

        assertThat(read.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(read.header("Content-Security-Policy")).contains("default-src 'none'", "sandbox");
        assertThat(String.valueOf(read.header("Content-Disposition")).toLowerCase())
                .startsWith("attachment");
    }

    private static void indistinguishable(Response hit, Response miss) {
        assertThat(hit.status()).isEqualTo(miss.status());
        assertThat(blanked(hit)).isEqualTo(blanked(miss));
    }

    /** Without what differs between any two answers. */
    private static String blanked(Response response) {
        return response.text()
                .replaceAll("[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}(-[0-9a-f]{15})?", "id")
                .replaceAll("\"lastUpdated\":\"[^\"]+\"", "")
                .replaceAll("\"url\":\"[^\"]+\"", "")
                .replaceAll("patient\\.[A-Z0-9-]+", "");
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
        Bundle transaction = new Bundle().setType(Bundle.BundleType.TRANSACTION);
        transaction
                .addEntry()
                .setResource(hijack)
                .getRequest()
                .setMethod(Bundle.HTTPVerb.PUT)
                .setUrl("List/" + id);
        return caller.transaction(transaction);
    }

    private static ListResource list(Journey journey) {
        ListResource list = new ListResource();
        list.setStatus(ListResource.ListStatus.CURRENT);
        list.setMode(ListResource.ListMode.WORKING);
        list.addIdentifier(
                new Identifier().setSystem("https://example.org/lists").setValue("L-" + journey.patientId()));
        list.setSubject(new Reference("Patient/" + journey.patientId()));
        return list;
    }

    private static Observation observation(Journey journey) {
        Observation observation = new Observation();
        observation.setStatus(Observation.ObservationStatus.FINAL);
        observation.setCode(new CodeableConcept(new Coding("http://loinc.org", "29463-7", null)));
        observation.setSubject(new Reference("Patient/" + journey.patientId()));
        return observation;
    }
}

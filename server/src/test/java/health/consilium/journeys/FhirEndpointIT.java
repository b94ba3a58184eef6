package health.consilium.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import health.consilium.fhir.FhirPackage;
import health.consilium.fhir.ResourceTypes;
import health.consilium.support.Api;
import health.consilium.support.Api.Response;
import health.consilium.support.Journey;
import health.consilium.support.Journey.Journeys;
import health.consilium.support.ServerTest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.codec.digest.DigestUtils;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.CapabilityStatement;
import org.hl7.fhir.r4.model.CapabilityStatement.CapabilityStatementRestResourceOperationComponent;
import org.hl7.fhir.r4.model.Composition;
import org.hl7.fhir.r4.model.Enumerations;
import org.hl7.fhir.r4.model.OperationDefinition;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.StructureDefinition;
import org.hl7.fhir.r4.model.Task;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.info.BuildProperties;

@ServerTest
@ResourceLock("exports of the demo's clients")
class FhirEndpointIT {

    private static final String EXAMPLES = "../ig/src/main/resources/health/consilium/ig/package/example/";

    @Autowired
    Journeys journeys;

    @Autowired
    FhirPackage fhirPackage;

    @Autowired
    BuildProperties build;

    private final Api hospital = Api.system("hospital-nairobi");
    private final Api coordinator = Api.person("coordinator");

    @Test
    void theCapabilityStatementTellsTheTruth() {
        CapabilityStatement statement = Api.nobody().read(CapabilityStatement.class, "metadata");
        CapabilityStatement.CapabilityStatementRestComponent rest = statement.getRestFirstRep();

        Set<String> types = rest.getResource().stream()
                .map(CapabilityStatement.CapabilityStatementRestResourceComponent::getType)
                .collect(Collectors.toSet());
        assertThat(types).containsAll(ResourceTypes.all()).doesNotContain("VisionPrescription", "Account");
        for (StructureDefinition profile : fhirPackage.resources(StructureDefinition.class)) {
            if (profile.getKind() == StructureDefinition.StructureDefinitionKind.RESOURCE) {
                assertThat(rest.getResource().stream()
                                .filter(resource -> resource.getType().equals(profile.getType()))
                                .flatMap(resource -> resource.getSupportedProfile().stream())
                                .map(url -> url.getValue()))
                        .contains(profile.getUrl());
            }
        }
        assertThat(rest.getSecurity().getServiceFirstRep().getCodingFirstRep().getCode())
                .isEqualTo("SMART-on-FHIR");
    }

    /** The requirements of the guide, which others read before they see a server. */
    @Test
    void whatTheGuideSaysOfAServerIsOffered() {
        CapabilityStatement promised = fhirPackage.resources(CapabilityStatement.class).stream()
                .filter(statement -> statement.getUrl().endsWith("/CapabilityStatement/server"))
                .findFirst()
                .orElseThrow();
        CapabilityStatement offered = Api.nobody().read(CapabilityStatement.class, "metadata");

        assertThat(claims(promised)).isNotEmpty().isSubsetOf(claims(offered));
    }

    private static Set<String> claims(CapabilityStatement statement) {
        CapabilityStatement.CapabilityStatementRestComponent rest = statement.getRestFirstRep();
        Set<String> claims = new TreeSet<>();
        rest.getInteraction()
                .forEach(interaction -> claims.add(interaction.getCode().toCode()));
        rest.getOperation().forEach(operation -> claims.add(claim("", operation)));
        for (CapabilityStatement.CapabilityStatementRestResourceComponent resource : rest.getResource()) {
            String type = resource.getType() + " ";
            resource.getInteraction()
                    .forEach(interaction ->
                            claims.add(type + interaction.getCode().toCode()));
            resource.getSearchParam()
                    .forEach(parameter -> claims.add(type + "?" + parameter.getName() + " of type "
                            + parameter.getType().toCode()));
            resource.getSupportedProfile().forEach(profile -> claims.add(type + profile.getValue()));
            resource.getOperation().forEach(operation -> claims.add(claim(type, operation)));
        }
        return claims;
    }

    private static String claim(String type, CapabilityStatementRestResourceOperationComponent operation) {
        return type + "$" + operation.getName().replaceFirst("^\\$", "") + " " + operation.getDefinition();
    }

    @Test
    void eachOperationOfOursIsDefinedInThePackage() {
        CapabilityStatement.CapabilityStatementRestComponent rest =
                Api.nobody().read(CapabilityStatement.class, "metadata").getRestFirstRep();
        Set<String> packaged = fhirPackage.resources(OperationDefinition.class).stream()
                .map(OperationDefinition::getUrl)
                .collect(Collectors.toSet());
        Set<String> standard = Set.of(
                "validate",
                "everything",
                "summary",
                "export",
                "export-poll-status",
                "expand",
                "validate-code",
                "lookup",
                "translate",
                "status",
                "events");

        Set<String> defined = Stream.concat(
                        rest.getOperation().stream(),
                        rest.getResource().stream().flatMap(resource -> resource.getOperation().stream()))
                .filter(operation -> !standard.contains(operation.getName().replaceFirst("^\\$", "")))
                .map(CapabilityStatementRestResourceOperationComponent::getDefinition)
                .collect(Collectors.toSet());

        assertThat(defined).isSubsetOf(packaged);
        // Of an operation that is one thing of an instance and another of the type, HAPI names one definition.
        packaged.removeAll(defined);
        assertThat(packaged).allMatch(definition -> definition.endsWith("/completeness-precheck"));
    }

    @Test
    void whatIsRefusedToEverybodyIsNotOffered() {
        CapabilityStatement statement = Api.nobody().read(CapabilityStatement.class, "metadata");
        CapabilityStatement.CapabilityStatementRestComponent rest = statement.getRestFirstRep();

        assertThat(rest.getInteraction())
                .extracting(interaction -> interaction.getCode().toCode())
                .containsExactlyInAnyOrder("transaction", "batch");
        for (String type : Set.of("Questionnaire", "StructureDefinition", "AuditEvent")) {
            assertThat(claims(statement))
                    .contains(type + " read")
                    .doesNotContain(type + " create", type + " update", type + " patch", type + " delete");
        }
        assertThat(claims(statement)).contains("Observation create", "Observation update", "Observation delete");
        assertThat(statement.getSoftware().getName()).isEqualTo("Consilium");
        assertThat(statement.getSoftware().getVersion()).isEqualTo(build.getVersion());
    }

    @Test
    void aPatientIsFoundByName() {
        Patient patient = new Patient();
        String family = "Wanjiru" + System.nanoTime();
        patient.addName().setFamily(family).addGiven("Amina");
        String id = hospital.post(patient).createdId();

        assertThat(coordinator.search(Patient.class, "Patient?name=" + family))
                .extracting(found -> found.getIdElement().getIdPart())
                .containsExactly(id);
    }

    @Test
    void hapisOwnAdministrationIsNotOffered() {
        for (String operation :
                Set.of("$expunge", "$reindex", "$mark-all-resources-for-reindexing", "$get-resource-counts")) {
            Response refused = coordinator.operation(operation, new Parameters());
            assertThat(refused.status()).as(operation).isBetween(400, 499);
        }
    }

    @Test
    void whatIsSentTwiceWithTheSameIdentifierIsOneResource() {
        Patient patient = new Patient();
        patient.addIdentifier().setSystem("urn:test:mrn").setValue("A-" + System.nanoTime());
        String condition =
                "identifier=urn:test:mrn%7C" + patient.getIdentifierFirstRep().getValue();

        String first = hospital.with("If-None-Exist", condition).post(patient).createdId();
        Response again = hospital.with("If-None-Exist", condition).post(patient);

        assertThat(again.status()).isEqualTo(200);
        assertThat(again.header("Location")).contains(first);
    }

    @Test
    void theEntriesOfABatchStandEachOnItsOwn() {
        Patient patient = new Patient();
        patient.addIdentifier().setSystem("urn:test:mrn").setValue("B-" + System.nanoTime());
        Bundle batch = new Bundle().setType(Bundle.BundleType.BATCH);
        batch.addEntry()
                .setResource(patient)
                .getRequest()
                .setMethod(Bundle.HTTPVerb.POST)
                .setUrl("Patient");
        batch.addEntry().getRequest().setMethod(Bundle.HTTPVerb.GET).setUrl("Patient/nobody-here");

        Bundle answers = hospital.transaction(batch).as(Bundle.class);

        assertThat(answers.getType()).isEqualTo(Bundle.BundleType.BATCHRESPONSE);
        assertThat(answers.getEntry())
                .extracting(entry -> entry.getResponse().getStatus().substring(0, 3))
                .containsExactly("201", "404");
        assertThat(answers.getEntry().get(1).getResponse().getOutcome()).isInstanceOf(OperationOutcome.class);
        assertThat(coordinator
                        .search("Patient?identifier=urn:test:mrn|"
                                + patient.getIdentifierFirstRep().getValue())
                        .getEntry())
                .hasSize(1);
    }

    @Test
    void whatOthersReferToIsNotDeletedAndNotSaidToHaveChanged() {
        Journey journey = journeys.hospitalSends("breast");

        Api.Response refused = journey.coordinator().delete("Patient/" + journey.patientId());

        assertThat(refused.status()).as(refused.text()).isEqualTo(409);
        assertThat(refused.code()).isEqualTo("dangling-reference");
        assertThat(refused.message()).contains("refers to this one");
    }

    @Test
    void everyVersionIsKept() {
        Patient patient = new Patient();
        patient.addName().setFamily("First");
        String id = hospital.post(patient).createdId();
        Patient stored = coordinator.read(Patient.class, "Patient/" + id);
        stored.getNameFirstRep().setFamily("Second");
        coordinator.put(stored).as(Patient.class);

        assertThat(coordinator.search("Patient/" + id + "/_history").getEntry()).hasSize(2);
        assertThat(coordinator
                        .read(Patient.class, "Patient/" + id + "/_history/1")
                        .getNameFirstRep()
                        .getFamily())
                .isEqualTo("First");
    }

    @Test
    void validateTellsWhatStorageWouldLetPass() {
        Patient patient = new Patient();
        patient.addContact().setGender(Enumerations.AdministrativeGender.FEMALE);

        assertThat(errors(validated(patient)))
                .as("a contact without any detail (pat-1)")
                .isNotEmpty();
    }

    @Test
    void validateJudgesAsAWriteDoes() throws Exception {
        Path example = Path.of(EXAMPLES + "Task-supply-pdl1-dhaka.json");
        Task request = Api.FHIR.newJsonParser().parseResource(Task.class, Files.readString(example));
        assertThat(errors(validated(request))).isEmpty();

        request.getCode().getCodingFirstRep().setCode("purge");

        assertThat(errors(validated(request))).isNotEmpty().allSatisfy(issue -> assertThat(
                        issue.getExpression().get(0).getValue())
                .startsWith("Task.code"));
    }

    private OperationOutcome validated(Resource resource) {
        byte[] json = Api.FHIR.newJsonParser().encodeResourceToString(resource).getBytes(StandardCharsets.UTF_8);
        return coordinator
                .send("POST", resource.fhirType() + "/$validate", "application/fhir+json", json)
                .as(OperationOutcome.class);
    }

    private static List<OperationOutcome.OperationOutcomeIssueComponent> errors(OperationOutcome outcome) {
        return outcome.getIssue().stream()
                .filter(issue -> issue.getSeverity() == OperationOutcome.IssueSeverity.ERROR)
                .toList();
    }

    @Test
    void everythingOfAPatientIsThePatientsAlone() {
        Journey journey = journeys.hospitalSends("breast");
        Journey other = journeys.hospitalSends("breast");

        Bundle everything = journey.patient().search("Patient/" + journey.patientId() + "/$everything?_count=200");

        assertThat(everything.getEntry()).hasSizeGreaterThan(30);
        assertThat(journey.patient()
                        .get("Patient/" + other.patientId() + "/$everything")
                        .status())
                .isEqualTo(404);
    }

    @Test
    void theSummaryIsAnInternationalPatientSummary() {
        Journey journey = journeys.hospitalSends("nsclc");

        Bundle summary = journey.coordinator().search("Patient/" + journey.patientId() + "/$summary");

        assertThat(summary.getType()).isEqualTo(Bundle.BundleType.DOCUMENT);
        Composition composition = (Composition) summary.getEntryFirstRep().getResource();
        assertThat(composition.getType().getCodingFirstRep().getCode()).isEqualTo("60591-5");
    }

    @Test
    void aBulkExportRunsToItsFiles() {
        journeys.hospitalSends("hcc");

        Response started = coordinator.with("Prefer", "respond-async").get("$export?_type=Patient");
        assertThat(started.status()).as(started.text()).isEqualTo(202);
        String poll = started.header("Content-Location");

        await().atMost(Duration.ofSeconds(150))
                .pollInterval(Duration.ofSeconds(2))
                .untilAsserted(() -> assertThat(coordinator.get(poll).status()).isEqualTo(200));
        assertThat(coordinator.get(poll).text()).contains("transactionTime", "\"Patient\"");
        assertThat(hospital.get(poll).status()).isEqualTo(404);
        assertThat(Api.person("translator-1")
                        .with("Prefer", "respond-async")
                        .get("$export")
                        .status())
                .isEqualTo(403);
    }

    @Test
    void theApiDescribesItself() {
        assertThat(coordinator.get("api-docs").status()).isEqualTo(200);
        assertThat(coordinator.get("api-docs").text()).contains("openapi", "/Task");
        for (Api any : List.of(Api.system("centre-mumbai"), Api.person("translator-1"), Api.person("patient-1"))) {
            assertThat(any.get("api-docs").status()).as("a token of any role").isEqualTo(200);
        }
        assertThat(coordinator
                        .send("PUT", "api-docs", "application/fhir+json", new byte[0])
                        .status())
                .as("it is read only")
                .isBetween(400, 499);
        assertThat(coordinator.get("swagger-ui/").status())
                .as("no page that cannot work")
                .isBetween(400, 499);
    }

    @Test
    void aLargeDocumentGoesAroundTheDatabaseAndComesBackInParts() {
        byte[] document = new byte[3_000_000];
        new Random(1).nextBytes(document);

        String id = hospital.send("POST", "Binary", "application/pdf", document).createdId();

        Response whole = hospital.with("Accept", "application/pdf").get("Binary/" + id);
        assertThat(DigestUtils.sha256Hex(whole.bytes())).isEqualTo(DigestUtils.sha256Hex(document));
        assertThat(whole.header("Content-Type")).startsWith("application/pdf");
        Response rest = hospital.with("Range", "bytes=2999990-").get("Binary/" + id);
        assertThat(rest.status()).isEqualTo(206);
        assertThat(rest.bytes()).hasSize(10).endsWith(document[document.length - 1]);
        assertThat(Api.system("centre-heidelberg").get("Binary/" + id).status()).isEqualTo(404);
    }

    @Test
    void profilesAndChecklistsCanBeRead() {
        assertThat(hospital.read(StructureDefinition.class, "StructureDefinition/case-request")
                        .getUrl())
                .endsWith("/StructureDefinition/case-request");
        assertThat(hospital.search("PlanDefinition?status=draft&_count=5").getEntry())
                .isNotEmpty();
    }
}

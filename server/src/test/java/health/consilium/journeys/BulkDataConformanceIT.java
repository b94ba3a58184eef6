package health.consilium.journeys;

import static health.consilium.journeys.BreakGlassIT.part;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import health.consilium.support.Api;
import health.consilium.support.Api.Response;
import health.consilium.support.Journey;
import health.consilium.support.Journey.Journeys;
import health.consilium.support.ServerTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.AuditEvent;
import org.hl7.fhir.r4.model.CanonicalType;
import org.hl7.fhir.r4.model.CapabilityStatement;
import org.hl7.fhir.r4.model.Group;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/**
 * What Inferno asks of bulk data (Bulk Data test kit 0.13.0), a test method for each of its ids and named by it: a hospital's system exports a Group
 * of its patients.
 *
 * @see <a href="https://hl7.org/fhir/uv/bulkdata/STU2/export.html">Bulk Data Access</a>
 */
@ServerTest
@ResourceLock("exports of the demo's clients")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class BulkDataConformanceIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    /** Inferno's own. */
    private static final Duration PATIENCE = Duration.ofSeconds(180);

    private static String group;
    private static List<Journey> cases;
    private static List<String> patients;
    private static String manifestAddress;
    private static JsonNode manifest;
    private static Instant deadline;

    @Autowired
    Journeys journeys;

    private final Api hospital = Api.system("hospital-nairobi");

    /** Whose exports come and go while the hospital's runs: a client has one at a time. */
    private final Api desk = Api.person("coordinator");

    private final Api clinician = Api.person("clinician");

    @BeforeEach
    void twoPatientsInAGroup() {
        if (group != null) {
            return;
        }
        cases = List.of(journeys.hospitalSends("breast"), journeys.hospitalSends("breast"));
        patients = cases.stream().map(Journey::patientId).toList();
        Group cohort = new Group().setActual(true).setType(Group.GroupType.PERSON);
        patients.forEach(id -> cohort.addMember().setEntity(new Reference("Patient/" + id)));
        group = hospital.post(cohort).createdId();
        // Under way while the tests go on that do not need its files.
        Response started = kickOff(hospital, "?_type=Patient,Condition");
        assertThat(started.status()).as(started.text()).isEqualTo(202);
        manifestAddress = started.header("Content-Location");
        deadline = Instant.now().plus(PATIENCE);
    }

    @Test
    @DisplayName("the CapabilityStatement declares the operation")
    void bulk_data_export_operation_support() {
        CapabilityStatement statement = Api.nobody().get("metadata").as(CapabilityStatement.class);
        assertThat(statement.getRestFirstRep().getResource().stream()
                        .filter(resource -> resource.getType().equals("Group"))
                        .flatMap(resource -> resource.getOperation().stream())
                        .map(CapabilityStatement.CapabilityStatementRestResourceOperationComponent::getName))
                .contains("export");
        assertThat(statement.getInstantiates())
                .extracting(CanonicalType::getValue)
                .containsExactly("http://hl7.org/fhir/uv/bulkdata/CapabilityStatement/bulk-data");
    }

    @Test
    @DisplayName("without a token 400 or 401")
    void bulk_data_no_auth_reject() {
        assertThat(kickOff(Api.nobody(), "").status()).isIn(400, 401);
    }

    @Test
    @DisplayName("202 and where to ask")
    void bulk_data_kick_off() {
        Response started = kickOff(desk, "?_type=Patient");
        assertThat(started.status()).as(started.text()).isEqualTo(202);
        assertThat(started.header("Content-Location")).startsWith(Api.base());
        desk.delete(started.header("Content-Location"));
    }

    @Test
    @Order(Integer.MAX_VALUE)
    @DisplayName("the manifest says when, of what, and that its files need a token")
    void bulk_data_status_check() {
        JsonNode done = manifest();
        assertThat(done.path("transactionTime").asText()).matches("\\d{4}-\\d\\d-\\d\\dT.*");
        assertThat(done.path("request").asText()).contains("/Group/" + group + "/$export");
        assertThat(done.path("requiresAccessToken").asBoolean()).isTrue();
        assertThat(done.path("output").isArray()).isTrue();
        assertThat(done.path("error").isArray()).isTrue();
    }

    @Test
    @Order(Integer.MAX_VALUE)
    @DisplayName("each file has a type and a whole address")
    void bulk_data_output_check() {
        assertThat(manifest().path("output")).isNotEmpty().allSatisfy(output -> {
            assertThat(output.path("type").asText()).matches("[A-Z][A-Za-z]+");
            assertThat(output.path("url").asText()).startsWith(Api.base() + "/");
        });
    }

    @Test
    @Order(Integer.MAX_VALUE)
    @DisplayName("a file needs the token")
    void bulk_data_ndjson_download() {
        String file = manifest().path("output").path(0).path("url").asText();
        assertThat(Api.nobody().get(file).status()).isIn(400, 401);
        assertThat(Api.system("centre-heidelberg").get(file).status()).isIn(403, 404);
        assertThat(download(file).status()).isEqualTo(200);
    }

    @Test
    @Order(Integer.MAX_VALUE)
    @DisplayName("ndjson, each line a valid resource of its file's type, and of the types asked for")
    void bulk_data_valid_resources() {
        Set<String> types = new HashSet<>();
        for (JsonNode output : manifest().path("output")) {
            Response file = download(output.path("url").asText());
            assertThat(file.header("Content-Type")).startsWith("application/fhir+ndjson");
            for (Resource resource : resources(file)) {
                assertThat(resource.fhirType()).isEqualTo(output.path("type").asText());
                assertThat(invalid(resource)).as(resource.getId()).isEmpty();
                types.add(resource.fhirType());
            }
        }
        assertThat(types).containsExactlyInAnyOrder("Patient", "Condition");
    }

    @Test
    @Order(Integer.MAX_VALUE)
    @DisplayName("the patients of the Group are in the files, and nobody else")
    void bulk_data_multiple_patients() {
        Set<String> found = new HashSet<>();
        for (JsonNode output : manifest().path("output")) {
            resources(download(output.path("url").asText())).stream()
                    .filter(Patient.class::isInstance)
                    .forEach(patient -> found.add(new IdType(patient.getId()).getIdPart()));
        }
        assertThat(found).hasSizeGreaterThanOrEqualTo(2).containsExactlyInAnyOrderElementsOf(patients);
    }

    @Test
    @Order(Integer.MAX_VALUE)
    @DisplayName("each patient of whom something is in the files is told so, and can ask by whom")
    void eachPatientIsTold() {
        for (Journey journey : cases) {
            String patient = "Patient/" + journey.patientId();
            Map<String, Long> files = filesWith(journey.patientId());
            List<AuditEvent> exports = Api.person("admin")
                    .search(
                            AuditEvent.class,
                            "AuditEvent?_count=200&type=110106&agent=Organization/hospital-nairobi&patient=" + patient)
                    .stream()
                    .filter(event ->
                            "disclose".equals(event.getSubtypeFirstRep().getCode()))
                    .toList();
            assertThat(exports)
                    .as("one for each file that says something of the patient")
                    .hasSameSizeAs(files.keySet())
                    .allSatisfy(event -> {
                        assertThat(event.getMeta().getProfile())
                                .extracting(profile -> profile.getValue())
                                .containsExactly(
                                        "https://profiles.ihe.net/ITI/BALP/StructureDefinition/IHE.BasicAudit.PrivacyDisclosure.Source");
                        assertThat(event.getPurposeOfEventFirstRep()
                                        .getCodingFirstRep()
                                        .getCode())
                                .isEqualTo("TREAT");
                        assertThat(event.getAgent())
                                .as("who asked for it, and from where")
                                .anySatisfy(agent -> {
                                    assertThat(agent.getWho().getReference())
                                            .isEqualTo("Organization/hospital-nairobi");
                                    assertThat(agent.getNetwork().getAddress()).isEqualTo("127.0.0.1");
                                });
                        assertThat(named(event))
                                .containsOnlyOnce(patient)
                                .as("nobody else")
                                .doesNotContainAnyElementsOf(patients.stream()
                                        .filter(other -> !other.equals(journey.patientId()))
                                        .map(other -> "Patient/" + other)
                                        .toList());
                    });
            assertThat(exports.stream()
                            .flatMap(event -> named(event).stream())
                            .filter(name -> name.startsWith("Binary/")))
                    .as("by the file each event is found from the download")
                    .containsExactlyInAnyOrderElementsOf(files.keySet());
            assertThat(journey
                            .patient()
                            .operation(patient + "/$access-report", new Parameters())
                            .as(Parameters.class)
                            .getParameter()
                            .stream()
                            .filter(entry -> "Records taken out in bulk".equals(part(entry, "what")))
                            .filter(entry -> "hospital".equals(part(entry, "role"))))
                    .singleElement()
                    .satisfies(entry -> {
                        assertThat(part(entry, "why")).isEqualTo("For treatment and the second opinion");
                        assertThat(part(entry, "records"))
                                .as("the patient and what is about the patient, and no file")
                                .isEqualTo(String.valueOf(files.values().stream()
                                        .mapToLong(lines -> lines)
                                        .sum()));
                    });
        }
    }

    /** Whom and what the event names, each once, of whatever version. */
    private static Set<String> named(AuditEvent event) {
        return event.getEntity().stream()
                .map(entity -> entity.getWhat().getReference())
                .filter(reference -> reference != null)
                .map(reference -> reference.replaceAll("/_history/.*", ""))
                .collect(Collectors.toSet());
    }

    /** The files that hold something of this patient, and how many resources each. */
    private Map<String, Long> filesWith(String patient) {
        Map<String, Long> found = new HashMap<>();
        for (JsonNode output : manifest().path("output")) {
            String file = output.path("url").asText();
            long lines = download(file)
                    .text()
                    .lines()
                    .filter(line -> line.contains(patient))
                    .count();
            if (lines > 0) {
                found.put(file.substring(Api.base().length() + 1), lines);
            }
        }
        return found;
    }

    /** What the validator of the server finds, by the profiles that the resource claims. */
    private List<String> invalid(Resource resource) {
        Response answer = desk.send(
                "POST",
                resource.fhirType() + "/$validate",
                "application/fhir+json",
                Api.FHIR.newJsonParser().encodeResourceToString(resource).getBytes(StandardCharsets.UTF_8));
        return ((OperationOutcome) answer.resource())
                .getIssue().stream()
                        .filter(issue -> issue.getSeverity() == OperationOutcome.IssueSeverity.ERROR
                                || issue.getSeverity() == OperationOutcome.IssueSeverity.FATAL)
                        .map(OperationOutcome.OperationOutcomeIssueComponent::getDiagnostics)
                        .toList();
    }

    @Test
    @DisplayName("a type that is none is refused before anything runs")
    void anUnknownTypeIsRefused() {
        assertThat(kickOff(desk, "?_type=Patient,Wrong").status()).isEqualTo(400);
    }

    @Test
    @DisplayName("one export of a client runs at a time, on all servers; one that was ended makes room")
    void oneAtATime() {
        Response first = everything(clinician);
        assertThat(first.status()).as(first.text()).isEqualTo(202);
        Response second = everything(clinician);
        assertThat(second.status()).isEqualTo(429);
        assertThat(second.code()).isEqualTo("too-many-requests");
        assertThat(Integer.parseInt(second.header("Retry-After"))).isBetween(1, 10);
        assertThat(clinician.delete(first.header("Content-Location")).status()).isEqualTo(202);
        Response third = everything(clinician);
        assertThat(third.status()).as(third.text()).isEqualTo(202);
        clinician.delete(third.header("Content-Location"));
    }

    private static Response everything(Api who) {
        return who.with("Prefer", "respond-async").get("$export");
    }

    @Test
    @Order(Integer.MAX_VALUE)
    @DisplayName("an export is its owner's: another system may neither ask for it nor end it")
    void ownersOnly() {
        manifest();
        Api stranger = Api.system("centre-heidelberg");
        assertThat(stranger.get(manifestAddress).status()).isIn(403, 404);
        assertThat(stranger.delete(manifestAddress).status()).isIn(403, 404);
        assertThat(hospital.get(manifestAddress).status()).isEqualTo(200);
    }

    @Test
    @DisplayName("DELETE is answered by 202")
    void bulk_data_export_cancel() {
        assertThat(desk.delete(started("")).status()).isEqualTo(202);
    }

    @Test
    @DisplayName("who asks for it then gets 404 with an OperationOutcome")
    void bulk_data_poll_cancelled_export() {
        String address = started("");
        desk.delete(address);
        Response gone = desk.get(address);
        assertThat(gone.status()).isEqualTo(404);
        assertThat(gone.resource().fhirType()).isEqualTo("OperationOutcome");
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"application%2Ffhir%2Bndjson", "application%2Fndjson", "ndjson"})
    @DisplayName("each name of the format is known")
    void output_format_in_export_response(String format) {
        desk.delete(started("?_type=Patient&_outputFormat=" + format));
    }

    @Test
    @DisplayName("what changed since a time can be asked for")
    void since_in_export_response() {
        desk.delete(started("?_type=Patient&_since=2020-01-01T00:00:00Z"));
    }

    private String started(String query) {
        Response started = kickOff(desk, query);
        assertThat(started.status()).as(started.text()).isEqualTo(202);
        return started.header("Content-Location");
    }

    private Response kickOff(Api who, String query) {
        return who.with("Accept", "application/fhir+json")
                .with("Prefer", "respond-async")
                .get("Group/" + group + "/$export" + query);
    }

    /** One export for all who look at its files. */
    private JsonNode manifest() {
        if (manifest == null) {
            Duration left = Duration.between(Instant.now(), deadline);
            assertThat(left).as("An export that has not ended").isPositive();
            await().atMost(left).pollInterval(Duration.ofMillis(500)).until(() -> {
                Response status = hospital.get(manifestAddress);
                assertThat(status.status()).as(status.text()).isIn(200, 202);
                if (status.status() == 200) {
                    assertThat(status.header("Content-Type")).startsWith("application/json");
                    manifest = tree(status.text());
                }
                return manifest != null;
            });
        }
        return manifest;
    }

    private Response download(String file) {
        return hospital.with("Accept", "application/fhir+ndjson").get(file);
    }

    private static List<Resource> resources(Response file) {
        List<Resource> all = new ArrayList<>();
        file.text()
                .lines()
                .filter(line -> !line.isBlank())
                .forEach(line -> all.add((Resource) Api.FHIR.newJsonParser().parseResource(line)));
        return all;
    }

    private static JsonNode tree(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

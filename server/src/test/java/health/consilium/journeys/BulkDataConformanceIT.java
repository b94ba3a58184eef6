package health.consilium.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import health.consilium.support.Api;
import health.consilium.support.Api.Response;
import health.consilium.support.Journey.Journeys;
import health.consilium.support.ServerTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.hl7.fhir.r4.model.CapabilityStatement;
import org.hl7.fhir.r4.model.Group;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/**
 * What Inferno asks of bulk data (Bulk Data test kit 0.13.0), a test for each of its ids: a hospital's system exports a Group
 * of its patients.
 *
 * @see <a href="https://hl7.org/fhir/uv/bulkdata/STU2/export.html">Bulk Data Access</a>
 */
@ServerTest
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class BulkDataConformanceIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    /** Inferno's own. */
    private static final Duration PATIENCE = Duration.ofSeconds(180);

    private static String group;
    private static List<String> patients;
    private static String manifestAddress;
    private static JsonNode manifest;
    private static Instant deadline;

    @Autowired
    Journeys journeys;

    private final Api hospital = Api.system("hospital-nairobi");

    @BeforeEach
    void twoPatientsInAGroup() {
        if (group != null) {
            return;
        }
        patients = List.of(
                journeys.hospitalSends("breast").patientId(),
                journeys.hospitalSends("breast").patientId());
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
    @DisplayName("bulk_data_export_operation_support: the CapabilityStatement declares the operation")
    void declared() {
        CapabilityStatement statement = Api.nobody().get("metadata").as(CapabilityStatement.class);
        assertThat(statement.getRestFirstRep().getResource().stream()
                        .filter(resource -> resource.getType().equals("Group"))
                        .flatMap(resource -> resource.getOperation().stream())
                        .map(CapabilityStatement.CapabilityStatementRestResourceOperationComponent::getName))
                .contains("export");
    }

    @Test
    @DisplayName("bulk_data_no_auth_reject: without a token 400 or 401")
    void withoutToken() {
        assertThat(kickOff(Api.nobody(), "").status()).isIn(400, 401);
    }

    @Test
    @DisplayName("bulk_data_kick_off: 202 and where to ask")
    void kickOff() {
        Response started = kickOff(hospital, "?_type=Patient");
        assertThat(started.status()).as(started.text()).isEqualTo(202);
        assertThat(started.header("Content-Location")).startsWith(Api.base());
        hospital.delete(started.header("Content-Location"));
    }

    @Test
    @Order(Integer.MAX_VALUE)
    @DisplayName("bulk_data_status_check, bulk_data_output_check: the manifest says what is where")
    void statusAndOutput() {
        JsonNode done = manifest();
        assertThat(done.path("transactionTime").asText()).matches("\\d{4}-\\d\\d-\\d\\dT.*");
        assertThat(done.path("request").asText()).contains("/Group/" + group + "/$export");
        assertThat(done.path("requiresAccessToken").asBoolean()).isTrue();
        assertThat(done.path("error").isArray()).isTrue();
        assertThat(done.path("output")).isNotEmpty().allSatisfy(output -> {
            assertThat(output.path("type").asText()).matches("[A-Z][A-Za-z]+");
            assertThat(output.path("url").asText()).startsWith(Api.base() + "/");
        });
    }

    @Test
    @Order(Integer.MAX_VALUE)
    @DisplayName("bulk_data_ndjson_download: a file needs the token")
    void filesNeedTheToken() {
        String file = manifest().path("output").path(0).path("url").asText();
        assertThat(Api.nobody().get(file).status()).isIn(400, 401);
        assertThat(Api.system("centre-heidelberg").get(file).status()).isIn(403, 404);
        assertThat(download(file).status()).isEqualTo(200);
    }

    @Test
    @Order(Integer.MAX_VALUE)
    @DisplayName(
            "bulk_data_valid_resources, bulk_data_multiple_patients: ndjson, each line of its file's type, of both patients")
    void filesHoldWhatTheySay() {
        Set<String> found = new HashSet<>();
        Set<String> types = new HashSet<>();
        for (JsonNode output : manifest().path("output")) {
            Response file = download(output.path("url").asText());
            assertThat(file.header("Content-Type")).startsWith("application/fhir+ndjson");
            for (Resource resource : resources(file)) {
                assertThat(resource.fhirType()).isEqualTo(output.path("type").asText());
                types.add(resource.fhirType());
                if (resource instanceof Patient) {
                    found.add(new IdType(resource.getId()).getIdPart());
                }
            }
        }
        assertThat(found).containsExactlyInAnyOrderElementsOf(patients);
        assertThat(types).contains("Patient", "Condition");
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
    @DisplayName(
            "bulk_data_export_cancel, bulk_data_poll_cancelled_export: DELETE is 202, then 404 with an OperationOutcome")
    void cancel() {
        Response started = kickOff(hospital, "");
        assertThat(started.status()).isEqualTo(202);
        String address = started.header("Content-Location");
        assertThat(hospital.delete(address).status()).isEqualTo(202);
        Response gone = hospital.get(address);
        assertThat(gone.status()).isEqualTo(404);
        assertThat(gone.resource().fhirType()).isEqualTo("OperationOutcome");
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "_outputFormat=application%2Ffhir%2Bndjson",
                "_outputFormat=application%2Fndjson",
                "_outputFormat=ndjson",
                "_since=2020-01-01T00:00:00Z"
            })
    @DisplayName("output_format_in_export_response, since_in_export_response: 202 for each form")
    void parameters(String parameter) {
        Response started = kickOff(hospital, "?_type=Patient&" + parameter);
        assertThat(started.status()).as(started.text()).isEqualTo(202);
        hospital.delete(started.header("Content-Location"));
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

package health.consilium.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import health.consilium.support.Api;
import health.consilium.support.Api.Response;
import health.consilium.support.EndlessBody;
import health.consilium.support.ServerTest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.zip.GZIPOutputStream;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.DecimalType;
import org.hl7.fhir.r4.model.Patient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** However a body comes, the server holds no more of it than it is willing to, and understands what it takes. */
@ServerTest
@Timeout(60)
class BodyLimitIT {

    private static final int MEGABYTE = 1 << 20;
    private static final String FHIR = "application/fhir+json";
    private static final String XML = "application/fhir+xml";
    private static final String FORM = "application/x-www-form-urlencoded";

    private final Api hospital = Api.system("hospital-nairobi");
    private final Api compressing = hospital.with("Content-Encoding", "gzip");

    private static void assertRefused(Response response, int status, String code) {
        assertThat(response.status()).as(response.text()).isEqualTo(status);
        assertThat(response.code()).as(response.text()).isEqualTo(code);
        assertThat(response.message()).isNotBlank().doesNotContain("\tat ", "HAPI-", "Exception");
    }

    @Test
    void whatDoesNotSayHowLongItIsIsReadSoFarOnly() {
        EndlessBody.Answer answer = EndlessBody.send(
                "POST",
                URI.create(Api.base() + "/Patient"),
                Map.of("Authorization", "Bearer " + hospital.token(), "Content-Type", FHIR),
                "{\"resourceType\":\"Patient\",\"language\":\"",
                'x',
                64L * MEGABYTE);

        assertThat(answer.status()).as(answer.text()).isEqualTo(413);
        assertThat(answer.text()).contains("too-large", "OperationOutcome");
        assertThat(answer.sent()).isLessThan(32L * MEGABYTE);
    }

    @Test
    void whatIsLargeOnceInflatedIsRefused() {
        assertRefused(compressing.send("POST", "Patient", FHIR, gzip(spaces(60))), 413, "too-large");
        assertRefused(compressing.send("POST", "", FHIR, gzip(spaces(21))), 413, "too-large");
    }

    /** To the base itself, where Bundles go: a megabyte is for what is no FHIR. */
    @Test
    void aBundleOfSomeMegabytesIsTaken() {
        Bundle transaction = new Bundle().setType(Bundle.BundleType.TRANSACTION);
        transaction
                .addEntry()
                .setResource(new Patient().setActive(true))
                .getRequest()
                .setMethod(Bundle.HTTPVerb.POST)
                .setUrl("Patient");
        String json = Api.FHIR.newJsonParser().encodeResourceToString(transaction) + " ".repeat(3 * MEGABYTE);

        Response taken = hospital.send("POST", "", FHIR, json.getBytes(StandardCharsets.UTF_8));

        assertThat(taken.status()).as(taken.text()).isEqualTo(200);
    }

    @Test
    void whatIsSmallIsTakenCompressed() {
        Patient patient = new Patient();
        patient.addName().setFamily("Wanjiru");
        byte[] json = Api.FHIR.newJsonParser().encodeResourceToString(patient).getBytes(StandardCharsets.UTF_8);

        Response created = compressing.send("POST", "Patient", FHIR, gzip(json));

        assertThat(hospital.read(Patient.class, "Patient/" + created.createdId())
                        .getNameFirstRep()
                        .getFamily())
                .isEqualTo("Wanjiru");
        byte[] document = "Histology".getBytes(StandardCharsets.UTF_8);
        String id =
                compressing.send("POST", "Binary", "text/plain", gzip(document)).createdId();
        assertThat(hospital.with("Accept", "text/plain").get("Binary/" + id).bytes())
                .isEqualTo(document);
    }

    @Test
    void whatIsNotAsItsEncodingSaysIsRefused() {
        byte[] cut = Arrays.copyOf(gzip(spaces(1)), 500);
        for (byte[] body : List.of("{}".getBytes(StandardCharsets.UTF_8), cut)) {
            assertRefused(compressing.send("POST", "Patient", FHIR, body), 400, "malformed");
            assertRefused(compressing.send("POST", "Binary", "text/plain", body), 400, "malformed");
        }
        for (String encoding : List.of("br", "deflate", "gzip, gzip", "x")) {
            Response refused = hospital.with("Content-Encoding", encoding)
                    .send("POST", "Patient", FHIR, "{}".getBytes(StandardCharsets.UTF_8));
            assertRefused(refused, 415, "wrong-media-type");
            assertThat(refused.header("Accept-Encoding")).isEqualTo("gzip");
        }
    }

    @Test
    void aCharsetThatThereIsNotIsRefused() {
        assertThat(send("Patient", FHIR + ";charset=utf-99", "{}").status()).isIn(400, 415);
    }

    @Test
    void aFormIsNoDocument() {
        for (String path : List.of("Binary", "Binary/", "Binary?x=y")) {
            assertRefused(hospital.send("POST", path, FORM, spaces(1)), 415, "wrong-media-type");
        }
        EndlessBody.Answer answer = EndlessBody.send(
                "POST",
                URI.create(Api.base() + "/Binary"),
                Map.of("Authorization", "Bearer " + hospital.token(), "Content-Type", FORM),
                "a=",
                'x',
                64L * MEGABYTE);
        assertThat(answer.status()).as(answer.text()).isEqualTo(415);
        assertThat(answer.sent()).isLessThan(32L * MEGABYTE);
    }

    /** Better no answer than one to another question. */
    @Test
    void aSearchOfWhichAConditionCannotBeReadIsRefused() {
        for (String form : List.of("identifier=%zz", "identifier=" + "x".repeat(3 * MEGABYTE), "&a".repeat(20_000))) {
            assertRefused(search("Patient/_search", form), 400, "malformed");
        }
        assertRefused(search("Patient/_search?_count=1", "identifier=%zz"), 400, "malformed");
        assertRefused(
                hospital.with("Content-Encoding", "gzip")
                        .send("POST", "Patient/_search", FORM, gzip("identifier=x".getBytes(StandardCharsets.UTF_8))),
                415,
                "wrong-media-type");
    }

    @Test
    void conditionsInTheFormCountBesideThoseOfTheAddress() {
        String record = UUID.randomUUID().toString();
        Patient patient = new Patient();
        patient.addIdentifier().setSystem("urn:test").setValue(record);
        hospital.post(patient);

        for (String path : List.of("Patient/_search", "Patient/_search?_count=5")) {
            assertThat(search(path, "identifier=" + record).text()).contains(record);
            assertThat(search(path, "identifier=x" + record).text()).doesNotContain("\"entry\"");
        }
    }

    @Test
    void aFormInPartsIsNotTaken() {
        String form =
                "--x\r\nContent-Disposition: form-data; name=\"grant_type\"\r\n\r\nclient_credentials\r\n--x--\r\n";

        Response refused = Api.nobody()
                .with("Authorization", "Basic eDp5")
                .send(
                        "POST",
                        Api.base().replace("/fhir", "/oauth2/token"),
                        "multipart/form-data; boundary=x",
                        form.getBytes(StandardCharsets.UTF_8));

        assertThat(refused.status()).isBetween(400, 499);
    }

    @Test
    void whatIsNestedDeeplyIsRefused() {
        for (int depth : List.of(400, 3_000)) {
            String json = "{\"resourceType\":\"Patient\"" + ",\"extension\":[{\"url\":\"u\"".repeat(depth)
                    + ",\"valueBoolean\":true" + "}]".repeat(depth) + "}";
            String xml = "<Patient xmlns=\"http://hl7.org/fhir\">" + "<extension url=\"u\">".repeat(depth)
                    + "<valueBoolean value=\"true\"/>" + "</extension>".repeat(depth) + "</Patient>";
            String bundles =
                    "{\"resourceType\":\"Bundle\",\"type\":\"collection\",\"entry\":[{\"resource\":".repeat(depth)
                            + "{\"resourceType\":\"Patient\"}" + "}]}".repeat(depth);
            int status = depth > 1_000 ? 400 : 499;
            assertThat(send("Patient", FHIR, json).status())
                    .as("JSON of " + depth)
                    .isBetween(200, status);
            assertThat(send("Patient", XML, xml).status()).as("XML of " + depth).isBetween(200, status);
            assertThat(send("", FHIR, bundles).status())
                    .as("Bundles of " + depth)
                    .isBetween(400, 499);
        }
    }

    @Test
    void entitiesAreNotExpanded() {
        StringBuilder entities = new StringBuilder("<!DOCTYPE Patient [<!ENTITY a0 \"xxxxxxxxxx\">");
        for (int i = 1; i < 10; i++) {
            entities.append("<!ENTITY a" + i + " \"" + ("&a" + (i - 1) + ";").repeat(10) + "\">");
        }
        String patient = "]><Patient xmlns=\"http://hl7.org/fhir\"><language value=\"%s\"/></Patient>";

        assertRefused(send("Patient", XML, entities + patient.formatted("&a9;")), 400, "malformed");
        assertRefused(
                send(
                        "Patient",
                        XML,
                        "<!DOCTYPE Patient [<!ENTITY f SYSTEM \"file:///etc/hostname\">" + patient.formatted("&f;")),
                400,
                "malformed");
    }

    @Test
    void aNumberThatNobodyMeansIsRefused() {
        for (String number : List.of("1e999999999", "-1E-999999999", "1e+400", "9".repeat(900), "9".repeat(5_000))) {
            assertRefused(send("Observation", FHIR, observation(number)), 400, "malformed");
            assertRefused(send("Observation", FHIR, observation("\"" + number + "\"")), 400, "malformed");
            assertRefused(send("Observation", XML, xmlObservation(number)), 400, "malformed");
            String condition = "value-quantity=" + number.replace("+", "%2B");
            // By a number nothing is searched here.
            assertRefused(hospital.get("Observation?" + condition), 400, "unknown-parameter");
            assertRefused(search("Observation/_search", condition), 400, "unknown-parameter");
            assertRefused(
                    hospital.with("If-None-Exist", "Observation?" + condition)
                            .send("POST", "Observation", FHIR, observation("1").getBytes(StandardCharsets.UTF_8)),
                    400,
                    "unknown-parameter");
            // Within a Bundle HAPI reads the number before anybody sees by what is searched.
            Bundle batch = new Bundle().setType(Bundle.BundleType.BATCH);
            batch.addEntry().getRequest().setMethod(Bundle.HTTPVerb.GET).setUrl("Observation?" + condition);
            assertRefused(Api.person("coordinator").transaction(batch), 400, "malformed");
        }
        assertThat(send("Observation", FHIR, observation("1." + "5".repeat(90) + "e-20"))
                        .status())
                .isEqualTo(201);
        for (String condition : List.of("value-quantity=gt1e3", "identifier=12e45678")) {
            assertThat(hospital.get("Observation?" + condition).text()).doesNotContain("exponent");
        }
        String inBundle = "<Bundle xmlns=\"http://hl7.org/fhir\"><type value=\"transaction\"/><entry><resource>"
                + xmlObservation("1e999999999")
                + "</resource><request><method value=\"POST\"/><url value=\"Observation\"/>"
                + "</request></entry></Bundle>";
        assertRefused(send("", XML, inBundle), 400, "malformed");
        assertRefused(send("Observation", XML, xmlObservation("&#57;".repeat(MEGABYTE))), 400, "malformed");
        assertRefused(
                send("Observation", FHIR, observation("\"" + "\\u0039".repeat(MEGABYTE) + "\"")), 400, "malformed");
    }

    @Test
    void aNumberThatAPatchBringsIsRefused() {
        Patient patient = new Patient();
        patient.addExtension("http://example.org/weight", new DecimalType("70"));
        String id = hospital.post(patient).createdId();
        for (String number : List.of("1e999999999", "\"1e999999999\"")) {
            Response refused = hospital.patch(
                    "Patient/" + id,
                    "1",
                    "[{\"op\":\"replace\",\"path\":\"/extension/0/valueDecimal\",\"value\":" + number + "}]");
            assertRefused(refused, 400, "malformed");
        }
        Response small = hospital.patch(
                "Patient/" + id, "1", "[{\"op\":\"replace\",\"path\":\"/extension/0/valueDecimal\",\"value\":7.05e1}]");
        assertThat(small.status()).as(small.text()).isEqualTo(200);
    }

    private static String observation(String number) {
        return "{\"resourceType\":\"Observation\",\"status\":\"final\",\"code\":{\"text\":\"x\"},\"valueQuantity\":{\"value\":"
                + number + "}}";
    }

    private static String xmlObservation(String number) {
        return "<Observation xmlns=\"http://hl7.org/fhir\"><status value=\"final\"/><code><text value=\"x\"/></code>"
                + "<valueQuantity><value value=\"" + number + "\"/></valueQuantity></Observation>";
    }

    private Response send(String path, String type, String body) {
        return hospital.send("POST", path, type, body.getBytes(StandardCharsets.UTF_8));
    }

    private Response search(String path, String form) {
        return send(path, FORM, form);
    }

    private static byte[] spaces(int megabytes) {
        byte[] spaces = new byte[megabytes * MEGABYTE];
        Arrays.fill(spaces, (byte) ' ');
        return spaces;
    }

    private static byte[] gzip(byte[] bytes) {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(compressed)) {
            out.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return compressed.toByteArray();
    }
}

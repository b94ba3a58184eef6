package health.consilium.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.nimbusds.jose.JWEObject;
import com.nimbusds.jose.crypto.DirectDecrypter;
import com.nimbusds.jose.util.Base64URL;
import health.consilium.support.Api;
import health.consilium.support.Journey.Journeys;
import health.consilium.support.ServerTest;
import health.consilium.support.TrailRows;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.Composition;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.StringType;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * https://hl7.org/fhir/uv/smart-health-cards-and-links/links-specification.html, from the side of who got the link. The links are
 * to one opinion; a newer one takes the place of the one before, and the last test ends the case.
 */
@ServerTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SharedLinkIT {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Autowired
    Journeys journeys;

    @Autowired
    JdbcClient database;

    private OnTheWay way;

    @BeforeAll
    void anOpinionIsDelivered() {
        way = OnTheWay.delivered(journeys, "hcc", "centre-seoul");
    }

    @Test
    @Order(1)
    void whoHasLinkAndPasscodeReadsTheSignedOpinionAndNobodyElseDoes() throws Exception {
        Parameters answer = link(way, "tulip-7431").as(Parameters.class);
        JsonNode link = opened(answer);

        assertThat(link.path("flag").asText()).isEqualTo("P");
        assertThat(link.path("exp").asLong()).isGreaterThan(System.currentTimeMillis() / 1000);
        byte[] key = new Base64URL(link.path("key").asText()).decode();
        assertThat(key).hasSize(32);
        String url = link.path("url").asText();
        assertThat(url.substring(url.lastIndexOf('/') + 1)).hasSize(43);

        Api.Response wrong = manifest(url, "rose-0000", null);
        assertThat(wrong.status()).isEqualTo(401);
        assertThat(JSON.readTree(wrong.text()).path("remainingAttempts").asInt())
                .isEqualTo(4);
        assertThat(Api.nobody()
                        .send(
                                "POST",
                                url,
                                "application/json",
                                "{\"passcode\":\"tulip-7431\"}".getBytes(StandardCharsets.UTF_8))
                        .status())
                .as("a reader says who it is")
                .isEqualTo(400);

        Api.Response manifest = manifest(url, "tulip-7431", null);
        assertThat(manifest.header("Cache-Control")).contains("no-store");
        JsonNode file = JSON.readTree(manifest.text()).path("files").get(0);
        assertThat(file.path("contentType").asText()).isEqualTo("application/fhir+json");
        Bundle opinion = decrypted(file.path("embedded").asText(), key);
        assertThat(opinion.getType()).isEqualTo(Bundle.BundleType.DOCUMENT);
        assertThat(opinion.getEntryFirstRep().getResource()).isInstanceOf(Composition.class);
        assertThat(opinion.getSignature().getData()).isNotEmpty();

        JsonNode elsewhere = JSON.readTree(manifest(url, "tulip-7431", 100).text())
                .path("files")
                .get(0);
        Api.Response fetched = Api.nobody().get(elsewhere.path("location").asText());
        assertThat(decrypted(fetched.text(), key).getType()).isEqualTo(Bundle.BundleType.DOCUMENT);
        assertThat(Api.nobody().get(elsewhere.path("location").asText()).status())
                .as("once")
                .isEqualTo(404);
        assertThat(trail(way))
                .as("two opened, one of them had the file fetched, and one tried")
                .containsExactlyInAnyOrder(
                        "DENIED Dr Test link wrong-passcode 127.0.0.1",
                        "DISCLOSURE Dr Test link opened 127.0.0.1",
                        "DISCLOSURE Dr Test link opened 127.0.0.1",
                        "DISCLOSURE Dr Test link file-fetched 127.0.0.1");
        assertThat(reported(way))
                .contains(
                        "Dr Test (by a link; name as given there): Opinion opened through a link that was shared",
                        "Dr Test (by a link; name as given there): Tried to open a shared link with a wrong passcode");

        String kept = database.sql("select ciphertext || passcode || id from shared_link where case_number = :number")
                .param("number", way.journey.number())
                .query(String.class)
                .single();
        assertThat(kept)
                .as("nobody reads it in the database")
                .doesNotContain(
                        "Composition",
                        "tulip-7431",
                        link.path("key").asText(),
                        url.substring(url.lastIndexOf('/') + 1));
    }

    @Test
    @Order(3)
    void afterFiveWrongPasscodesTheLinkIsOverHoweverManyTryAtOnce() throws Exception {
        Parameters answer = link(way, null).as(Parameters.class);
        String passcode = value(answer, "passcode");
        assertThat(passcode).matches("[2-9A-HJKMNP-Z]{10}");
        String url = opened(answer).path("url").asText();

        List<Integer> statuses = Stream.generate(() -> url)
                .limit(12)
                .parallel()
                .map(address -> manifest(address, "wrong-one", null).status())
                .toList();

        assertThat(statuses).filteredOn(status -> status == 401).hasSize(5);
        assertThat(statuses).filteredOn(status -> status == 404).hasSize(7);
        assertThat(manifest(url, passcode, null).status()).isEqualTo(404);
    }

    @Test
    @Order(4)
    void aNewerLinkAndTheEndOfTheCaseEndALink() throws Exception {
        String first =
                opened(link(way, "tulip-7431").as(Parameters.class)).path("url").asText();
        String second =
                opened(link(way, "tulip-7431").as(Parameters.class)).path("url").asText();

        assertThat(manifest(first, "tulip-7431", null).status()).isEqualTo(404);
        assertThat(manifest(second, "tulip-7431", null).status()).isEqualTo(200);

        way.journey.withdrawnBy(way.journey.patient());

        assertThat(manifest(second, "tulip-7431", null).status()).isEqualTo(404);
        assertThat(link(way, "short").code()).isEqualTo("unknown-parameter");
    }

    @Test
    @Order(2)
    void whatTheReaderCallsItselfIsCutAndCleaned() throws Exception {
        String url =
                opened(link(way, "tulip-7431").as(Parameters.class)).path("url").asText();
        String name = "Dr\\u0000\\nTest\\u202e\\ud800 " + "x".repeat(5_000);
        List<String> before = trail(way);

        assertThat(manifest(url, "tulip-7431", name, null).status()).isEqualTo(200);
        assertThat(manifest(url, "tulip-7431", "\\u200b\\n", null).status()).isEqualTo(400);

        List<String> written = new ArrayList<>(trail(way));
        before.forEach(written::remove);
        assertThat(written).singleElement().asString().matches("DISCLOSURE Dr Test x{110,120} link opened 127.0.0.1");
    }

    private List<String> trail(OnTheWay way) {
        return database.sql("select concat_ws(' ', event ->> 'kind', event #>> '{agent,subject}', event ->> 'note',"
                        + " event #>> '{agent,address}') from " + TrailRows.ALL
                        + " where event ->> 'interaction' = 'shared-link'"
                        + " and (event -> 'cases')::jsonb @> to_jsonb(cast(:case as text))")
                .param("case", way.journey.number())
                .query(String.class)
                .list();
    }

    private static List<String> reported(OnTheWay way) {
        return way
                .journey
                .patient()
                .operation("Patient/" + way.journey.patientId() + "/$access-report", new Parameters())
                .as(Parameters.class)
                .getParameter()
                .stream()
                .filter(entry -> entry.getName().equals("entry"))
                .map(entry -> part(entry, "who") + ": " + part(entry, "what"))
                .toList();
    }

    private static String part(Parameters.ParametersParameterComponent entry, String name) {
        return entry.getPart().stream()
                .filter(part -> part.getName().equals(name))
                .map(part -> part.getValue().primitiveValue())
                .findFirst()
                .orElseThrow();
    }

    private static Api.Response link(OnTheWay way, String passcode) {
        Parameters parameters = new Parameters();
        parameters.addParameter().setName("recipient").setValue(new Reference("Patient/" + way.journey.patientId()));
        parameters.addParameter("channel", new CodeType("shl"));
        if (passcode != null) {
            parameters.addParameter("passcode", new StringType(passcode));
        }
        return way.journey.coordinator().operation(way.journey.rootReference() + "/$deliver", parameters);
    }

    private static JsonNode opened(Parameters answer) throws Exception {
        String shlink = value(answer, "shlink");
        assertThat(shlink).startsWith("shlink:/");
        return JSON.readTree(new Base64URL(shlink.substring("shlink:/".length())).decodeToString());
    }

    private static String value(Parameters answer, String name) {
        return answer.getParameter(name).getValue().primitiveValue();
    }

    private static Api.Response manifest(String url, String passcode, Integer most) {
        return manifest(url, passcode, "Dr Test", most);
    }

    private static Api.Response manifest(String url, String passcode, String recipient, Integer most) {
        String body = "{\"recipient\":\"" + recipient + "\",\"passcode\":\"" + passcode + "\""
                + (most == null ? "" : ",\"embeddedLengthMax\":" + most) + "}";
        return Api.nobody().send("POST", url, "application/json", body.getBytes(StandardCharsets.UTF_8));
    }

    private static Bundle decrypted(String jwe, byte[] key) throws Exception {
        JWEObject file = JWEObject.parse(jwe);
        file.decrypt(new DirectDecrypter(key));
        return Api.FHIR
                .newJsonParser()
                .parseResource(Bundle.class, file.getPayload().toString());
    }
}

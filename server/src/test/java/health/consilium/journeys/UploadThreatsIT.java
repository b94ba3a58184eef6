package health.consilium.journeys;

import static health.consilium.support.Probes.observationOf;
import static org.assertj.core.api.Assertions.assertThat;

import health.consilium.support.Api.Response;
import health.consilium.support.Journey;
import health.consilium.support.Journey.Journeys;
import health.consilium.support.ServerTest;
import java.nio.charset.StandardCharsets;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Narrative;
import org.hl7.fhir.r4.model.Observation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/** What others send, and what it would do where it is shown: API10 of the OWASP API Security Top 10 (2023). */
@ServerTest
class UploadThreatsIT {

    @Autowired
    Journeys journeys;

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
        Observation observation = observationOf(journey);
        observation.getText().setStatus(Narrative.NarrativeStatus.ADDITIONAL);
        observation.getText().setDivAsString(div);

        Response refused = journey.hospital().post(observation);

        assertThat(refused.status()).as(refused.text()).isIn(400, 422);
        assertThat(refused.text()).doesNotContain("alert(1)");
    }

    @Test
    void norIsABundleKeptThatHoldsSuchANarrative() {
        Journey journey = journeys.hospitalSends("breast");
        Observation observation = observationOf(journey);
        observation.getText().setStatus(Narrative.NarrativeStatus.ADDITIONAL);
        observation
                .getText()
                .setDivAsString("<div xmlns=\"http://www.w3.org/1999/xhtml\"><script>alert(1)</script></div>");
        Bundle bundle = new Bundle().setType(Bundle.BundleType.COLLECTION);
        bundle.addEntry().setResource(observation);

        Response refused = journey.hospital().post(bundle);

        assertThat(refused.status()).as(refused.text()).isEqualTo(422);
        assertThat(refused.code()).isEqualTo("invalid-profile");
    }

    @Test
    void aNarrativeThatTellsIsKept() {
        Journey journey = journeys.hospitalSends("breast");
        Observation observation = observationOf(journey);
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
}

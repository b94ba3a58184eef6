package health.consilium.journeys;

import static health.consilium.support.AppLaunch.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import health.consilium.smart.Account;
import health.consilium.smart.PartyRole;
import health.consilium.support.Api;
import health.consilium.support.AppLaunch;
import health.consilium.support.Journey;
import health.consilium.support.ServerTest;
import java.net.http.HttpResponse;
import java.util.Optional;
import java.util.UUID;
import org.hl7.fhir.r4.model.AuditEvent;
import org.hl7.fhir.r4.model.Bundle;
import org.junit.jupiter.api.Test;

/** Somebody who acts for patients sees, with each token, the records of the one patient whom it is about. */
@ServerTest
class ProxiesIT extends SmartConformance {

    private static final String SCOPES = "openid fhirUser launch/patient patient/*.rs";

    private final String daughter = "daughter-" + UUID.randomUUID();

    @Test
    void whoActsForTwoPatientsSeesTheChosenOneAloneUntilItEnds() {
        Journey mother = journeys.hospitalSends("breast");
        Journey father = journeys.hospitalSends("nsclc");
        Journey stranger = journeys.hospitalSends("hcc");
        accounts.registerWithPassword(
                new Account(daughter, "Daughter", PartyRole.PATIENT, "RelatedPerson/x", Optional.empty(), true),
                "consilium-demo");
        allow(mother);
        allow(father);

        Api forFather = Api.withToken(tokenFor(father));
        assertThat(forFather.get("Patient/" + father.patientId()).status()).isEqualTo(200);
        assertThat(forFather.get(father.caseReference()).status()).isEqualTo(200);
        for (Journey other : new Journey[] {mother, stranger}) {
            assertThat(forFather.get("Patient/" + other.patientId()).status()).isEqualTo(404);
            assertThat(forFather.get(other.caseReference()).status()).isEqualTo(404);
            Bundle found = forFather.search("ServiceRequest?patient=" + other.patientId());
            assertThat(found.getEntry()).isEmpty();
        }
        Api forMother = Api.withToken(tokenFor(mother));
        assertThat(forMother.get(mother.caseReference()).status()).isEqualTo(200);
        assertThat(forMother.get(father.caseReference()).status()).isEqualTo(404);

        AppLaunch.administer(
                Api.administrator().token(), "DELETE", "/admin/proxies/" + daughter + "/" + father.patientId(), "");
        assertThat(forFather.get(father.caseReference()).status()).isEqualTo(401);
        assertThat(Api.person("admin")
                        .search(
                                AuditEvent.class,
                                "AuditEvent?patient=Patient/" + father.patientId() + "&type=110113&_count=100")
                        .stream()
                        .flatMap(event -> event.getEntity().stream())
                        .map(AuditEvent.AuditEventEntityComponent::getDescription)
                        .filter(note -> note != null && note.endsWith(daughter)))
                .containsExactly("proxy-ended " + daughter, "proxy-allowed " + daughter);
    }

    private void allow(Journey patient) {
        AppLaunch.administer(
                Api.administrator().token(),
                "PUT",
                "/admin/proxies/" + daughter + "/" + patient.patientId(),
                "{\"name\":\"" + patient.number() + "\"}");
    }

    private String tokenFor(Journey patient) {
        AppLaunch app = launch(SCOPES).actingFor(patient.patientId());
        HttpResponse<String> answer = app.token(app.codeRequest(app.code(daughter)));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        JsonNode tokens = json(answer);
        assertThat(tokens.path("patient").asText()).isEqualTo(patient.patientId());
        return tokens.path("access_token").asText();
    }
}

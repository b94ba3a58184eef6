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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.hl7.fhir.r4.model.AuditEvent;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Parameters.ParametersParameterComponent;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.RelatedPerson;
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
        register("RelatedPerson/x");
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
        assertThat(told(father, "en"))
                .as("who is not on record is called as the account is")
                .extracting(entry -> part(entry, "who"))
                .contains("Daughter (on behalf of the patient)");

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

    @Test
    void whatARelativeDidIsToldToThePatientAsTheRelatives() {
        Journey mother = journeys.hospitalSends("breast");
        RelatedPerson relative = new RelatedPerson();
        relative.setPatient(new Reference("Patient/" + mother.patientId()));
        relative.addName().setText("Amina Diallo");
        relative.addRelationship()
                .addCoding()
                .setSystem("http://terminology.hl7.org/CodeSystem/v3-RoleCode")
                .setCode("DAUC");
        String person = "RelatedPerson/" + mother.hospital().post(relative).createdId();
        register(person);
        allow(mother);
        Api forMother = Api.withToken(tokenFor(mother));
        assertThat(forMother.get(mother.caseReference()).status()).isEqualTo(200);

        Map<String, String> words = Map.of(
                "en", "Amina Diallo (daughter, on behalf of the patient)|On the patient's behalf",
                "fr", "Amina Diallo (fille, au nom du patient)|Au nom du patient",
                "hi", "Amina Diallo (बेटी, मरीज़ की ओर से)|मरीज़ की ओर से",
                "ar", "Amina Diallo (ابنة، نيابةً عن المريض)|نيابةً عن المريض",
                "zh", "Amina Diallo (女儿，代表患者)|代表患者");
        words.forEach((language, told) -> assertThat(told(mother, language))
                .as(language)
                .filteredOn(entry -> part(entry, "party").equals(person))
                .isNotEmpty()
                .allSatisfy(entry -> {
                    assertThat(part(entry, "who") + "|" + part(entry, "why")).isEqualTo(told);
                    assertThat(part(entry, "role")).isEqualTo("proxy");
                }));
    }

    /** Who acts may be a patient, too, and be called as such where nothing is done for another. */
    @Test
    void whoTriesWithoutBeingAllowedToActsForNobody() {
        Journey wife = journeys.hospitalSends("breast");
        Journey husband = journeys.hospitalSends("nsclc");
        Journey stranger = journeys.hospitalSends("hcc");
        register("Patient/" + husband.patientId());
        allow(wife);
        Api forWife = Api.withToken(tokenFor(wife));
        assertThat(forWife.get(wife.caseReference()).status()).isEqualTo(200);
        assertThat(forWife.get(stranger.caseReference()).status()).isEqualTo(404);

        assertThat(told(wife, "en"))
                .filteredOn(entry -> part(entry, "party").equals("Patient/" + husband.patientId()))
                .extracting(entry -> part(entry, "role"))
                .containsOnly("proxy");
        assertThat(told(stranger, "en"))
                .filteredOn(entry -> part(entry, "party").equals("Patient/" + husband.patientId()))
                .singleElement()
                .satisfies(entry -> {
                    assertThat(part(entry, "role")).isEqualTo("patient");
                    assertThat(part(entry, "who")).endsWith("(another patient, or somebody who acts for one)");
                    assertThat(part(entry, "why")).isEmpty();
                });
    }

    private void register(String person) {
        accounts.registerWithPassword(
                new Account(daughter, "Daughter", PartyRole.PATIENT, person, Optional.empty(), true), "consilium-demo");
    }

    private static List<ParametersParameterComponent> told(Journey patient, String language) {
        Parameters asked = new Parameters();
        asked.addParameter("language", new CodeType(language));
        return patient
                .patient()
                .operation("Patient/" + patient.patientId() + "/$access-report", asked)
                .as(Parameters.class)
                .getParameter()
                .stream()
                .filter(parameter -> parameter.getName().equals("entry"))
                .toList();
    }

    private static String part(ParametersParameterComponent entry, String name) {
        return entry.getPart().stream()
                .filter(part -> part.getName().equals(name))
                .map(part -> part.getValue() instanceof Reference reference
                        ? reference.getReference()
                        : part.getValue().primitiveValue())
                .findFirst()
                .orElse("");
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

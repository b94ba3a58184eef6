package health.consilium.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import health.consilium.support.Api;
import health.consilium.support.Api.Response;
import health.consilium.support.AppLaunch;
import health.consilium.support.Journey;
import health.consilium.support.Journey.Journeys;
import health.consilium.support.Mailbox;
import health.consilium.support.ServerTest;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.UUID;
import org.hl7.fhir.r4.model.Attachment;
import org.hl7.fhir.r4.model.Communication;
import org.hl7.fhir.r4.model.Consent;
import org.hl7.fhir.r4.model.Consent.ConsentState;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.Enumerations.DocumentReferenceStatus;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Reference;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** A consent is the patient's to give: no one person, and no program, discloses a case in the patient's place. */
@ServerTest
class WhoConsentsIT {

    private static final String CENTRE = "centre-seoul";
    private static final String SIGNED_PAPER = "64292-6";

    /** In the language of the patient. */
    private static final String IN_YOUR_NAME = "आपके नाम से एक स्वीकृति";

    private final Api coordinator = Api.person("coordinator");
    private final Api colleague = Api.person("clinician");

    @Autowired
    Journeys journeys;

    @Test
    void whatTheDeskWritesWithoutPaperIsNobodysConsent() {
        OnTheWay way = packed();
        Reference invented = posted(coordinator, way.consentForm());

        for (Api desk : new Api[] {coordinator, colleague}) {
            Response refused = submit(desk, way, invented);
            assertThat(refused.status()).as(refused.text()).isEqualTo(422);
            assertThat(refused.codes()).containsExactly("no-consent");
            assertThat(refused.message()).contains("scan").contains(SIGNED_PAPER);
        }
        Response approved = Journey.move(
                coordinator, way.open("approve-sharing"), "completed", OnTheWay.output("consent", invented));
        assertThat(approved.code()).isEqualTo("no-consent");
        assertThat(way.journey.status()).isEqualTo("awaiting-consent");
        assertThat(way.journey.tasks("referral")).isEmpty();
    }

    @Test
    void aScanIsALetterOfThisCase() {
        OnTheWay way = packed();
        OnTheWay others = packed();
        for (Reference source : new Reference[] {
            new Reference("DocumentReference/" + way.journey.hospitalUploads("en")),
            scan(others.journey),
            Journey.to(way.sent())
        }) {
            Consent entered = way.consentForm();
            entered.setSource(source);
            Reference consent = posted(coordinator, entered);

            Response refused = submit(colleague, way, consent);

            assertThat(refused.status()).as(refused.text()).isEqualTo(422);
            assertThat(refused.codes()).contains("no-consent");
            ended(coordinator, consent).as(Consent.class);
        }
    }

    @Test
    void whatWasSignedOnPaperIsEnteredByOneAndUsedByAnother() {
        OnTheWay way = packed();
        String address = UUID.randomUUID() + "@example.org";
        way.journey.hasMail(address);
        Reference consent = posted(coordinator, onPaper(way));

        Response alone = submit(coordinator, way, consent);
        assertThat(alone.status()).as(alone.text()).isEqualTo(422);
        assertThat(alone.codes()).containsExactly("same-person");
        assertThat(alone.message()).contains("other than the one who entered it");
        Response together = submit(colleague, way, consent);

        assertThat(together.status()).as(together.text()).isEqualTo(200);
        assertThat(way.journey.status()).isEqualTo("submitted");
        assertThat(way.journey.patient().search(Communication.class, "Communication?category=alert"))
                .singleElement()
                .satisfies(told -> assertThat(
                                told.getPayloadFirstRep().getContentStringType().getValue())
                        .contains(IN_YOUR_NAME)
                        .doesNotContain("Seoul"));
        await().atMost(Duration.ofSeconds(60)).until(() -> Mailbox.of(address).stream()
                .map(mail -> Mailbox.text(mail, "text/plain"))
                .anyMatch(text -> text.contains(IN_YOUR_NAME)));
        assertThat(ended(way.journey.patient(), consent).status()).isEqualTo(200);
        assertThat(way.journey.status()).isEqualTo("consent-revoked");
        assertThat(way.centre().get(Journey.reference(way.sent())).status()).isEqualTo(404);
    }

    @Test
    void whoDidNotSignWithdrawsBeforeAnythingIsSent() {
        OnTheWay way = packed();
        Reference consent = posted(coordinator, onPaper(way));

        ended(way.journey.patient(), consent).as(Consent.class);

        assertThat(submit(colleague, way, consent).codes()).containsExactly("no-consent");
    }

    @Test
    void aProgramGivesNoConsentAndUsesNoneFromPaper() {
        OnTheWay way = packed();
        Api program = program();
        Reference own = posted(program, onPaper(way));

        Response refused = submit(colleague, way, own);
        assertThat(refused.status()).as(refused.text()).isEqualTo(422);
        assertThat(refused.codes()).containsExactly("no-consent");
        assertThat(refused.message()).contains("program");
        assertThat(way.journey.patient().search(Communication.class, "Communication?category=alert"))
                .as("the patient is told of the attempt")
                .hasSize(1);
        ended(coordinator, own).as(Consent.class);

        Reference paper = posted(coordinator, onPaper(way));
        assertThat(submit(program, way, paper).codes()).containsExactly("same-person");
        ended(coordinator, paper).as(Consent.class);

        way.consented();
        Response submitted = submit(program, way, Journey.to(way.consent()));
        assertThat(submitted.status()).as(submitted.text()).isEqualTo(200);
    }

    @Test
    void theDeskMakesNothingMoreOfAConsentThanWasGiven() {
        OnTheWay way = packed();
        Consent vague = way.consentForm();
        vague.getProvision().getActor().clear();
        vague.getMeta().getProfile().clear();
        Reference unnamed = posted(way.journey.patient(), vague);
        Consent filled = way.consentForm();
        filled.setId(unnamed.getReference());
        Response widened = coordinator.put(filled);
        assertThat(widened.status()).as(widened.text()).isEqualTo(422);
        assertThat(widened.code()).isEqualTo("unsupported");
        ended(way.journey.patient(), unnamed).as(Consent.class);

        way.consented();
        String consent = Journey.reference(way.consent());
        assertThat(lasting(coordinator, consent, 91).code()).isEqualTo("unsupported");
        assertThat(lasting(coordinator, consent, 30).status()).isEqualTo(200);
        assertThat(lasting(way.journey.patient(), consent, 120).status()).isEqualTo(200);
    }

    private OnTheWay packed() {
        return OnTheWay.awaitingConsent(journeys, "breast", CENTRE).packed();
    }

    private static Reference posted(Api who, Consent consent) {
        return new Reference("Consent/" + who.post(consent).createdId());
    }

    private static Response submit(Api desk, OnTheWay way, Reference consent) {
        Parameters parameters = new Parameters();
        parameters.addParameter().setName("centre").setValue(new Reference("Organization/" + way.centre));
        parameters.addParameter().setName("package").setValue(Journey.to(way.sent()));
        parameters.addParameter().setName("consent").setValue(consent);
        return desk.operation(way.journey.caseReference() + "/$submit", parameters);
    }

    private static Response ended(Api who, Reference consent) {
        return who.put(who.read(Consent.class, consent.getReference()).setStatus(ConsentState.INACTIVE));
    }

    private static Response lasting(Api who, String reference, int days) {
        Consent consent = who.read(Consent.class, reference);
        consent.getProvision().getPeriod().setEnd(Date.from(Instant.now().plus(days, ChronoUnit.DAYS)));
        return who.put(consent);
    }

    private Consent onPaper(OnTheWay way) {
        Consent consent = way.consentForm();
        consent.setSource(scan(way.journey));
        return consent;
    }

    /** The desk keeps what the patient has signed. */
    private Reference scan(Journey journey) {
        byte[] photo = ("---" + UUID.randomUUID()).getBytes(StandardCharsets.US_ASCII);
        photo[0] = (byte) 0xFF;
        photo[1] = (byte) 0xD8;
        photo[2] = (byte) 0xFF;
        String bytes = coordinator.send("POST", "Binary", "image/jpeg", photo).createdId();
        DocumentReference letter = new DocumentReference();
        letter.setStatus(DocumentReferenceStatus.CURRENT);
        letter.getType().addCoding().setSystem("http://loinc.org").setCode(SIGNED_PAPER);
        letter.setSubject(new Reference("Patient/" + journey.patientId()));
        letter.addContent()
                .setAttachment(new Attachment()
                        .setContentType("image/jpeg")
                        .setLanguage("en")
                        .setUrl("Binary/" + bytes));
        letter.getContext().addRelated(new Reference(journey.caseReference()));
        return new Reference("DocumentReference/" + coordinator.post(letter).createdId());
    }

    /** A system of the desk, with a token of its own. */
    private static Api program() {
        String name = "desk-" + UUID.randomUUID();
        JsonNode registered = AppLaunch.administer(
                Api.administrator().token(),
                "POST",
                "/admin/clients",
                "{\"client_id\":\"" + name + "\",\"client_name\":\"Program of the desk\",\"role\":\"coordinator\","
                        + "\"organization\":\"Organization/coordination\",\"scope\":\"system/*.cruds\","
                        + "\"token_endpoint_auth_method\":\"client_secret_basic\"}");
        try {
            HttpResponse<String> tokens = HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(URI.create(Api.base().replace("/fhir", "/oauth2/token")))
                                    .header(
                                            "Authorization",
                                            AppLaunch.basic(
                                                    name,
                                                    registered
                                                            .path("client_secret")
                                                            .asText()))
                                    .header("Content-Type", "application/x-www-form-urlencoded")
                                    .POST(HttpRequest.BodyPublishers.ofString(
                                            "grant_type=client_credentials&scope=system%2F*.cruds"))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());
            return Api.withToken(AppLaunch.json(tokens).path("access_token").asText());
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}

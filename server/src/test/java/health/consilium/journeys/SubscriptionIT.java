package health.consilium.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import health.consilium.smart.Clients;
import health.consilium.smart.Credential;
import health.consilium.smart.PartyRole;
import health.consilium.smart.SystemClient;
import health.consilium.support.Api;
import health.consilium.support.ExampleCases;
import health.consilium.support.Hooks;
import health.consilium.support.Journey;
import health.consilium.support.Journey.Journeys;
import health.consilium.support.Mailbox;
import health.consilium.support.ServerTest;
import jakarta.mail.internet.MimeMessage;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.CapabilityStatement;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.ContactPoint.ContactPointSystem;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.StringType;
import org.hl7.fhir.r4.model.Subscription;
import org.hl7.fhir.r4.model.Subscription.SubscriptionChannelType;
import org.hl7.fhir.r4.model.Subscription.SubscriptionStatus;
import org.hl7.fhir.r4.model.Task;
import org.hl7.fhir.r4.model.UnsignedIntType;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@ServerTest
class SubscriptionIT {

    private static final String TOPIC = "https://w3id.org/consilium/fhir/SubscriptionTopic/";
    private static final String BACKPORT =
            "http://hl7.org/fhir/uv/subscriptions-backport/StructureDefinition/backport-";
    private static final Duration SOON = Duration.ofSeconds(60);

    @Autowired
    Journeys journeys;

    @Autowired
    Clients clients;

    @Test
    void aCentreIsToldOfItsReferralByItsIdAloneAndLaterThatItIsWithdrawn() {
        Hooks istanbul = Hooks.open();
        Hooks heidelberg = Hooks.open();
        Hooks withdrawals = Hooks.open();
        Api centre = Api.system("centre-istanbul");
        subscribe(centre, "referral-submitted", istanbul);
        subscribe(centre, "package-withdrawn", withdrawals);
        subscribe(Api.system("centre-heidelberg"), "referral-submitted", heidelberg);

        OnTheWay way = OnTheWay.awaitingConsent(journeys, "breast", "centre-istanbul")
                .packed()
                .consented()
                .submitted();

        await().atMost(SOON).until(() -> istanbul.focuses().contains(way.referral()));
        Bundle told = istanbul.received("event-notification").stream()
                .filter(bundle -> Hooks.focus(bundle).equals(way.referral()))
                .findFirst()
                .orElseThrow();
        assertThat(told.getType()).isEqualTo(Bundle.BundleType.HISTORY);
        assertThat(told.getEntry()).hasSize(2);
        assertThat(told.getEntry().get(1).hasResource()).isFalse();
        assertThat(centre.read(Task.class, Hooks.focus(told)).getOwner().getReference())
                .isEqualTo("Organization/centre-istanbul");

        withdraw(way.journey);
        await().atMost(SOON).until(() -> withdrawals.focuses().contains(way.referral()));
        assertThat(centre.get(way.referral()).status()).isEqualTo(404);
        assertThat(heidelberg.focuses()).doesNotContain(way.referral());
    }

    @Test
    void aHospitalFollowsItsCaseAndCatchesUpByNumber() {
        Hooks hook = Hooks.open();
        Journey journey = journeys.hospitalSends("breast");
        Api hospital = journey.hospital();
        Subscription subscription = form("case-stage-changed", hook);
        subscription
                .getCriteriaElement()
                .addExtension(
                        BACKPORT + "filter-criteria", new StringType("Task?group-identifier=" + journey.number()));
        String id = subscribe(hospital, subscription);

        journey.coordinatorAssesses().patientChooses();

        await().atMost(SOON).until(() -> hook.focuses().size() >= 3);
        String root = journey.rootReference();
        assertThat(hook.focuses()).containsOnly(root);
        assertThat(hook.received("event-notification").stream().map(Hooks::number))
                .startsWith(1L, 2L, 3L);

        Bundle missed = hospital.get("Subscription/" + id + "/$events?eventsSinceNumber=2&eventsUntilNumber=3")
                .as(Bundle.class);
        assertThat(Hooks.value(missed, "type")).isEqualTo("query-event");
        assertThat(((Parameters) missed.getEntryFirstRep().getResource())
                        .getParameter().stream()
                                .filter(parameter -> parameter.getName().equals("notification-event")))
                .hasSize(2);
        Bundle status = hospital.get("Subscription/" + id + "/$status").as(Bundle.class);
        assertThat(Hooks.value(status, "status")).isEqualTo("active");
        assertThat(Integer.parseInt(Hooks.value(status, "events-since-subscription-start")))
                .isGreaterThanOrEqualTo(3);
        assertThat(ids(hospital.get("Subscription/$status?status=active&id=" + id)
                        .as(Bundle.class)))
                .containsExactly(id);

        Api stranger = Api.system("centre-seoul");
        assertThat(stranger.get("Subscription/" + id + "/$events").status()).isEqualTo(404);
        assertThat(stranger.get("Subscription/" + id).status()).isEqualTo(404);
        assertThat(ids(stranger.get("Subscription/$status").as(Bundle.class))).doesNotContain(id);
        assertThat(hospital.get("Subscription/" + id + "/$events?eventsSinceNumber=x")
                        .code())
                .isEqualTo("malformed");
        assertThat(hospital.get("Subscription/" + id + "/$events?content=full-resource")
                        .code())
                .isEqualTo("unsupported");
    }

    @Test
    void nobodyIsToldOfTheirOwnSteps() {
        Hooks ofDesk = Hooks.open();
        subscribe(Api.person("clinician"), "case-stage-changed", ofDesk);
        Journey journey = journeys.hospitalSends("breast");
        await().atMost(SOON).until(() -> ofDesk.focuses().contains(journey.rootReference()));
        long before = told(ofDesk, journey);

        journey.coordinatorAssesses();
        journey.patientChooses();
        await().atMost(SOON).until(() -> told(ofDesk, journey) > before);

        // A colleague's two steps (assessing, options-offered) are not told; the patient's one is.
        assertThat(told(ofDesk, journey)).isEqualTo(before + 1);
    }

    private static long told(Hooks hook, Journey journey) {
        String root = journey.rootReference();
        return hook.focuses().stream().filter(root::equals).count();
    }

    @Test
    void whoIsShutOutIsToldNothingMore() {
        String client = "hospital-" + UUID.randomUUID();
        clients.register(new SystemClient(
                client,
                client,
                PartyRole.HOSPITAL,
                "Organization/hospital-nairobi",
                Set.of("system/*.crus"),
                new Credential.Secret(client + "-demo-secret")));
        Hooks hook = Hooks.open();
        Journey journey = journeys.hospitalSends("breast");
        String id = subscribe(Api.system(client), "case-stage-changed", hook);

        clients.remove(client);
        journey.coordinatorAssesses();

        assertThat(awaitStatus(journey.hospital(), id, SubscriptionStatus.OFF).getError())
                .isEqualTo("Who asked for it may not come in any more");
        // Of other cases of the hospital, which others move meanwhile, it may have been told while it was let in.
        assertThat(told(hook, journey)).isZero();
    }

    @Test
    void aHandshakeThatFailsIsAnErrorUntilTheSubscriberAsksAgain() {
        Hooks hook = Hooks.open().answering(500);
        Api centre = Api.system("centre-mumbai");
        String id = centre.post(form("referral-submitted", hook)).createdId();

        Subscription failed = awaitStatus(centre, id, SubscriptionStatus.ERROR);
        assertThat(failed.getError()).isEqualTo("The handshake failed: HTTP 500");
        assertThat(Hooks.value(centre.get("Subscription/" + id + "/$status").as(Bundle.class), "status"))
                .isEqualTo("error");

        hook.answering(200);
        centre.put(failed.setStatus(SubscriptionStatus.REQUESTED)).as(Subscription.class);
        awaitStatus(centre, id, SubscriptionStatus.ACTIVE);
        assertThat(hook.received("handshake")).hasSize(2);
    }

    @Test
    void aSignOfLifeComesWhenThereIsNothingElse() {
        Hooks hook = Hooks.open();
        Subscription subscription = form("report-submitted", hook);
        subscription.getChannel().addExtension(BACKPORT + "heartbeat-period", new UnsignedIntType(1));
        Api centre = Api.system("centre-houston");
        String id = subscribe(centre, subscription);

        await().atMost(SOON).until(() -> hook.received("heartbeat").size() >= 2);
        centre.put(centre.read(Subscription.class, "Subscription/" + id).setStatus(SubscriptionStatus.OFF))
                .as(Subscription.class);
    }

    @Test
    void aSecretOfTheSubscriberIsSentAndNeverShown() {
        Hooks hook = Hooks.open();
        Api centre = Api.system("centre-seoul");
        Subscription subscription = form("referral-submitted", hook);
        subscription.getChannel().addHeader("Authorization: Bearer t0p-secret");
        Api.Response created = centre.post(subscription);
        assertThat(created.text()).doesNotContain("t0p-secret");
        String id = created.createdId();
        Subscription read = awaitStatus(centre, id, SubscriptionStatus.ACTIVE);
        assertThat(read.getChannel().getHeader().get(0).getValue()).isEqualTo("Authorization: ****");

        centre.put(read.setReason("Another reason")).as(Subscription.class);
        await().atMost(SOON).until(() -> hook.received("handshake").size() == 2);
        assertThat(hook.requests()).allSatisfy(request -> assertThat(request.getHeader("Authorization"))
                .isEqualTo("Bearer t0p-secret"));
        Subscription elsewhere = centre.read(Subscription.class, "Subscription/" + id);
        elsewhere.getChannel().setEndpoint("http://localhost:1/hook");
        assertRefused(centre.put(elsewhere), "unsupported");
        for (String path :
                List.of("Subscription/" + id, "Subscription/" + id + "/_history/1", "Subscription?_id=" + id)) {
            assertThat(Api.person("coordinator").get(path).text()).doesNotContain("t0p-secret");
        }
    }

    @Test
    void whatIsNotOfferedIsRefused() {
        Api centre = Api.system("centre-istanbul");
        Hooks hook = Hooks.open();

        Subscription elsewhere = form("referral-submitted", hook);
        elsewhere.getChannel().setEndpoint("https://elsewhere.example.org/hook");
        assertRefused(centre.post(elsewhere), "endpoint-refused");
        Subscription content = form("referral-submitted", hook);
        content.getChannel().getPayloadElement().getExtensionFirstRep().setValue(new CodeType("full-resource"));
        assertRefused(centre.post(content), "unsupported");
        assertRefused(
                centre.post(form("referral-submitted", hook).setCriteria("Task?status=requested")), "unsupported");
        assertThat(Api.person("translator-1")
                        .post(form("referral-submitted", hook))
                        .status())
                .isEqualTo(403);
        assertThat(hook.requests()).isEmpty();
    }

    @Test
    void theTopicsAreInTheCapabilityStatement() {
        CapabilityStatement statement = Api.nobody().read(CapabilityStatement.class, "metadata");

        assertThat(statement.getRestFirstRep().getResource().stream()
                        .filter(resource -> resource.getType().equals("Subscription"))
                        .flatMap(resource -> resource.getExtension().stream())
                        .map(extension -> extension.getValue().primitiveValue()))
                .containsExactlyInAnyOrder(
                        TOPIC + "referral-submitted",
                        TOPIC + "information-requested",
                        TOPIC + "report-submitted",
                        TOPIC + "case-stage-changed",
                        TOPIC + "package-withdrawn");
    }

    @Test
    void aPatientReadsInTheOwnLanguageThatThereIsNewsAndNotWhat() throws Exception {
        String address = UUID.randomUUID() + "@patient.example.org";
        Bundle transaction = ExampleCases.fresh("breast");
        Patient patient = transaction.getEntry().stream()
                .map(Bundle.BundleEntryComponent::getResource)
                .filter(Patient.class::isInstance)
                .map(Patient.class::cast)
                .findFirst()
                .orElseThrow();
        patient.addTelecom().setSystem(ContactPointSystem.EMAIL).setValue(address);
        Journey journey = journeys.hospitalSends(transaction).coordinatorAssesses();

        await().atMost(SOON).until(() -> Mailbox.of(address).size() >= 3);
        journey.patientChooses();
        for (MimeMessage mail : Mailbox.of(address)) {
            String text = Mailbox.text(mail, "text/plain") + Mailbox.text(mail, "text/html");
            assertThat(text).contains(journey.number());
            assertThat(mail.getSubject()).isEqualTo("Consilium से सूचना");
            assertThat(text)
                    .doesNotContain(patient.getNameFirstRep().getFamily())
                    .doesNotContain(journey.patientId())
                    .doesNotContainIgnoringCase("breast");
        }
    }

    @Test
    void whatIsParkedIsSeenByTheDeskAndTheAdministratorAlone() {
        for (String person : List.of("coordinator", "admin")) {
            assertThat(Api.person(person)
                            .get("$parked-messages")
                            .as(Parameters.class)
                            .getParameter("total"))
                    .isNotNull();
        }
        assertThat(Api.system("hospital-nairobi").get("$parked-messages").status())
                .isEqualTo(403);
        assertThat(Api.person("coordinator")
                        .operation("$retry-messages", new Parameters())
                        .code())
                .isEqualTo("malformed");
    }

    private static void assertRefused(Api.Response response, String code) {
        assertThat(response.status()).isEqualTo(422);
        assertThat(response.codes()).containsExactly(code);
    }

    private static void withdraw(Journey journey) {
        Task abort = new Task();
        abort.setStatus(Task.TaskStatus.REQUESTED).setIntent(Task.TaskIntent.ORDER);
        abort.setCode(new CodeableConcept(new Coding("http://hl7.org/fhir/CodeSystem/task-code", "abort", null)));
        abort.setFocus(new Reference(journey.rootReference()));
        abort.setFor(new Reference("Patient/" + journey.patientId()));
        assertThat(journey.patient().post(abort).status()).isEqualTo(201);
    }

    static Subscription form(String topic, Hooks hook) {
        Subscription form = new Subscription();
        form.setStatus(SubscriptionStatus.REQUESTED);
        form.setReason("Test");
        form.setCriteria(TOPIC + topic);
        form.getChannel()
                .setType(SubscriptionChannelType.RESTHOOK)
                .setEndpoint(hook.url())
                .setPayload("application/fhir+json")
                .getPayloadElement()
                .addExtension(BACKPORT + "payload-content", new CodeType("id-only"));
        return form;
    }

    static String subscribe(Api caller, String topic, Hooks hook) {
        return subscribe(caller, form(topic, hook));
    }

    /** Until the handshake is done. */
    private static String subscribe(Api caller, Subscription form) {
        String id = caller.post(form).createdId();
        awaitStatus(caller, id, SubscriptionStatus.ACTIVE);
        return id;
    }

    private static Subscription awaitStatus(Api caller, String id, SubscriptionStatus status) {
        return await().atMost(SOON)
                .until(
                        () -> caller.read(Subscription.class, "Subscription/" + id),
                        subscription -> subscription.getStatus() == status);
    }

    private static List<String> ids(Bundle status) {
        return status.getEntry().stream()
                .map(entry -> ((Parameters) entry.getResource())
                        .getParameter().stream()
                                .filter(parameter -> parameter.getName().equals("subscription"))
                                .map(parameter -> ((Reference) parameter.getValue()).getReference())
                                .findFirst()
                                .orElseThrow()
                                .replaceAll(".*/", ""))
                .toList();
    }
}

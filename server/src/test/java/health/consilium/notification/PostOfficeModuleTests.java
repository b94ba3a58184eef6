package health.consilium.notification;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.containing;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import health.consilium.fhir.FhirQuery;
import health.consilium.notification.Deliveries.Delivery;
import health.consilium.notification.Outbox.News;
import health.consilium.notification.rules.Actor;
import health.consilium.support.Api;
import health.consilium.support.Hooks;
import health.consilium.support.Mailbox;
import jakarta.mail.internet.MimeMessage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Communication;
import org.hl7.fhir.r4.model.ContactPoint.ContactPointSystem;
import org.hl7.fhir.r4.model.Organization;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Subscription;
import org.hl7.fhir.r4.model.Subscription.SubscriptionStatus;
import org.hl7.fhir.r4.model.Task;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PostOfficeModuleTests {

    private static final List<String> STAGES =
            List.of("assessing", "options-offered", "collecting-records", "records-review", "matching");

    private static PostOfficeWorld world;

    @BeforeAll
    static void open() {
        world = new PostOfficeWorld();
    }

    @AfterAll
    static void close() {
        world.close();
    }

    @BeforeEach
    void empty() {
        world.reset();
        answer(200);
    }

    @Test
    void aReceiverThatIsAwayForHalfAnHourMissesNothingAndGetsItInOrder() {
        List<String> numbers = List.of("A1", "A2", "A3");
        numbers.forEach(number -> world.patientCase(number, "en", null));
        world.subscribed("s", PostOfficeWorld.COORDINATOR, "case-stage-changed", "/hook");
        answer(503);

        for (String stage : STAGES) {
            numbers.forEach(number -> world.stage(number, stage));
            world.timePasses(Duration.ofMinutes(6));
        }
        assertThat(taken()).isEmpty();
        int tried = world.endpoint.getAllServeEvents().size();
        assertThat(tried).as("not flooded").isBetween(10, 40);

        answer(200);
        world.timePasses(Duration.ofMinutes(16));

        List<Bundle> taken = taken();
        assertThat(taken.stream().map(Hooks::number))
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.rangeClosed(1, 15).mapToObj(Long::valueOf).toList());
        for (String number : numbers) {
            assertThat(taken.stream()
                            .filter(bundle -> Hooks.focus(bundle).equals("Task/root-" + number))
                            .map(Hooks::number))
                    .as("in order for %s", number)
                    .hasSize(5)
                    .isSorted();
        }
        assertThat(world.deliveries.count("waiting", null)).isZero();
    }

    @Test
    void aMessageThatFailsHoldsUpItsOwnCaseAndNoOther() {
        world.patientCase("B1", "en", null);
        world.patientCase("B2", "en", null);
        world.subscribed("s", PostOfficeWorld.COORDINATOR, "case-stage-changed", "/hook");
        world.endpoint.stubFor(post(urlEqualTo("/hook"))
                .withRequestBody(containing("Task/root-B1"))
                .willReturn(aResponse().withStatus(500)));

        for (String stage : STAGES) {
            world.stage("B1", stage);
            world.stage("B2", stage);
        }
        world.timePasses(Duration.ofMinutes(5));

        assertThat(taken().stream().map(Hooks::focus)).hasSize(5).containsOnly("Task/root-B2");
        assertThat(world.endpoint.getAllServeEvents().stream()
                        .map(event -> event.getRequest().getBodyAsString())
                        .filter(body -> body.contains("Task/root-B1"))
                        .map(body -> Hooks.number(parse(body)))
                        .distinct())
                .as("only the first of the case is tried")
                .containsExactly(1L);
    }

    @Test
    void whatIsNotTakenFor72HoursIsParkedWithAnAlertAndComesOnceTheSubscriberIsBack() {
        world.patientCase("C1", "en", null);
        world.subscribed("s", PostOfficeWorld.COORDINATOR, "case-stage-changed", "/hook");
        answer(503);
        world.stage("C1", "assessing");
        world.timePasses(Duration.ofHours(71));
        assertThat(world.deliveries.count("parked", null)).isZero();
        world.stage("C1", "options-offered");
        world.timePasses(Duration.ofHours(1).plusMinutes(1));

        assertThat(world.deliveries.parked(null, 10)).hasSize(2).first().satisfies(parked -> {
            assertThat(parked.problem()).isEqualTo("HTTP 503");
            assertThat(parked.attempts()).isGreaterThan(250);
        });
        assertThat(world.meters.get("consilium.notification.parked").gauge().value())
                .isEqualTo(2);
        assertThat(status("s")).isEqualTo(SubscriptionStatus.ERROR);
        world.stage("C1", "collecting-records");
        world.timePasses(Duration.ofHours(1));
        assertThat(world.deliveries.count("parked", null)).as("kept, not tried").isEqualTo(3);

        answer(200);
        asksAnew("s");
        world.states.shakeNext();
        world.work();

        assertThat(status("s")).isEqualTo(SubscriptionStatus.ACTIVE);
        assertThat(taken().stream().map(Hooks::number)).containsExactly(1L, 2L, 3L);
        assertThat(world.deliveries.count("parked", null)).isZero();
    }

    @Test
    void oneMessageThatIsNeverTakenDoesNotSilenceTheSubscription() {
        world.patientCase("D1", "en", null);
        world.patientCase("D2", "en", null);
        world.subscribed("s", PostOfficeWorld.COORDINATOR, "case-stage-changed", "/hook");
        world.endpoint.stubFor(post(urlEqualTo("/hook"))
                .withRequestBody(containing("Task/root-D1"))
                .willReturn(aResponse().withStatus(422)));
        world.stage("D1", "assessing");
        world.work();
        world.stage("D2", "assessing");
        world.timePasses(Duration.ofHours(73));

        assertThat(world.deliveries.count("parked", null)).isEqualTo(1);
        assertThat(status("s")).isEqualTo(SubscriptionStatus.ACTIVE);
        world.stage("D2", "options-offered");
        world.work();
        assertThat(taken()).hasSize(2);

        world.endpoint.resetMappings();
        answer(200);
        Delivery parked = world.deliveries.parked("Subscription/s", 1).get(0);
        assertThat(world.deliveries.retry(List.of(parked.id()))).isEqualTo(1);
        world.work();
        assertThat(Hooks.focus(taken().get(2))).isEqualTo("Task/root-D1");
    }

    @Test
    void aServerThatDiesBetweenSendingAndNotingItSendsAgainWithTheSameId() {
        world.patientCase("E1", "en", null);
        world.subscribed("s", PostOfficeWorld.COORDINATOR, "case-stage-changed", "/hook");
        world.stage("E1", "assessing");
        world.stage("E1", "options-offered");
        world.address();

        Delivery claimed = world.deliveries
                .claim(List.of(Deliveries.HOOK), Duration.ofSeconds(90))
                .orElseThrow();
        assertThat(world.hooks.send(claimed)).isInstanceOf(Attempt.Sent.class);
        // Here it dies. The next server leaves the message alone for the lease, and its successor behind it.
        world.timePasses(Duration.ofSeconds(60));
        assertThat(taken()).hasSize(1);
        world.timePasses(Duration.ofSeconds(60));

        assertThat(taken().stream().map(Hooks::number)).containsExactly(1L, 1L, 2L);
        assertThat(taken().get(0).getIdElement().getIdPart())
                .isEqualTo(taken().get(1).getIdElement().getIdPart());
    }

    @Test
    void twoServersOnOneDatabaseSendEachMessageOnceAndInOrder() throws Exception {
        List<String> numbers = IntStream.range(0, 20).mapToObj(i -> "F" + i).toList();
        numbers.forEach(number -> world.patientCase(number, "en", null));
        world.subscribed("s1", PostOfficeWorld.COORDINATOR, "case-stage-changed", "/hook");
        world.subscribed("s2", PostOfficeWorld.COORDINATOR, "case-stage-changed", "/hook2");
        world.subscribed("s3", PostOfficeWorld.COORDINATOR, "case-stage-changed", "/hook3");
        for (String stage : STAGES) {
            numbers.forEach(number -> world.stage(number, stage));
        }

        ExecutorService servers = Executors.newFixedThreadPool(6);
        try {
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                boolean clerk = i < 2;
                running.add(servers.submit(() -> run(clerk)));
            }
            for (Future<?> server : running) {
                server.get();
            }
        } finally {
            servers.shutdown();
        }

        for (String path : List.of("/hook", "/hook2", "/hook3")) {
            List<Bundle> taken = taken(path);
            assertThat(taken.stream().map(Hooks::number))
                    .as(path)
                    .containsExactlyInAnyOrderElementsOf(IntStream.rangeClosed(1, 100)
                            .mapToObj(Long::valueOf)
                            .toList());
            Map<String, Long> last = new HashMap<>();
            taken.forEach(bundle -> assertThat(Optional.ofNullable(last.put(Hooks.focus(bundle), Hooks.number(bundle)))
                            .orElse(0L))
                    .isLessThan(Hooks.number(bundle)));
        }
    }

    private static Object run(boolean clerk) {
        while (world.deliveries.count("sent", null) < 300) {
            boolean busy = clerk ? world.addressing.addressNext() : world.courier.deliverNext();
            if (!busy) {
                Thread.onSpinWait();
            }
        }
        return null;
    }

    @Test
    void whatIsRolledBackIsToldToNobody() {
        world.patientCase("G1", "en", "g1@example.org");
        world.subscribed("s", PostOfficeWorld.COORDINATOR, "case-stage-changed", "/hook");

        assertThatThrownBy(() -> world.inTransaction(() -> {
                    world.outbox.put(
                            new News("case-stage-changed", "assessing", "G1", "ServiceRequest/s-G1", null),
                            PostOfficeWorld.SERVER);
                    throw new IllegalStateException("refused");
                }))
                .hasMessage("refused");
        world.work();

        assertThat(taken()).isEmpty();
        assertThat(world.mail.getReceivedMessages()).isEmpty();
    }

    @Test
    void nobodyIsToldOfWhatTheyDidThemselvesNorTheirColleagues() {
        world.patientCase("H1", "en", "h1@example.org");
        world.subscribed("s", PostOfficeWorld.COORDINATOR, "case-stage-changed", "/hook");
        News news = new News("case-stage-changed", "withdrawn", "H1", "ServiceRequest/s-H1", null);

        world.tell(news, new Actor("Practitioner/colleague", "Organization/desk"));
        world.tell(news, new Actor("Organization/desk", "Organization/desk"));
        world.work();
        assertThat(taken()).isEmpty();
        assertThat(world.mail.getReceivedMessages()).hasSize(2);

        world.tell(news, new Actor("Patient/p-H1", null));
        world.work();
        assertThat(taken()).hasSize(1);
        assertThat(world.mail.getReceivedMessages()).hasSize(2);
    }

    @Test
    void aCentreIsToldOfItsOwnReferralsAndOfNothingOnceTheGrantIsClosedButTheWithdrawal() {
        world.patientCase("I1", "en", null);
        world.patientCase("I2", "en", null);
        world.referral("I1");
        world.subscribed("stages", PostOfficeWorld.CENTRE, "case-stage-changed", "/stages");
        world.subscribed("referrals", PostOfficeWorld.CENTRE, "referral-submitted", "/referrals");
        world.subscribed("withdrawals", PostOfficeWorld.CENTRE, "package-withdrawn", "/withdrawals");
        answer(200, "/stages", "/referrals", "/withdrawals");

        world.stage("I1", "submitted");
        world.stage("I2", "submitted");
        world.tell(new News("referral-submitted", "submitted", "I1", "Task/ref-I1", null), PostOfficeWorld.SERVER);
        world.address();
        world.grants.close("Consent/I1");
        world.tell(new News("package-withdrawn", "cancelled", "I1", "Task/ref-I1", null), PostOfficeWorld.SERVER);
        world.work();

        assertThat(taken("/stages")).as("the case is not the centre's to see").isEmpty();
        assertThat(taken("/referrals")).as("closed before it was sent").isEmpty();
        assertThat(world.deliveries.numbered("Subscription/referrals", 1, 9, 9))
                .singleElement()
                .satisfies(told -> assertThat(told.state()).isEqualTo("withheld"));
        assertThat(taken("/withdrawals").stream().map(Hooks::focus)).containsExactly("Task/ref-I1");
    }

    @Test
    void theHeadersOfTheSubscriberAreSentAndNotLogged() {
        world.patientCase("J1", "en", null);
        world.subscribed("s", PostOfficeWorld.COORDINATOR, "case-stage-changed", "/hook");
        world.stage("J1", "assessing");
        world.work();

        world.endpoint.verify(postRequestedFor(urlEqualTo("/hook"))
                .withHeader("Authorization", equalTo("Bearer s3cret"))
                .withHeader("Content-Type", containing("application/fhir+json")));
        assertThat(world.subscriptions.find("s").orElseThrow().toString()).doesNotContain("s3cret");
    }

    @Test
    void aRedirectIsNotFollowedAndOneThatNeverAnswersIsLeft() {
        world.patientCase("K1", "en", null);
        world.subscribed("s", PostOfficeWorld.COORDINATOR, "case-stage-changed", "/hook");
        world.endpoint.stubFor(
                post(urlEqualTo("/hook")).willReturn(aResponse().withStatus(307).withHeader("Location", "/elsewhere")));
        world.stage("K1", "assessing");
        world.work();

        world.endpoint.verify(0, postRequestedFor(urlEqualTo("/elsewhere")));
        assertThat(world.deliveries.count("waiting", null)).isEqualTo(1);

        HookClient client = new HookClient(world.settings);
        world.endpoint.stubFor(post(urlEqualTo("/drip"))
                .willReturn(aResponse()
                        .withChunkedDribbleDelay(100, 60_000)
                        .withBody("x".repeat(1000))
                        .withFixedDelay(3_000)));
        long before = System.nanoTime();
        assertThat(client.post("http://localhost:" + world.endpoint.port() + "/drip", List.of(), "{}", 1))
                .isEqualTo(new Attempt.Failed("no answer in time"));
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(3));
    }

    @Test
    void outsideTheDemoANameThatLeadsHomeIsNotConnectedTo() {
        NotificationSettings strict = new NotificationSettings(
                Duration.ofSeconds(2),
                1,
                Duration.ofSeconds(90),
                Duration.ofDays(1),
                world.settings.retry(),
                new NotificationSettings.Hook(
                        List.of("localhost", "169.254.169.254"),
                        false,
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(60),
                        5),
                world.settings.mail());
        HookClient client = new HookClient(strict);

        for (String host : List.of("localhost", "169.254.169.254")) {
            assertThat(client.post("https://" + host + ":" + world.endpoint.port() + "/hook", List.of(), "{}", 2))
                    .isEqualTo(new Attempt.Failed("the name has no address that is allowed"));
        }
        assertThat(world.endpoint.getAllServeEvents()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "en, Your second opinion is ready, ltr",
        "hi, आपकी दूसरी राय तैयार है, ltr",
        "ar, رأيك الثاني جاهز, rtl",
        "fr, Votre second avis est prêt, ltr",
        "zh-Hans, 您的第二诊疗意见已准备好, ltr"
    })
    void aPatientReadsInAMailOfTheOwnLanguageThatSomethingHappenedAndNothingElse(
            String language, String sentence, String direction) throws Exception {
        world.patientCase("L-" + language, language, "reader@example.org");
        world.stage("L-" + language, "delivered");
        world.work();

        MimeMessage mail = world.mail.getReceivedMessages()[0];
        String plain = Mailbox.text(mail, "text/plain");
        String html = Mailbox.text(mail, "text/html");
        assertThat(plain).contains(sentence).contains("L-" + language).contains("https://consilium.example.org/");
        assertThat(html).contains(sentence).contains("dir=\"" + direction + "\"");
        assertThat(mail.getAllRecipients()[0]).hasToString("reader@example.org");
        assertThat(mail.getHeader("Auto-Submitted")).containsExactly("auto-generated");
        assertThat(mail.getHeader("Content-Language")[0]).isEqualTo(language.split("-")[0]);
        assertThat(mail.getMessageID()).matches("<[0-9a-f-]{36}@consilium\\.example\\.org>");
        for (String text : List.of(plain, html, mail.getSubject())) {
            assertThat(text).doesNotContain("Wanjiru").doesNotContain("Grace").doesNotContain("Task/");
        }
    }

    @Test
    void stagesThatOneTransactionPassesThroughAreOneMailAndAllOfTheNotifications() {
        world.patientCase("M1", "en", "m1@example.org");
        world.subscribed("s", PostOfficeWorld.COORDINATOR, "case-stage-changed", "/hook");
        world.inTransaction(() -> {
            for (String stage : List.of("records-review", "translating", "matching")) {
                world.outbox.put(
                        new News("case-stage-changed", stage, "M1", "ServiceRequest/s-M1", null),
                        PostOfficeWorld.SERVER);
            }
            return null;
        });
        world.work();

        assertThat(taken()).hasSize(3);
        assertThat(world.mail.getReceivedMessages()).hasSize(1);
    }

    @Test
    void whoWantsNoMailGetsNoneAndNothingWaits() {
        world.patientCase("N1", "en", "n1@example.org");
        Patient patient = world.store.find(Patient.class, "p-N1").orElseThrow();
        patient.getTelecomFirstRep()
                .addExtension("https://w3id.org/consilium/fhir/StructureDefinition/no-mail", new BooleanType(true));
        world.store.update(patient);
        world.stage("N1", "delivered");
        world.work();

        assertThat(world.mail.getReceivedMessages()).isEmpty();
        assertThat(world.deliveries.count("withheld", "Patient/p-N1")).isEqualTo(1);
        assertThat(world.deliveries.count("waiting", null)).isZero();
    }

    @Test
    void aMailServerThatIsAwayLosesNothingEither() {
        world.patientCase("O1", "en", "o1@example.org");
        int port = world.mail.getSmtp().getPort();
        world.mail.stop();
        world.stage("O1", "delivered");
        world.timePasses(Duration.ofMinutes(30));
        assertThat(world.deliveries.count("waiting", null)).isEqualTo(1);

        world.mail.start();
        assertThat(world.mail.getSmtp().getPort()).as("the same address").isEqualTo(port);
        world.timePasses(Duration.ofMinutes(16));
        assertThat(world.mail.getReceivedMessages()).hasSize(1);
    }

    @Test
    void aCentreReadsTheNumberOfItsReferralAndNotOfTheCase() throws Exception {
        world.patientCase("P1", "en", null);
        world.referral("P1");
        Organization centre = new Organization();
        centre.setId("Organization/centre");
        centre.addTelecom().setSystem(ContactPointSystem.EMAIL).setValue("board@centre.example");
        world.store.create(centre);
        world.tell(new News("referral-submitted", "submitted", "P1", "Task/ref-P1", null), PostOfficeWorld.SERVER);
        world.work();

        String plain = Mailbox.text(world.mail.getReceivedMessages()[0], "text/plain");
        assertThat(plain).contains("A new referral is waiting").contains("R-P1");
        assertThat(plain.replace("R-P1", "")).doesNotContain("P1");
    }

    @Test
    void whatIsLateIsToldOnceToEachWhomItConcernsAndStaysOnTheRecord() {
        world.patientCase("R1", "hi", "r1@example.org");
        world.desk("desk@example.org");
        world.work("R1", "late-R1", "sign-release", "Patient/p-R1");

        world.chased("R1", "late-R1", 1, "escalation", "Patient/p-R1", "Organization/desk");
        world.chased("R1", "late-R1", 1, "escalation", "Patient/p-R1", "Organization/desk");
        world.work();

        assertThat(mailTo("r1@example.org")).singleElement().asString().contains("समय-सीमा बीत गई है");
        assertThat(mailTo("desk@example.org")).singleElement().asString().contains("is overdue");
        assertThat(messagesAbout("Task/late-R1")).hasSize(2).allSatisfy(message -> {
            assertThat(message.getCategoryFirstRep().getCodingFirstRep().getCode())
                    .isEqualTo("notification");
            assertThat(message.getMeta().getSecurity()).extracting("code").containsExactly("case.R1");
            assertThat(message.getSubject().getReference()).isEqualTo("Patient/p-R1");
        });
        assertThat(messagesAbout("Task/late-R1").stream()
                        .map(message -> message.getLanguage() + " "
                                + message.getRecipientFirstRep().getReference()))
                .containsExactlyInAnyOrder("hi Patient/p-R1", "en Organization/desk");
    }

    @Test
    void aClockThatWasStartedAnewIsChasedAnew() {
        world.patientCase("R2", "en", "r2@example.org");
        world.work("R2", "late-R2", "choose-option", "Patient/p-R2");

        world.chased("R2", "late-R2", 1, "reminder", "Patient/p-R2");
        world.chased("R2", "late-R2", 2, "reminder", "Patient/p-R2");
        world.chased("R2", "late-R2", 2, "close", "Patient/p-R2");
        world.work();

        assertThat(mailTo("r2@example.org"))
                .hasSize(3)
                .last()
                .asString()
                .contains("The time allowed for this step is over");
        assertThat(messagesAbout("Task/late-R2").stream().map(message -> message.getCategoryFirstRep()
                        .getCodingFirstRep()
                        .getCode()))
                .containsExactlyInAnyOrder("reminder", "reminder", "notification");
    }

    @Test
    void aStepThatIsRolledBackIsToldToNobodyAndCanBeToldLater() {
        world.patientCase("R3", "en", "r3@example.org");
        world.work("R3", "late-R3", "choose-option", "Patient/p-R3");
        assertThatThrownBy(() -> world.inTransaction(() -> {
                    world.chased("R3", "late-R3", 1, "second-reminder", "Patient/p-R3");
                    throw new IllegalStateException("the server dies");
                }))
                .hasMessage("the server dies");
        world.work();
        assertThat(mailTo("r3@example.org")).isEmpty();

        world.chased("R3", "late-R3", 1, "second-reminder", "Patient/p-R3");
        world.work();
        assertThat(mailTo("r3@example.org")).singleElement().asString().contains("is still open");
    }

    @Test
    void whoActsForThePatientIsToldWhatThePatientIsToldInTheOwnLanguageAndOnlyAsLong() {
        world.patientCase("S1", "hi", "s1@example.org");
        world.daughter("S1", "fr", "daughter@example.org");
        world.stage("S1", "delivered");
        world.work();
        assertThat(mailTo("s1@example.org")).singleElement().asString().contains("आपकी दूसरी राय");
        assertThat(mailTo("daughter@example.org")).singleElement().asString().contains("Votre second avis", "S1");

        world.stage("S1", "follow-up");
        world.address();
        world.jdbc.sql("delete from smart_account_patient").update();
        world.work();
        assertThat(mailTo("s1@example.org")).hasSize(2);
        assertThat(mailTo("daughter@example.org"))
                .as("ended before it was sent")
                .hasSize(1);

        world.stage("S1", "closed");
        world.work();
        assertThat(mailTo("daughter@example.org")).hasSize(1);
    }

    @Test
    void whatThePatientDoesNotSeeTheDaughterIsNotToldEither() {
        world.patientCase("S2", "en", "s2@example.org");
        world.daughter("S2", "en", "daughter2@example.org");
        world.grants.close("test");
        world.stage("S2", "delivered");
        world.work();

        assertThat(world.mail.getReceivedMessages()).isEmpty();
        assertThat(world.deliveries.count("withheld", "RelatedPerson/d-S2")).isEqualTo(1);
    }

    @Test
    void translatorsOfTheLanguageAreToldOnceOfAllTheDocumentsThatWait() {
        world.patientCase("T1", "hi", null);
        world.translator("hindi", "hi-IN");
        world.translator("chinese", "zh");
        world.translator("any", null);
        world.toTranslate("T1", "one-T1", "translate", "hi");
        world.toTranslate("T1", "two-T1", "translate", "hi");
        world.inTransaction(() -> {
            for (String task : List.of("one-T1", "two-T1")) {
                world.outbox.put(
                        new News("translation", "translate", "T1", "Task/" + task, null), PostOfficeWorld.SERVER);
            }
            return null;
        });
        world.work();

        assertThat(mailTo("hindi@translators.example"))
                .singleElement()
                .asString()
                .as("in the language of the reader")
                .contains("अनुवाद की प्रतीक्षा में");
        assertThat(mailTo("any@translators.example")).hasSize(1);
        assertThat(mailTo("chinese@translators.example")).isEmpty();
    }

    @Test
    void whoTranslatedIsNotAskedToVerifyAndNobodyIsToldOfWorkThatSomebodyHasTaken() {
        world.patientCase("T2", "hi", null);
        world.translator("first", null);
        world.translator("second", null);
        // An opinion is in English: the patient's language is the one that matters.
        world.toTranslate("T2", "report-T2", "verify-report-translation", "en");
        world.translator("arabic", "ar");
        world.tell(
                new News("translation", "verify", "T2", "Task/report-T2", null), new Actor("Practitioner/first", null));
        world.address();
        assertThat(world.deliveries.count("waiting", null)).isEqualTo(1);
        world.work();
        assertThat(mailTo("second@translators.example")).hasSize(1);

        Task taken = world.store.find(Task.class, "report-T2").orElseThrow();
        world.store.update(taken.setOwner(new Reference("Practitioner/first")));
        world.tell(new News("translation", "verify", "T2", "Task/report-T2", null), PostOfficeWorld.SERVER);
        world.work();
        assertThat(mailTo("second@translators.example")).hasSize(1);
        assertThat(world.deliveries.count("withheld", "Practitioner/second")).isEqualTo(1);
    }

    private static List<String> mailTo(String address) {
        return Stream.of(world.mail.getReceivedMessages())
                .filter(message -> Mailbox.isTo(message, address))
                .map(message -> Mailbox.text(message, "text/plain"))
                .toList();
    }

    private static List<Communication> messagesAbout(String task) {
        return world.store.search(FhirQuery.of(Communication.class)).stream()
                .filter(message -> task.equals(message.getPartOfFirstRep().getReference()))
                .toList();
    }

    @Test
    void subscriptionsShakeHandsBeatAndEnd() {
        world.subscribed("s", PostOfficeWorld.COORDINATOR, "case-stage-changed", "/hook");
        world.jdbc
                .sql("update notification_subscription set heartbeat = 60, ends_at = :end where id = 's'")
                .param("end", world.clock.now.plus(Duration.ofMinutes(5)).atOffset(java.time.ZoneOffset.UTC))
                .update();
        assertThat(world.states.beatNext()).isFalse();

        world.clock.now = world.clock.now.plusSeconds(60);
        assertThat(world.states.beatNext()).isTrue();
        assertThat(world.states.beatNext()).isFalse();
        assertThat(bodies("/hook").stream().map(bundle -> Hooks.value(bundle, "type")))
                .containsExactly("heartbeat");

        answer(404);
        asksAnew("s");
        world.states.shakeNext();
        assertThat(status("s")).isEqualTo(SubscriptionStatus.ERROR);
        assertThat(world.store.find(Subscription.class, "s").orElseThrow().getError())
                .isEqualTo("The handshake failed: HTTP 404");

        world.clock.now = world.clock.now.plus(Duration.ofMinutes(5));
        world.states.endThoseThatAreOver();
        assertThat(status("s")).isEqualTo(SubscriptionStatus.OFF);
    }

    @Test
    void whatWasSentLongAgoIsForgottenAndWhatIsParkedIsNot() {
        world.patientCase("Q1", "en", null);
        world.subscribed("s", PostOfficeWorld.COORDINATOR, "case-stage-changed", "/hook");
        world.stage("Q1", "assessing");
        world.work();
        answer(503);
        world.stage("Q1", "matching");
        world.timePasses(Duration.ofHours(73));
        world.deliveries.forget(world.clock.now.plusSeconds(1));

        assertThat(world.deliveries.numbered("Subscription/s", 1, 99, 99).stream()
                        .map(Delivery::number))
                .containsExactly(2L);
    }

    private static void asksAnew(String id) {
        Subscription resource = world.store.find(Subscription.class, id).orElseThrow();
        world.store.update(resource.setStatus(SubscriptionStatus.REQUESTED));
        world.jdbc
                .sql("update notification_subscription set status = 'requested', version = version + 1 where id = :id")
                .param("id", id)
                .update();
    }

    private static SubscriptionStatus status(String id) {
        return world.store.find(Subscription.class, id).orElseThrow().getStatus();
    }

    private static void answer(int status, String... paths) {
        Stream.concat(Stream.of("/hook", "/hook2", "/hook3"), Stream.of(paths))
                .forEach(path -> world.endpoint.stubFor(post(urlEqualTo(path))
                        .atPriority(10)
                        .willReturn(aResponse().withStatus(status))));
    }

    private static List<Bundle> taken() {
        return taken("/hook");
    }

    /** Notifications of events that were answered with 2xx, in the order in which they came. */
    private static List<Bundle> taken(String path) {
        return events(path)
                .filter(event -> event.getResponse().getStatus() == 200)
                .map(event -> parse(event.getRequest().getBodyAsString()))
                .filter(bundle -> "event-notification".equals(Hooks.value(bundle, "type")))
                .toList();
    }

    private static List<Bundle> bodies(String path) {
        return events(path)
                .map(event -> parse(event.getRequest().getBodyAsString()))
                .toList();
    }

    private static Stream<ServeEvent> events(String path) {
        List<ServeEvent> newestFirst = world.endpoint.getAllServeEvents();
        return IntStream.range(0, newestFirst.size())
                .mapToObj(i -> newestFirst.get(newestFirst.size() - 1 - i))
                .filter(event -> event.getRequest().getUrl().equals(path));
    }

    private static Bundle parse(String body) {
        return Api.FHIR.newJsonParser().parseResource(Bundle.class, body);
    }
}

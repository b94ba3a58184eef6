package health.consilium.notification;

import static org.assertj.core.api.Assertions.assertThat;

import health.consilium.notification.Outbox.News;
import health.consilium.support.Mailbox;
import jakarta.mail.internet.MimeMessage;
import java.time.Duration;
import java.util.List;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.ContactPoint.ContactPointSystem;
import org.hl7.fhir.r4.model.Organization;
import org.hl7.fhir.r4.model.Patient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a mail says, and how it comes. */
class MailModuleTests extends PostOfficeTests {

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
}

package health.consilium.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import health.consilium.notification.Outbox.News;
import health.consilium.notification.rules.Actor;
import health.consilium.support.Hooks;
import java.util.List;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Task;
import org.junit.jupiter.api.Test;

/** Who is told, and who is not. */
class RecipientsModuleTests extends PostOfficeTests {

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
}

package health.consilium.notification.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Date;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.ContactPoint;
import org.hl7.fhir.r4.model.ContactPoint.ContactPointSystem;
import org.hl7.fhir.r4.model.ContactPoint.ContactPointUse;
import org.hl7.fhir.r4.model.Organization;
import org.hl7.fhir.r4.model.Patient;
import org.junit.jupiter.api.Test;

class MailAddressTests {

    private static final Instant NOW = Instant.parse("2026-11-24T08:00:00Z");

    private final Patient patient = new Patient();

    @Test
    void theBestRankedAddressThatHoldsNowIsTaken() {
        mail("second@example.org").setRank(2);
        mail("old@example.org").setUse(ContactPointUse.OLD);
        mail("past@example.org").setRank(1).getPeriod().setEnd(Date.from(NOW.minusSeconds(60)));
        mail("first@example.org").setRank(1);

        assertThat(MailAddress.of(patient, NOW)).isEqualTo(new MailAddress.Found.Address("first@example.org"));
    }

    @Test
    void whoWantsNoMailGetsNone() {
        mail("a@example.org").addExtension(MailAddress.NO_MAIL, new BooleanType(true));

        assertThat(MailAddress.of(patient, NOW)).isEqualTo(new MailAddress.Found.None("no-mail"));
    }

    @Test
    void withoutAnAddressThereIsNoMail() {
        patient.addTelecom().setSystem(ContactPointSystem.PHONE).setValue("+254 700 000000");
        mail("a@example.org, b@example.org");
        mail("a@example.org\r\nBcc: b@example.org");

        assertThat(MailAddress.of(patient, NOW)).isEqualTo(new MailAddress.Found.None("no-address"));
    }

    @Test
    void anOrganizationIsWrittenToAtItsContactToo() {
        Organization centre = new Organization();
        centre.addContact().addTelecom().setSystem(ContactPointSystem.EMAIL).setValue("board@centre.example");

        assertThat(MailAddress.of(centre, NOW)).isEqualTo(new MailAddress.Found.Address("board@centre.example"));
    }

    @Test
    void thePreferredLanguageCounts() {
        patient.addCommunication().getLanguage().addCoding().setCode("sw");
        patient.addCommunication().setPreferred(true).getLanguage().addCoding().setCode("hi");

        assertThat(MailAddress.language(patient)).isEqualTo("hi");
        assertThat(MailAddress.language(new Patient())).isEqualTo("en");
    }

    private ContactPoint mail(String address) {
        return patient.addTelecom().setSystem(ContactPointSystem.EMAIL).setValue(address);
    }
}

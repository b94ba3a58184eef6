package health.consilium.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import org.hl7.fhir.r4.model.Organization;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Practitioner;
import org.hl7.fhir.r4.model.RelatedPerson;
import org.junit.jupiter.api.Test;

class SpokenLanguagesTests {

    @Test
    void thePreferredOneComesFirstThenAsTheyAreNamed() {
        Patient patient = new Patient();
        patient.addCommunication().getLanguage().addCoding().setCode("en");
        patient.addCommunication().getLanguage().addCoding().setCode("sw");
        patient.addCommunication().setPreferred(true).getLanguage().addCoding().setCode("hi");

        assertThat(SpokenLanguages.of(patient)).containsExactly("hi", "en", "sw");
    }

    @Test
    void whoMarksNoneIsToldInTheFirst() {
        RelatedPerson daughter = new RelatedPerson();
        daughter.addCommunication().getLanguage().addCoding().setCode("fr-CA");
        daughter.addCommunication().getLanguage().addCoding().setCode("en");

        assertThat(SpokenLanguages.first(daughter)).contains("fr-CA");
    }

    @Test
    void aLanguageWithoutATagIsPassedOver() {
        Practitioner translator = new Practitioner();
        translator.addCommunication().setText("Swahili, a little");
        translator.addCommunication().addCoding().setCode(" ");
        translator.addCommunication().addCoding().setDisplay("French");
        translator.getCommunication().get(2).addCoding().setCode("fr");

        assertThat(SpokenLanguages.of(translator)).containsExactly("fr");
    }

    @Test
    void whoIsNoPersonSpeaksNone() {
        assertThat(SpokenLanguages.of(new Organization())).isEmpty();
        assertThat(SpokenLanguages.first(new Patient())).isEmpty();
    }
}

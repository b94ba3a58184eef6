package health.consilium.delivery;

import health.consilium.fhir.FhirStore;
import health.consilium.fhir.SpokenLanguages;
import health.consilium.workflow.CaseFile;
import java.util.Locale;
import java.util.Optional;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.RelatedPerson;
import org.springframework.stereotype.Component;

/** The people whom delivery writes to. */
@Component
class Readers {

    private final FhirStore store;

    Readers(FhirStore store) {
        this.store = store;
    }

    Patient patient(CaseFile file) {
        return store.find(Patient.class, file.patient().getReferenceElement().getIdPart())
                .orElseThrow();
    }

    /** The language in which the patient is written to; empty when the patient named none. */
    Optional<Locale> named(CaseFile file) {
        return SpokenLanguages.first(patient(file)).map(Locale::forLanguageTag);
    }

    Locale language(CaseFile file) {
        return named(file).orElse(Locale.ENGLISH);
    }

    boolean isPatientOrProxy(CaseFile file, String party) {
        String patient = file.patient().getReference();
        return party.equals(patient)
                || party.startsWith("RelatedPerson/")
                        && store.find(RelatedPerson.class, party)
                                .filter(person ->
                                        patient.equals(person.getPatient().getReference()))
                                .isPresent();
    }

    /** All names of the patient, each once, such as one in the own script and one in Latin letters. */
    static String name(Patient patient) {
        return patient.getName().stream()
                .map(name -> name.hasText() ? name.getText() : name.getNameAsSingleString())
                .distinct()
                .reduce((first, second) -> first + " · " + second)
                .orElse("");
    }
}

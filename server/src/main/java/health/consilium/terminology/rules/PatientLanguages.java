package health.consilium.terminology.rules;

import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Patient.PatientCommunicationComponent;

/** The languages that a patient can be told something in. */
public final class PatientLanguages {

    private PatientLanguages() {}

    /** BCP 47, the preferred one first. */
    public static List<String> of(Patient patient) {
        return patient.getCommunication().stream()
                .sorted(Comparator.comparing(PatientCommunicationComponent::getPreferred, Comparator.reverseOrder()))
                .map(communication ->
                        communication.getLanguage().getCodingFirstRep().getCode())
                .filter(Objects::nonNull)
                .toList();
    }
}

package health.consilium.fhir;

import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Patient.PatientCommunicationComponent;
import org.hl7.fhir.r4.model.Practitioner;
import org.hl7.fhir.r4.model.RelatedPerson;
import org.hl7.fhir.r4.model.RelatedPerson.RelatedPersonCommunicationComponent;
import org.hl7.fhir.r4.model.Resource;

/** The languages that a person can be told something in, as tags of BCP 47. */
public final class SpokenLanguages {

    private SpokenLanguages() {}

    /** The preferred one first, then as they are named; none of who is no person. */
    public static List<String> of(Resource person) {
        return told(person)
                .map(language -> language.getCoding().stream()
                        .map(Coding::getCode)
                        .filter(Objects::nonNull)
                        .filter(code -> !code.isBlank())
                        .findFirst())
                .flatMap(Optional::stream)
                .toList();
    }

    /** The preferred one, else the first that is named. */
    public static Optional<String> first(Resource person) {
        return of(person).stream().findFirst();
    }

    private static Stream<CodeableConcept> told(Resource person) {
        if (person instanceof Patient patient) {
            return preferredFirst(
                    patient.getCommunication(),
                    PatientCommunicationComponent::getPreferred,
                    PatientCommunicationComponent::getLanguage);
        }
        if (person instanceof RelatedPerson relative) {
            return preferredFirst(
                    relative.getCommunication(),
                    RelatedPersonCommunicationComponent::getPreferred,
                    RelatedPersonCommunicationComponent::getLanguage);
        }
        return person instanceof Practitioner practitioner ? practitioner.getCommunication().stream() : Stream.empty();
    }

    private static <T> Stream<CodeableConcept> preferredFirst(
            List<T> spoken, Predicate<T> preferred, Function<T, CodeableConcept> language) {
        return spoken.stream()
                .sorted(Comparator.comparing(preferred::test, Comparator.reverseOrder()))
                .map(language);
    }
}

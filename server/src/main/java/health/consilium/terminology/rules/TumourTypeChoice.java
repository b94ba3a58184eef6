package health.consilium.terminology.rules;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.r4.model.Annotation;
import org.hl7.fhir.r4.model.BaseDateTimeType;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Observation.ObservationStatus;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;

/**
 * The tumour type that a coordinator chose by hand, with who and why: an Observation of the case fact
 * {@value #FACT}. The latest final one counts; entered in error, it counts no more and the codes decide again.
 *
 * @param tumourType code of {@code CodeSystem/tumour-type}
 * @param by reference of the person
 * @param reference of the Observation
 */
public record TumourTypeChoice(String tumourType, String by, String reason, String reference) {
    public static final String FACT = "tumourType";

    private static final Set<ObservationStatus> FINAL =
            Set.of(ObservationStatus.FINAL, ObservationStatus.AMENDED, ObservationStatus.CORRECTED);

    private static final Comparator<Observation> BY_TIME =
            Comparator.comparing(TumourTypeChoice::time, Comparator.nullsFirst(Comparator.naturalOrder()));

    /** Empty where nobody chose. A choice without person or reason is none. */
    public static Optional<TumourTypeChoice> latest(Collection<? extends Resource> records) {
        return records.stream()
                .filter(Observation.class::isInstance)
                .map(Observation.class::cast)
                .filter(TumourTypeChoice::isChoice)
                .filter(o -> o.hasStatus() && FINAL.contains(o.getStatus()))
                .filter(o -> of(o).isPresent())
                .max(BY_TIME)
                .flatMap(TumourTypeChoice::of);
    }

    /** Whether the Observation is meant as such a choice. */
    public static boolean isChoice(Observation observation) {
        return observation.getCode().getCoding().stream()
                .anyMatch(c -> Systems.CASE_FACT.equals(c.getSystem()) && FACT.equals(c.getCode()));
    }

    /** Empty if it lacks the type, the person or the reason. */
    public static Optional<TumourTypeChoice> of(Observation observation) {
        Optional<String> type = observation.hasValueCodeableConcept()
                ? observation.getValueCodeableConcept().getCoding().stream()
                        .filter(c -> Systems.TUMOUR_TYPE.equals(c.getSystem()) && c.hasCode())
                        .map(Coding::getCode)
                        .findFirst()
                : Optional.empty();
        Optional<String> by = observation.getPerformer().stream()
                .map(Reference::getReference)
                .filter(r -> r != null && !r.isBlank())
                .findFirst();
        Optional<String> reason = observation.getNote().stream()
                .map(Annotation::getText)
                .filter(t -> t != null && !t.isBlank())
                .findFirst();
        return type.isPresent() && by.isPresent() && reason.isPresent()
                ? Optional.of(new TumourTypeChoice(
                        type.get(),
                        by.get(),
                        reason.get(),
                        "Observation/" + observation.getIdElement().getIdPart()))
                : Optional.empty();
    }

    private static String time(Observation observation) {
        if (observation.hasIssued()) {
            return observation.getIssued().toInstant().toString();
        }
        return observation.getEffective() instanceof BaseDateTimeType effective && effective.hasValue()
                ? effective.getValue().toInstant().toString()
                : null;
    }
}

package health.consilium.centres.rules;

import java.util.Collection;
import java.util.Comparator;
import java.util.Date;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.hl7.fhir.r4.model.BaseDateTimeType;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.IntegerType;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Observation.ObservationStatus;
import org.hl7.fhir.r4.model.Quantity;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.ServiceRequest;

/** Reads from a case what speaks for or against a journey. */
public final class TravelFactsReader {

    private static final String LOINC = "http://loinc.org";
    private static final String ECOG = "89247-1";
    private static final String MODE = "https://w3id.org/consilium/fhir/StructureDefinition/delivery-mode";

    /** Answers of LOINC 89247-1 (answer list LL529-9). */
    private static final Map<String, Integer> ANSWERS =
            Map.of("LA9622-7", 0, "LA9623-5", 1, "LA9624-3", 2, "LA9625-0", 3, "LA9626-8", 4, "LA9627-6", 5);

    private TravelFactsReader() {}

    /** @param now what was observed later does not count */
    public static ModeAdvice.Facts read(ServiceRequest request, Collection<? extends Resource> records, Date now) {
        return new ModeAdvice.Facts(wish(request), performance(records, now));
    }

    private static Optional<Mode> wish(ServiceRequest request) {
        return Optional.ofNullable(request.getExtensionByUrl(MODE))
                .map(Extension::getValue)
                .flatMap(mode -> Mode.of(mode.primitiveValue()));
    }

    /** Of several the latest; without a date it is taken for old. */
    private static Optional<Integer> performance(Collection<? extends Resource> records, Date now) {
        return records.stream()
                .filter(Observation.class::isInstance)
                .map(Observation.class::cast)
                .filter(found -> found.getCode().hasCoding(LOINC, ECOG))
                .filter(found -> found.getStatus() != ObservationStatus.ENTEREDINERROR
                        && found.getStatus() != ObservationStatus.CANCELLED)
                .filter(found -> status(found).isPresent() && !when(found).after(now))
                .max(Comparator.comparing(TravelFactsReader::when)
                        .thenComparing(found -> found.getIdElement().getValue() == null
                                ? ""
                                : found.getIdElement().getIdPart()))
                .flatMap(TravelFactsReader::status);
    }

    private static Date when(Observation observation) {
        boolean dated = observation.getEffective() instanceof BaseDateTimeType time && time.hasValue();
        return dated ? ((BaseDateTimeType) observation.getEffective()).getValue() : new Date(0);
    }

    private static Optional<Integer> status(Observation observation) {
        if (observation.getValue() instanceof IntegerType number) {
            return Optional.ofNullable(number.getValue());
        }
        if (observation.getValue() instanceof Quantity quantity && quantity.hasValue()) {
            return Optional.of(quantity.getValue().intValue());
        }
        if (observation.getValue() instanceof CodeableConcept answer) {
            return answer.getCoding().stream()
                    .filter(coding -> LOINC.equals(coding.getSystem()))
                    .map(coding -> ANSWERS.get(coding.getCode()))
                    .filter(Objects::nonNull)
                    .findFirst();
        }
        return Optional.empty();
    }
}

package health.consilium.centres.rules;

import health.consilium.centres.rules.ReviewService.Absence;
import health.consilium.centres.rules.ReviewService.Entry;
import health.consilium.centres.rules.ReviewService.Turnaround;
import health.consilium.centres.rules.ReviewService.Volume;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.Duration;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.HealthcareService;
import org.hl7.fhir.r4.model.HealthcareService.HealthcareServiceNotAvailableComponent;
import org.hl7.fhir.r4.model.IntegerType;
import org.hl7.fhir.r4.model.Period;

/** Reads {@link ReviewService} from a HealthcareService of the profile {@code review-service}. */
public final class ReviewServiceReader {

    private static final String BASE = "https://w3id.org/consilium/fhir/";
    private static final String DEFINITION = BASE + "StructureDefinition/";
    private static final String TUMOUR_TYPE = BASE + "CodeSystem/tumour-type";

    private ReviewServiceReader() {}

    /** @param providerActive whether the Organization that provides it is active */
    public static ReviewService read(HealthcareService service, boolean providerActive) {
        return new ReviewService(
                new Entry(
                        service.getIdElement().getIdPart(),
                        service.getProvidedBy().getReferenceElement().getIdPart(),
                        service.getName(),
                        service.getActive() && providerActive),
                volumes(service),
                turnaround(service),
                languages(service),
                modes(service),
                absences(service));
    }

    /** Where a type was counted more than once, the latest count holds. */
    private static Map<String, Volume> volumes(HealthcareService service) {
        Map<String, Volume> volumes = new HashMap<>();
        Map<String, LocalDate> counted = new HashMap<>();
        for (Extension volume : service.getExtensionsByUrl(DEFINITION + "case-volume")) {
            Period period = part(volume, "period", Period.class).orElseGet(Period::new);
            LocalDate end = lastDay(period);
            tumourType(volume).ifPresent(type -> {
                if (!volumes.containsKey(type) || end.isAfter(counted.get(type))) {
                    volumes.put(type, volume(volume, period));
                    counted.put(type, end);
                }
            });
        }
        return volumes;
    }

    private static Volume volume(Extension volume, Period period) {
        int perYear = part(volume, "perYear", IntegerType.class)
                .map(IntegerType::getValue)
                .orElse(0);
        boolean oneYear = firstDay(period).getYear() == lastDay(period).getYear();
        return new Volume(
                perYear,
                oneYear ? Optional.of(lastDay(period).getYear()) : Optional.empty(),
                volume.hasExtension("source"));
    }

    private static Optional<String> tumourType(Extension volume) {
        return part(volume, "tumourType", CodeableConcept.class).flatMap(concept -> concept.getCoding().stream()
                .filter(coding -> TUMOUR_TYPE.equals(coding.getSystem()))
                .map(Coding::getCode)
                .findFirst());
    }

    private static Turnaround turnaround(HealthcareService service) {
        Extension turnaround = service.getExtensionByUrl(DEFINITION + "turnaround");
        return turnaround == null
                ? new Turnaround(Optional.empty(), Optional.empty())
                : new Turnaround(days(turnaround, "promised"), days(turnaround, "observed"));
    }

    private static Optional<BigDecimal> days(Extension turnaround, String name) {
        return part(turnaround, name, Duration.class).flatMap(BusinessDays::of);
    }

    private static List<String> languages(HealthcareService service) {
        return service.getCommunication().stream()
                .map(concept -> concept.getCodingFirstRep().getCode())
                .filter(Objects::nonNull)
                .toList();
    }

    private static Set<Mode> modes(HealthcareService service) {
        return service.getExtensionsByUrl(DEFINITION + "delivery-mode").stream()
                .flatMap(mode -> Mode.of(mode.getValue().primitiveValue()).stream())
                .collect(Collectors.toSet());
    }

    private static List<Absence> absences(HealthcareService service) {
        return service.getNotAvailable().stream()
                .filter(HealthcareServiceNotAvailableComponent::hasDuring)
                .map(ReviewServiceReader::absence)
                .toList();
    }

    private static Absence absence(HealthcareServiceNotAvailableComponent away) {
        return new Absence(firstDay(away.getDuring()), lastDay(away.getDuring()), away.getDescription());
    }

    /** As written, in whatever zone: a holiday is a holiday at its place. An open period begins before all others. */
    private static LocalDate firstDay(Period period) {
        DateTimeType start = period.getStartElement();
        return start.hasValue() ? LocalDate.of(start.getYear(), start.getMonth() + 1, start.getDay()) : LocalDate.MIN;
    }

    private static LocalDate lastDay(Period period) {
        DateTimeType end = period.getEndElement();
        if (!end.hasValue()) {
            return LocalDate.MAX;
        }
        LocalDate day = LocalDate.of(end.getYear(), end.getMonth() + 1, end.getDay());
        return switch (end.getPrecision()) {
            case YEAR -> day.with(TemporalAdjusters.lastDayOfYear());
            case MONTH -> day.with(TemporalAdjusters.lastDayOfMonth());
            default -> day;
        };
    }

    private static <T> Optional<T> part(Extension extension, String name, Class<T> type) {
        return Optional.ofNullable(extension.getExtensionByUrl(name))
                .map(Extension::getValue)
                .filter(type::isInstance)
                .map(type::cast);
    }
}

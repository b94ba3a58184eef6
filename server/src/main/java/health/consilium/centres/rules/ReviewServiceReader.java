package health.consilium.centres.rules;

import health.consilium.centres.rules.ReviewService.Absence;
import health.consilium.centres.rules.ReviewService.Entry;
import health.consilium.centres.rules.ReviewService.Turnaround;
import health.consilium.centres.rules.ReviewService.Volume;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Duration;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.HealthcareService;
import org.hl7.fhir.r4.model.HealthcareService.HealthcareServiceNotAvailableComponent;
import org.hl7.fhir.r4.model.IntegerType;
import org.hl7.fhir.r4.model.Period;
import org.hl7.fhir.r4.model.Reference;

/** Reads {@link ReviewService} from a HealthcareService of the profile {@code review-service}. */
public final class ReviewServiceReader {

    private static final String BASE = "https://w3id.org/consilium/fhir/";
    private static final String DEFINITION = BASE + "StructureDefinition/";
    private static final String CASE_VOLUME = DEFINITION + "case-volume";
    private static final String TUMOUR_TYPE = BASE + "CodeSystem/tumour-type";

    private ReviewServiceReader() {}

    /**
     * @param providerActive whether the Organization that provides it is active
     * @param reports what stands behind the numbers
     * @param tumourType the one that is of interest; of a directory of thousands the other volumes are not even looked at
     */
    public static ReviewService read(
            HealthcareService service, boolean providerActive, CentreReports reports, String tumourType) {
        String centre = service.getProvidedBy().getReferenceElement().getIdPart();
        return new ReviewService(
                new Entry(
                        service.getIdElement().getIdPart(),
                        centre,
                        service.getName(),
                        service.getActive() && providerActive),
                volume(service, centre, reports, tumourType)
                        .map(volume -> Map.of(tumourType, volume))
                        .orElse(Map.of()),
                turnaround(service, centre, reports, tumourType),
                languages(service),
                modes(service),
                absences(service));
    }

    /** Where the type was counted more than once, the latest count holds. */
    private static Optional<Volume> volume(
            HealthcareService service, String centre, CentreReports reports, String tumourType) {
        Extension latest = null;
        LocalDate counted = null;
        for (Extension volume : service.getExtension()) {
            if (isOf(volume, tumourType) && CASE_VOLUME.equals(volume.getUrl())) {
                LocalDate end = Days.last(period(volume));
                if (latest == null || end.isAfter(counted)) {
                    latest = volume;
                    counted = end;
                }
            }
        }
        return Optional.ofNullable(latest).map(volume -> volume(volume, centre, reports, tumourType));
    }

    /** Where a report of the centre stands behind the number, the number of the report holds. */
    private static Volume volume(Extension volume, String centre, CentreReports reports, String tumourType) {
        Period period = period(volume);
        int stated = part(volume, "perYear", IntegerType.class)
                .map(IntegerType::getValue)
                .orElse(0);
        Optional<Integer> reported = part(volume, "source", Reference.class)
                .map(source -> source.getReferenceElement().getIdPart())
                .flatMap(report -> reports.volume(report, centre, tumourType));
        boolean oneYear = Days.first(period).getYear() == Days.last(period).getYear();
        return new Volume(
                reported.orElse(stated),
                oneYear ? Optional.of(Days.last(period).getYear()) : Optional.empty(),
                reported.isPresent());
    }

    private static Period period(Extension volume) {
        return part(volume, "period", Period.class).orElseGet(Period::new);
    }

    /**
     * Asked for each extension of each service, a hundred thousand times for a large directory: so the code, which seldom is the
     * one, is compared before the addresses, which nearly always are.
     */
    private static boolean isOf(Extension volume, String tumourType) {
        for (Extension part : volume.getExtension()) {
            if (part.getValue() instanceof CodeableConcept concept) {
                return Codings.has(concept, TUMOUR_TYPE, tumourType) && "tumourType".equals(part.getUrl());
            }
        }
        return false;
    }

    /** What was measured holds; where nothing was, what the directory tells. */
    private static Turnaround turnaround(
            HealthcareService service, String centre, CentreReports reports, String tumourType) {
        Extension told = service.getExtensionByUrl(DEFINITION + "turnaround");
        return new Turnaround(
                told == null ? Optional.empty() : days(told, "promised"),
                reports.turnaround(centre, tumourType)
                        .or(() -> told == null
                                ? Optional.empty()
                                : days(told, "observed").map(Observed::told)));
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
        return new Absence(Days.first(away.getDuring()), Days.last(away.getDuring()), away.getDescription());
    }

    private static <T> Optional<T> part(Extension extension, String name, Class<T> type) {
        return Optional.ofNullable(extension.getExtensionByUrl(name))
                .map(Extension::getValue)
                .filter(type::isInstance)
                .map(type::cast);
    }
}

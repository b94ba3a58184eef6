package health.consilium.centres.rules;

import health.consilium.centres.rules.ReviewService.Absence;
import health.consilium.centres.rules.ReviewService.Absences;
import health.consilium.centres.rules.ReviewService.Entry;
import health.consilium.centres.rules.ServiceFacts.StatedVolume;
import health.consilium.centres.rules.ServiceFacts.Told;
import health.consilium.fhir.Days;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Duration;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.HealthcareService;
import org.hl7.fhir.r4.model.HealthcareService.HealthcareServiceNotAvailableComponent;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.IntegerType;
import org.hl7.fhir.r4.model.Period;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Type;

/** Reads {@link ServiceFacts} from a HealthcareService of the profile {@code review-service}. */
public final class ReviewServiceReader {

    private static final String BASE = "https://w3id.org/consilium/fhir/";
    private static final String DEFINITION = BASE + "StructureDefinition/";
    private static final String NO_NEW_CASES = DEFINITION + "no-new-cases";
    private static final String CASE_VOLUME = DEFINITION + "case-volume";
    private static final String TUMOUR_TYPE = BASE + "CodeSystem/tumour-type";

    private ReviewServiceReader() {}

    /**
     * The service for one match.
     *
     * @param providerActive whether the Organization that provides it is active
     * @param reports what stands behind the numbers
     * @param tumourType the one that is of interest
     */
    public static ReviewService read(
            HealthcareService service, boolean providerActive, CentreReports reports, String tumourType) {
        return facts(service).forType(tumourType, providerActive, reports);
    }

    public static ServiceFacts facts(HealthcareService service) {
        return new ServiceFacts(
                new Entry(
                        service.getIdElement().getIdPart(),
                        service.getProvidedBy().getReferenceElement().getIdPart(),
                        service.getName(),
                        service.getActive()),
                volumes(service),
                told(service.getExtensionByUrl(DEFINITION + "turnaround")),
                languages(service),
                modes(service),
                absences(service));
    }

    /** Where a type was counted more than once, the latest count holds. */
    private static Map<String, StatedVolume> volumes(HealthcareService service) {
        Map<String, StatedVolume> volumes = new HashMap<>();
        Map<String, LocalDate> counted = new HashMap<>();
        // Most volumes of a service share their period and their report.
        Map<String, Span> spans = new HashMap<>();
        Map<String, Optional<String>> sources = new HashMap<>();
        for (Extension extension : service.getExtension()) {
            if (CASE_VOLUME.equals(extension.getUrl())) {
                Parts volume = Parts.of(extension);
                Span span = spans.computeIfAbsent(volume.written(), written -> Span.of(volume.period()));
                Optional<String> source = sources.computeIfAbsent(
                        volume.source(), reference -> Optional.ofNullable(new IdType(reference).getIdPart()));
                for (String type : Codings.codes(volume.tumourType(), TUMOUR_TYPE)) {
                    if (!counted.containsKey(type) || span.last().isAfter(counted.get(type))) {
                        counted.put(type, span.last());
                        volumes.put(type, volume.stated(span, source));
                    }
                }
            }
        }
        return volumes;
    }

    /** The parts of a case volume, found in one walk. */
    private record Parts(CodeableConcept tumourType, int perYear, Period period, String source) {

        static Parts of(Extension volume) {
            CodeableConcept type = new CodeableConcept();
            int perYear = 0;
            Period period = new Period();
            String source = "";
            for (Extension part : volume.getExtension()) {
                Type value = part.getValue();
                switch (String.valueOf(part.getUrl())) {
                    case "tumourType" -> type = value instanceof CodeableConcept concept ? concept : type;
                    case "perYear" ->
                        perYear =
                                value instanceof IntegerType number && number.hasValue() ? number.getValue() : perYear;
                    case "period" -> period = value instanceof Period given ? given : period;
                    case "source" ->
                        source = value instanceof Reference reference && reference.hasReference()
                                ? reference.getReference()
                                : source;
                    default -> {
                        // Nothing that is compared.
                    }
                }
            }
            return new Parts(type, perYear, period, source);
        }

        /** The period as it is written. */
        String written() {
            return period.getStartElement().getValueAsString() + "/"
                    + period.getEndElement().getValueAsString();
        }

        StatedVolume stated(Span span, Optional<String> report) {
            return new StatedVolume(perYear, span.year(), report);
        }
    }

    /** What was counted: its days, and the year if it was one. */
    private record Span(LocalDate last, Optional<Integer> year) {

        static Span of(Period period) {
            LocalDate last = Days.last(period);
            boolean oneYear = Days.first(period).getYear() == last.getYear();
            return new Span(last, oneYear ? Optional.of(last.getYear()) : Optional.empty());
        }
    }

    private static Told told(Extension turnaround) {
        return turnaround == null
                ? new Told(Optional.empty(), Optional.empty())
                : new Told(days(turnaround, "promised"), days(turnaround, "observed"));
    }

    private static Optional<BigDecimal> days(Extension turnaround, String name) {
        return Optional.ofNullable(turnaround.getExtensionByUrl(name))
                .map(Extension::getValue)
                .filter(Duration.class::isInstance)
                .map(Duration.class::cast)
                .flatMap(BusinessDays::of);
    }

    private static List<String> languages(HealthcareService service) {
        return service.getCommunication().stream()
                .map(concept -> concept.getCodingFirstRep().getCode())
                .filter(Objects::nonNull)
                .map(Codings::once)
                .toList();
    }

    private static Set<Mode> modes(HealthcareService service) {
        return service.getExtensionsByUrl(DEFINITION + "delivery-mode").stream()
                .flatMap(mode -> Mode.of(mode.getValue().primitiveValue()).stream())
                .collect(Collectors.toSet());
    }

    private static Absences absences(HealthcareService service) {
        return new Absences(
                service.getNotAvailable().stream()
                        .filter(HealthcareServiceNotAvailableComponent::hasDuring)
                        .map(closed -> absence(closed.getDuring(), closed.getDescription()))
                        .toList(),
                service.getExtensionsByUrl(NO_NEW_CASES).stream()
                        .flatMap(ReviewServiceReader::noNewCases)
                        .toList());
    }

    private static Stream<Absence> noNewCases(Extension extension) {
        Extension why = extension.getExtensionByUrl("description");
        return extension.getExtensionsByUrl("during").stream()
                .map(Extension::getValue)
                .filter(Period.class::isInstance)
                .map(during -> absence(
                        (Period) during, why == null ? null : why.getValue().primitiveValue()));
    }

    private static Absence absence(Period during, String why) {
        return new Absence(Days.first(during), Days.last(during), why);
    }
}

package health.consilium.journeys;

import static java.time.ZoneOffset.UTC;

import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.BaseDateTimeType;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Condition;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Period;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.Type;

/** Whether a Condition or Observation is what a search is for, read from the resource itself and not from an index. */
final class SearchedFor {

    private static final String ASSERTED = "http://hl7.org/fhir/StructureDefinition/condition-assertedDate";

    private SearchedFor() {}

    static Stream<Resource> resources(Bundle found) {
        return found.getEntry().stream().map(Bundle.BundleEntryComponent::getResource);
    }

    /** @param query parameters, each with an ampersand before it */
    static boolean is(Resource resource, String query) {
        return Arrays.stream(query.split("&")).filter(part -> !part.isEmpty()).allMatch(part -> {
            String[] searched = part.split("=", 2);
            return is(resource, searched[0], searched[1]);
        });
    }

    private static boolean is(Resource resource, String parameter, String value) {
        if (parameter.equals("_lastUpdated")) {
            return resource.getMeta()
                    .getLastUpdated()
                    .toInstant()
                    .isAfter(Instant.parse(value.replaceFirst("^gt", "")));
        }
        return resource instanceof Condition condition
                ? isCondition(condition, parameter, value)
                : isObservation((Observation) resource, parameter, value);
    }

    private static boolean isCondition(Condition condition, String parameter, String value) {
        return switch (parameter) {
            case "category" -> has(condition.getCategory(), value);
            case "code" -> has(List.of(condition.getCode()), value);
            case "clinical-status" -> has(List.of(condition.getClinicalStatus()), value);
            case "encounter" -> value.equals(condition.getEncounter().getReference());
            case "onset-date" -> isOn(condition.getOnset(), value);
            case "abatement-date" -> isOn(condition.getAbatement(), value);
            case "recorded-date" -> isOn(condition.getRecordedDateElement(), value);
            case "asserted-date" ->
                condition.hasExtension(ASSERTED)
                        && isOn(condition.getExtensionByUrl(ASSERTED).getValue(), value);
            default -> throw new IllegalArgumentException(parameter);
        };
    }

    private static boolean isObservation(Observation observation, String parameter, String value) {
        return switch (parameter) {
            case "category" -> has(observation.getCategory(), value);
            case "code" -> has(List.of(observation.getCode()), value);
            case "status" -> value.equals(observation.getStatus().toCode());
            case "date" -> isOn(observation.getEffective(), value);
            default -> throw new IllegalArgumentException(parameter);
        };
    }

    /** @param token a code, with or without its system */
    private static boolean has(List<CodeableConcept> concepts, String token) {
        return concepts.stream()
                .flatMap(concept -> concept.getCoding().stream())
                .anyMatch(coding -> token.contains("|")
                        ? token.equals(coding.getSystem() + "|" + coding.getCode())
                        : token.equals(coding.getCode()));
    }

    /** On the day, or with {@code ge} on it or later. */
    private static boolean isOn(Type value, String searched) {
        boolean later = searched.startsWith("ge");
        LocalDate day = LocalDate.parse(searched.replaceFirst("^ge", ""));
        LocalDate first;
        LocalDate last;
        if (value instanceof Period period) {
            first = period.hasStart() ? first(period.getStartElement()) : LocalDate.MIN;
            last = period.hasEnd() ? last(period.getEndElement()) : LocalDate.MAX;
        } else if (value instanceof BaseDateTimeType time && time.hasValue()) {
            first = first(time);
            last = last(time);
        } else {
            return false;
        }
        return later ? !last.isBefore(day) : first.equals(day) && last.equals(day);
    }

    private static LocalDate first(BaseDateTimeType time) {
        return switch (time.getPrecision()) {
            case YEAR -> LocalDate.of(Integer.parseInt(time.getValueAsString()), 1, 1);
            case MONTH -> YearMonth.parse(time.getValueAsString()).atDay(1);
            case DAY -> LocalDate.parse(time.getValueAsString());
            default -> time.getValue().toInstant().atZone(UTC).toLocalDate();
        };
    }

    private static LocalDate last(BaseDateTimeType time) {
        return switch (time.getPrecision()) {
            case YEAR -> first(time).plusYears(1).minusDays(1);
            case MONTH -> first(time).plusMonths(1).minusDays(1);
            default -> first(time);
        };
    }
}

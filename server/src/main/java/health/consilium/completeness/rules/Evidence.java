package health.consilium.completeness.rules;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.hl7.fhir.r4.model.Resource;

/**
 * One record of the case as evidence.
 *
 * @param reference "Type/id"
 * @param kind whether it is a coded result, a report or document, or images
 * @param date clinical date (of the event, never of the upload), or null if the record does not say
 * @param problem why it does not count, whatever is asked of it; null if it does
 * @param translations verified translations that are read together with it
 */
record Evidence(
        Resource resource, String reference, Kind kind, LocalDate date, Problem problem, List<String> translations) {

    enum Kind {
        RESULT,
        REPORT,
        IMAGES,
        SPECIMEN
    }

    static Evidence of(Resource resource, String reference, Kind kind, LocalDate date, Problem problem) {
        return new Evidence(resource, reference, kind, date, problem, List.of());
    }

    /** What keeps this record from meeting a requirement with this greatest age. */
    Optional<Problem> problemFor(OptionalInt maxAgeDays, LocalDate asOf) {
        if (problem != null && problem.isVoid()) {
            return Optional.of(problem);
        }
        if (date != null && date.isAfter(asOf.plusDays(1))) {
            return Optional.of(Problem.FUTURE_DATE);
        }
        if (maxAgeDays.isPresent()) {
            if (date == null) {
                return Optional.of(Problem.UNDATED);
            }
            if (ChronoUnit.DAYS.between(date, asOf) > maxAgeDays.getAsInt()) {
                return Optional.of(Problem.STALE);
            }
        }
        return Optional.ofNullable(problem);
    }

    /** Undated records are the oldest. */
    boolean isNewerThan(Evidence other) {
        return date != null && (other.date == null || date.isAfter(other.date));
    }

    /** One record is one piece of evidence. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Evidence evidence && evidence.resource == resource;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(resource);
    }

    /** References to show: the record and what makes it readable. */
    List<String> references() {
        if (translations.isEmpty()) {
            return List.of(reference);
        }
        List<String> all = new java.util.ArrayList<>(translations);
        all.add(0, reference);
        return all;
    }
}

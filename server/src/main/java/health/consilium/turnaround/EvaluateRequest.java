package health.consilium.turnaround;

import health.consilium.fhir.Refusal;
import health.consilium.fhir.RefusedException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.DateType;
import org.hl7.fhir.r4.model.Period;
import org.hl7.fhir.r4.model.Reference;

/**
 * What {@code $evaluate-measure} is asked.
 *
 * @param measure id of the Measure
 * @param centre reference of the Organization; empty where the measure is of no centre
 * @param first day of the period
 * @param last day of the period, included
 */
record EvaluateRequest(String measure, Optional<String> centre, LocalDate first, LocalDate last) {

    /** @throws RefusedException 400 or 404, naming the parameter */
    static EvaluateRequest of(String measure, DateType start, DateType end, Reference subject) {
        if (!measure.equals("turnaround") && !measure.equals("stage-turnaround")) {
            throw Refusal.notFound("Measure/" + measure + " cannot be evaluated; Measure/turnaround and"
                            + " Measure/stage-turnaround can.")
                    .asException();
        }
        LocalDate first = day("periodStart", start);
        LocalDate last = day("periodEnd", end);
        if (last.isBefore(first)) {
            throw bad("periodEnd", "periodEnd is not before periodStart.");
        }
        boolean ofCentre = measure.equals("turnaround");
        if (ofCentre
                && (subject == null
                        || !"Organization".equals(subject.getReferenceElement().getResourceType()))) {
            throw bad("subject", "subject is the centre, such as Organization/1.");
        }
        return new EvaluateRequest(
                measure,
                ofCentre
                        ? Optional.of(
                                "Organization/" + subject.getReferenceElement().getIdPart())
                        : Optional.empty(),
                first,
                last);
    }

    private static LocalDate day(String name, DateType value) {
        if (value == null || !value.hasValue()) {
            throw bad(name, name + " is needed, a date such as 2026-01-31.");
        }
        String text = value.getValueAsString();
        try {
            return LocalDate.parse(text);
        } catch (DateTimeParseException e) {
            throw bad(name, name + " is a whole date such as 2026-01-31.");
        }
    }

    private static RefusedException bad(String parameter, String message) {
        return Refusal.badRequest("malformed", message, "Parameters.parameter.where(name = '" + parameter + "')")
                .asException();
    }

    Instant from() {
        return first.atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    Instant to() {
        return last.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    Period period() {
        Period period = new Period();
        period.setStartElement(new DateTimeType(first.toString()));
        period.setEndElement(new DateTimeType(last.toString()));
        return period;
    }
}

package health.consilium.completeness;

import health.consilium.fhir.Refusal;
import java.time.LocalDate;
import java.util.Optional;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.CanonicalType;
import org.hl7.fhir.r4.model.DateTimeType;

/**
 * What {@code $completeness} of a case is asked.
 *
 * @param checklist canonical of the checklist; empty for that of the diagnosis
 * @param asOf day at which the age of evidence is judged; empty for today
 * @param persist whether to bring the gaps of the case in step
 */
record CompletenessRequest(String caseId, Optional<String> checklist, Optional<LocalDate> asOf, boolean persist) {

    private static final int FULL_DATE = "yyyy-mm-dd".length();

    /** @throws health.consilium.fhir.RefusedException 400, naming the parameter */
    static CompletenessRequest of(String caseId, CanonicalType checklist, DateTimeType asOf, BooleanType persist) {
        return new CompletenessRequest(
                caseId,
                Optional.ofNullable(checklist).map(CanonicalType::getValue),
                day(asOf),
                persist != null && persist.booleanValue());
    }

    /** The day as written: the hour of the day and its zone make no difference to the age of a record in days. */
    static Optional<LocalDate> day(DateTimeType asOf) {
        if (asOf == null || !asOf.hasValue()) {
            return Optional.empty();
        }
        String text = asOf.getValueAsString();
        if (text.length() < FULL_DATE) {
            throw Refusal.badRequest(
                            "malformed",
                            "asOf is a full date, such as 2026-11-20.",
                            "Parameters.parameter.where(name = 'asOf')")
                    .asException();
        }
        return Optional.of(LocalDate.parse(text.substring(0, FULL_DATE)));
    }
}

package health.consilium.completeness;

import health.consilium.fhir.Refusal;
import java.time.LocalDate;
import java.util.Optional;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.CanonicalType;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.Reference;

/**
 * What {@code $completeness} of a case is asked.
 *
 * @param checklist canonical of the checklist; empty for that of the diagnosis
 * @param centre reference of the centre as which to ask; empty for the chosen one
 * @param asOf day at which the age of evidence is judged; empty for today
 * @param persist whether to bring the gaps of the case in step
 */
record CompletenessRequest(
        String caseId, Optional<String> checklist, Optional<String> centre, Optional<LocalDate> asOf, boolean persist) {

    private static final int FULL_DATE = "yyyy-mm-dd".length();

    /** @throws health.consilium.fhir.RefusedException 400, naming the parameter */
    static CompletenessRequest of(
            String caseId, CanonicalType checklist, Reference centre, DateTimeType asOf, BooleanType persist) {
        boolean keeps = persist != null && persist.booleanValue();
        if (keeps && centre != null) {
            throw Refusal.badRequest(
                            "malformed",
                            "The gaps of a case are those that its chosen centre asks for. Ask as another centre without"
                                    + " persist.",
                            parameter("centre"))
                    .asException();
        }
        return new CompletenessRequest(
                caseId, Optional.ofNullable(checklist).map(CanonicalType::getValue), centre(centre), day(asOf), keeps);
    }

    /** An Organization on this server, as reference or as the absolute address of one. */
    static Optional<String> centre(Reference centre) {
        return Optional.ofNullable(centre)
                .map(given -> String.valueOf(
                        given.getReferenceElement().toUnqualifiedVersionless().getValue()));
    }

    static String parameter(String name) {
        return "Parameters.parameter.where(name = '" + name + "')";
    }

    /** The day as written: the hour of the day and its zone make no difference to the age of a record in days. */
    static Optional<LocalDate> day(DateTimeType asOf) {
        if (asOf == null || !asOf.hasValue()) {
            return Optional.empty();
        }
        String text = asOf.getValueAsString();
        if (text.length() < FULL_DATE) {
            throw Refusal.badRequest("malformed", "asOf is a full date, such as 2026-11-20.", parameter("asOf"))
                    .asException();
        }
        return Optional.of(LocalDate.parse(text.substring(0, FULL_DATE)));
    }
}

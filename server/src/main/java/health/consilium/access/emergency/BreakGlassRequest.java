package health.consilium.access.emergency;

import health.consilium.fhir.Refusal;
import java.util.Locale;
import java.util.regex.Pattern;
import org.hl7.fhir.r4.model.StringType;

/**
 * What {@code $break-glass} is asked.
 *
 * @param caseNumber as in letters and mails
 * @param reason why, for the privacy officer and the patient
 */
record BreakGlassRequest(String caseNumber, String reason) {

    private static final Pattern NUMBER = Pattern.compile("C-[0-9]{4}-[0-9A-Z]{8}");

    /** @throws health.consilium.fhir.RefusedException 400, naming the parameter */
    static BreakGlassRequest of(StringType number, StringType reason) {
        String given = number == null || !number.hasValue()
                ? ""
                : number.getValue().strip().toUpperCase(Locale.ROOT);
        if (!NUMBER.matcher(given).matches()) {
            throw Refusal.badRequest("malformed", "case is the number of the case, such as C-2026-7K3M9QXA.", "case")
                    .asException();
        }
        return new BreakGlassRequest(given, Words.of("reason", reason));
    }
}

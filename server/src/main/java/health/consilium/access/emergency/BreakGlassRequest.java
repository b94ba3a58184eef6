package health.consilium.access.emergency;

import health.consilium.access.emergency.rules.EmergencyPurpose;
import health.consilium.access.emergency.rules.Grounds;
import health.consilium.fhir.Refusal;
import java.util.Locale;
import java.util.regex.Pattern;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.StringType;

/**
 * What {@code $break-glass} is asked.
 *
 * @param caseNumber as in letters and mails
 */
record BreakGlassRequest(String caseNumber, Grounds grounds) {

    private static final Pattern NUMBER = Pattern.compile("C-[0-9]{4}-[0-9A-Z]{8}");

    /** @throws health.consilium.fhir.RefusedException 400, naming the parameter */
    static BreakGlassRequest of(StringType number, CodeType purpose, StringType reason) {
        String given = number == null || !number.hasValue()
                ? ""
                : number.getValue().strip().toUpperCase(Locale.ROOT);
        if (!NUMBER.matcher(given).matches()) {
            throw Refusal.badRequest("malformed", "case is the number of the case, such as C-2026-7K3M9QXA.", "case")
                    .asException();
        }
        return new BreakGlassRequest(given, new Grounds(purpose(purpose), Words.of("reason", reason)));
    }

    private static EmergencyPurpose purpose(CodeType given) {
        if (given == null || !given.hasValue()) {
            return EmergencyPurpose.BTG;
        }
        return EmergencyPurpose.of(given.getValue()).orElseThrow(() -> Refusal.badRequest(
                        "malformed",
                        "purpose is one of " + EmergencyPurpose.codes() + "; leave it out when none fits.",
                        "purpose")
                .asException());
    }
}

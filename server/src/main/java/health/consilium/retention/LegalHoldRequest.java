package health.consilium.retention;

import health.consilium.fhir.Refusal;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.DateType;

/** What {@code $legal-hold} is asked. */
record LegalHoldRequest(String ground, Optional<LocalDate> until, boolean release) {

    /** Codes of {@code CodeSystem/legal-hold-ground}. */
    private static final Set<String> GROUNDS = Set.of("authority", "complaint", "litigation", "safety");

    /** @throws health.consilium.fhir.RefusedException 400 or 422, naming the parameter */
    static LegalHoldRequest of(CodeType ground, DateType until, BooleanType release) {
        if (ground == null || !ground.hasValue()) {
            throw Refusal.badRequest("malformed", "The parameter ground is needed.", "ground")
                    .asException();
        }
        if (!GROUNDS.contains(ground.getValue())) {
            throw Refusal.unprocessable(
                            "unknown-code",
                            "The parameter ground is one of " + String.join(", ", new TreeSet<>(GROUNDS)) + ".",
                            "ground")
                    .asException();
        }
        boolean ends = release != null && release.booleanValue();
        if (ends && until != null) {
            throw Refusal.badRequest("malformed", "A hold that is released has no until.", "until")
                    .asException();
        }
        return new LegalHoldRequest(
                ground.getValue(), Optional.ofNullable(until).map(LegalHoldRequest::day), ends);
    }

    /** For the trail. */
    String words() {
        if (release) {
            return ground + " released";
        }
        return ground + until.map(day -> " until " + day).orElse("");
    }

    private static LocalDate day(DateType until) {
        try {
            return LocalDate.parse(String.valueOf(until.getValueAsString()));
        } catch (DateTimeParseException e) {
            throw Refusal.badRequest("malformed", "until is a day, such as 2027-12-31.", "until")
                    .asException();
        }
    }
}

package health.consilium.access.audit;

import health.consilium.fhir.Refusal;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.IllformedLocaleException;
import java.util.Locale;
import java.util.Optional;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.DateTimeType;

/**
 * What {@code $access-report} is asked for.
 *
 * @param from first moment; a year ago where none is given
 * @param to moment at which it ends; now where none is given
 * @param language of the words
 * @param own whether the patient's own doings are told, too
 */
record AccessReportRequest(Optional<Instant> from, Optional<Instant> to, Locale language, boolean own) {

    static AccessReportRequest of(DateTimeType start, DateTimeType end, CodeType language, BooleanType own) {
        Optional<Instant> from = moment(start, "start");
        Optional<Instant> to = moment(end, "end");
        if (from.isPresent() && to.isPresent() && !from.get().isBefore(to.get())) {
            throw Refusal.badRequest("malformed", "start is before end.", "start", "end")
                    .asException();
        }
        return new AccessReportRequest(from, to, locale(language), own != null && own.booleanValue());
    }

    /** An element may have an extension in place of a value. */
    private static Optional<Instant> moment(DateTimeType given, String name) {
        if (given != null && !given.hasValue()) {
            throw Refusal.badRequest("malformed", name + " is a date or a moment.", name)
                    .asException();
        }
        return Optional.ofNullable(given).map(value -> value.getValue().toInstant());
    }

    private static Locale locale(CodeType language) {
        try {
            return language == null || !language.hasValue()
                    ? Locale.ENGLISH
                    : new Locale.Builder().setLanguageTag(language.getValue()).build();
        } catch (IllformedLocaleException e) {
            throw Refusal.badRequest("malformed", "language is a BCP 47 tag, such as hi or zh-Hans.", "language")
                    .asException();
        }
    }

    Instant start(Clock clock) {
        return from.orElseGet(
                () -> clock.instant().atOffset(ZoneOffset.UTC).minusYears(1).toInstant());
    }

    Instant end(Clock clock) {
        return to.orElseGet(() -> clock.instant().plusSeconds(1));
    }
}

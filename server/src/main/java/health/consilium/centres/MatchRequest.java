package health.consilium.centres;

import health.consilium.centres.rules.BusinessDays;
import health.consilium.centres.rules.LanguageTag;
import health.consilium.centres.rules.Mode;
import health.consilium.fhir.Refusal;
import health.consilium.fhir.RefusedException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.instance.model.api.IIdType;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.Duration;
import org.hl7.fhir.r4.model.IntegerType;
import org.hl7.fhir.r4.model.Reference;

/**
 * What {@code $match} is asked.
 *
 * @param count services returned at most
 * @param mode how the opinion shall be given; empty for either way
 * @param languages BCP 47 tags, the best first; empty for those of the patient
 * @param maxTurnaround business days
 * @param excluded ids of Organizations
 */
record MatchRequest(
        int count,
        Optional<Mode> mode,
        List<String> languages,
        Optional<BigDecimal> maxTurnaround,
        List<String> excluded) {

    static final int USUAL_COUNT = 10;
    static final int GREATEST_COUNT = 100;

    /** A match without wishes. */
    static MatchRequest any() {
        return of(null, null, null, null, null);
    }

    /** @throws RefusedException 400 or 422, naming the parameter */
    static MatchRequest of(
            IntegerType count, BooleanType remote, List<CodeType> languages, Duration most, List<Reference> exclude) {
        return new MatchRequest(
                count(count),
                Optional.ofNullable(remote)
                        .map(BooleanType::getValue)
                        .map(wanted -> Boolean.TRUE.equals(wanted) ? Mode.REMOTE : Mode.IN_PERSON),
                present(languages).stream()
                        .map(MatchRequest::language)
                        .distinct()
                        .toList(),
                Optional.ofNullable(most).map(MatchRequest::days),
                present(exclude).stream()
                        .map(MatchRequest::organization)
                        .distinct()
                        .toList());
    }

    private static <T> List<T> present(List<T> values) {
        return values == null ? List.of() : values;
    }

    private static int count(IntegerType count) {
        if (count == null || !count.hasValue()) {
            return USUAL_COUNT;
        }
        if (count.getValue() < 1 || count.getValue() > GREATEST_COUNT) {
            throw bad("count", "count is from 1 to " + GREATEST_COUNT + ".");
        }
        return count.getValue();
    }

    private static String language(CodeType language) {
        if (!LanguageTag.isOne(language.getValue())) {
            throw refused("unknown-code", "language", "language is a BCP 47 tag, such as hi or zh-Hans.");
        }
        return language.getValue();
    }

    private static BigDecimal days(Duration most) {
        return BusinessDays.of(most)
                .filter(days -> days.signum() > 0)
                .orElseThrow(() -> refused(
                        "unknown-code",
                        "maxTurnaround",
                        "maxTurnaround is more than nothing, in the UCUM unit d (business days), wk or h."));
    }

    private static String organization(Reference reference) {
        IIdType id = reference.getReferenceElement();
        if (!"Organization".equals(id.getResourceType()) || !id.hasIdPart()) {
            throw bad("exclude", "exclude refers to an Organization, such as Organization/1.");
        }
        return id.getIdPart();
    }

    private static RefusedException bad(String parameter, String message) {
        return Refusal.badRequest("malformed", message, expression(parameter)).asException();
    }

    private static RefusedException refused(String code, String parameter, String message) {
        return Refusal.unprocessable(code, message, expression(parameter)).asException();
    }

    private static String expression(String parameter) {
        return "Parameters.parameter.where(name = '" + parameter + "')";
    }
}

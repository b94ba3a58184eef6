package health.consilium.centres;

import health.consilium.centres.rules.Rate;
import health.consilium.fhir.Refusal;
import health.consilium.fhir.RefusedException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.IntegerType;
import org.hl7.fhir.r4.model.Parameters.ParametersParameterComponent;

/**
 * What {@code $assess} is asked.
 *
 * @param persist whether the draft is kept
 * @param currency of all estimates; empty for that of each centre
 */
record AssessRequest(Instant asOf, boolean persist, int maxCentres, Optional<Currency> currency, List<Rate> rates) {

    static final int USUAL_CENTRES = 5;
    static final int MOST_CENTRES = 20;

    /** Parameters as they come. */
    record Given(
            DateTimeType asOf,
            BooleanType persist,
            IntegerType maxCentres,
            CodeType currency,
            List<ParametersParameterComponent> rates) {}

    /** @throws RefusedException 400 or 422, naming the parameter */
    static AssessRequest of(Given given, Instant now, CentresSettings settings) {
        Instant asOf = given.asOf() == null || !given.asOf().hasValue()
                ? now
                : given.asOf().getValue().toInstant();
        boolean persist =
                given.persist() != null && Boolean.TRUE.equals(given.persist().getValue());
        if (persist && asOf.isAfter(now)) {
            throw bad(
                    "asOf",
                    "Options that are stored are made of today's prices, or of earlier ones: asOf is in the future.");
        }
        return new AssessRequest(
                asOf,
                persist,
                maxCentres(given.maxCentres()),
                RateParameters.currency(given.currency()),
                RateParameters.rates(
                        given.rates(), asOf.atZone(ZoneOffset.UTC).toLocalDate(), settings.oldestRateDays()));
    }

    private static int maxCentres(IntegerType given) {
        if (given == null || !given.hasValue()) {
            return USUAL_CENTRES;
        }
        if (given.getValue() < 1 || given.getValue() > MOST_CENTRES) {
            throw bad("maxCentres", "maxCentres is from 1 to " + MOST_CENTRES + ".");
        }
        return given.getValue();
    }

    private static RefusedException bad(String parameter, String message) {
        return Refusal.badRequest("malformed", message, "Parameters.parameter.where(name = '" + parameter + "')")
                .asException();
    }
}

package health.consilium.centres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import health.consilium.centres.rules.Mode;
import health.consilium.fhir.Refusal;
import health.consilium.fhir.RefusedException;
import java.math.BigDecimal;
import java.util.List;
import java.util.function.Supplier;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.Duration;
import org.hl7.fhir.r4.model.IntegerType;
import org.hl7.fhir.r4.model.Reference;
import org.junit.jupiter.api.Test;

class MatchRequestTests {

    @Test
    void asksForTenOfAnyKindWhenNothingIsSaid() {
        MatchRequest request = MatchRequest.of(null, null, null, null, null);

        assertThat(request.count()).isEqualTo(10);
        assertThat(request.mode()).isEmpty();
        assertThat(request.languages()).isEmpty();
        assertThat(request.maxTurnaround()).isEmpty();
        assertThat(request.excluded()).isEmpty();
    }

    @Test
    void readsWhatIsAskedFor() {
        MatchRequest request = MatchRequest.of(
                new IntegerType(3),
                new BooleanType(false),
                List.of(new CodeType("zh-Hans"), new CodeType("en"), new CodeType("en")),
                duration("2", "wk"),
                List.of(new Reference("Organization/centre-seoul")));

        assertThat(request.count()).isEqualTo(3);
        assertThat(request.mode()).contains(Mode.IN_PERSON);
        assertThat(request.languages()).containsExactly("zh-Hans", "en");
        assertThat(request.maxTurnaround()).contains(new BigDecimal("10"));
        assertThat(request.excluded()).containsExactly("centre-seoul");
    }

    @Test
    void refusesWhatCannotBeMeantAndNamesTheParameter() {
        refused(400, "count", () -> MatchRequest.of(new IntegerType(0), null, null, null, null));
        refused(400, "count", () -> MatchRequest.of(new IntegerType(101), null, null, null, null));
        refused(422, "language", () -> MatchRequest.of(null, null, List.of(new CodeType("Hindi!")), null, null));
        refused(422, "maxTurnaround", () -> MatchRequest.of(null, null, null, duration("1", "mo"), null));
        refused(422, "maxTurnaround", () -> MatchRequest.of(null, null, null, duration("0", "d"), null));
        refused(400, "exclude", () -> MatchRequest.of(null, null, null, null, List.of(new Reference("Patient/1"))));
        refused(400, "exclude", () -> MatchRequest.of(null, null, null, null, List.of(new Reference())));
    }

    private static void refused(int status, String parameter, Supplier<MatchRequest> request) {
        Refusal refusal = catchThrowableOfType(RefusedException.class, request::get)
                .refusals()
                .get(0);
        assertThat(refusal.status()).isEqualTo(status);
        assertThat(refusal.expressions().get(0)).contains("'" + parameter + "'");
        assertThat(refusal.message()).startsWith(parameter);
    }

    private static Duration duration(String value, String unit) {
        Duration duration = new Duration();
        duration.setValue(new BigDecimal(value)).setCode(unit);
        return duration;
    }
}

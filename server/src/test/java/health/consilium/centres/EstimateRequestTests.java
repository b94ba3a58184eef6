package health.consilium.centres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import health.consilium.fhir.RefusedException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.Reference;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EstimateRequestTests {

    private static final CentresSettings SETTINGS = new CentresSettings(30, 3, 3, 31, 10_000, Duration.ofSeconds(15));

    @ParameterizedTest
    @ValueSource(strings = {"option", "service", "currency"})
    void whatIsNeededIsAskedFor(String missing) {
        EstimateRequest.Given given = new EstimateRequest.Given(
                missing.equals("option") ? null : new CodeType("remote"),
                missing.equals("service") ? null : new Reference("HealthcareService/1"),
                List.of(),
                List.of(),
                List.of(),
                missing.equals("currency") ? null : new CodeType("EUR"),
                List.of());

        assertThatThrownBy(() -> EstimateRequest.of(given, LocalDate.of(2026, 11, 26), SETTINGS))
                .isInstanceOfSatisfying(RefusedException.class, refused -> assertThat(refused.status())
                        .isEqualTo(400))
                .hasMessageContaining(missing + " is needed");
    }
}

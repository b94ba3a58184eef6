package health.consilium.access.emergency.rules;

import static org.assertj.core.api.Assertions.assertThat;

import health.consilium.access.Role;
import health.consilium.fhir.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DeclarerTests {

    private static final Instant NOW = Instant.parse("2026-11-25T02:00:00Z");

    private static Optional<Integer> refused(Role role, boolean person, boolean sure, Duration ago) {
        return new Declarer(role, person, sure, Optional.ofNullable(ago).map(NOW::minus))
                .refusal(NOW)
                .map(Refusal::status);
    }

    @ParameterizedTest
    @EnumSource(names = {"COORDINATOR", "HOSPITAL", "CENTRE"})
    void whoWorksWithCasesMayAndNoSystemOfTheirs(Role role) {
        assertThat(refused(role, true, true, Duration.ofMinutes(1))).isEmpty();
        assertThat(refused(role, false, false, null)).contains(403);
    }

    @ParameterizedTest
    @EnumSource(names = {"PATIENT", "TRANSLATOR", "ADMIN", "SERVER"})
    void nobodyElse(Role role) {
        assertThat(refused(role, true, true, Duration.ofMinutes(1))).contains(403);
    }

    @Test
    void fiveMinutesAfterSigningInOneSignsInAgain() {
        assertThat(refused(Role.HOSPITAL, true, true, Duration.ofMinutes(5))).isEmpty();
        assertThat(refused(Role.HOSPITAL, true, true, Duration.ofSeconds(301))).contains(401);
        assertThat(refused(Role.HOSPITAL, true, true, null)).contains(401);
    }

    @Test
    void aLinkOrAnotherServersWordIsNotEnough() {
        assertThat(refused(Role.HOSPITAL, true, false, Duration.ofMinutes(1))).contains(401);
    }
}

package health.consilium.access.emergency.rules;

import static org.assertj.core.api.Assertions.assertThat;

import health.consilium.access.Role;
import health.consilium.fhir.Refusal;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ReviewerTests {

    private static Optional<Integer> refused(Role role, boolean person, boolean sure) {
        return new Reviewer(role, person, sure).refusal().map(Refusal::status);
    }

    @Test
    void aPersonWithAPasskeyAndNoSystem() {
        assertThat(refused(Role.ADMIN, true, true)).isEmpty();
        assertThat(refused(Role.ADMIN, false, false)).contains(403);
    }

    @Test
    void aLinkOrAnotherServersWordIsNotEnough() {
        assertThat(refused(Role.ADMIN, true, false)).contains(401);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "ADMIN")
    void nobodyElse(Role role) {
        assertThat(refused(role, true, true)).contains(403);
    }
}

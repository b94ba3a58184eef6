package health.consilium.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verifyNoInteractions;
import static org.mockito.Mockito.when;

import health.consilium.access.Callers;
import health.consilium.access.Role;
import health.consilium.fhir.Refusal;
import health.consilium.fhir.RefusedException;
import org.hl7.fhir.r4.model.IntegerType;
import org.hl7.fhir.r4.model.StringType;
import org.junit.jupiter.api.Test;

/** Whom the operations about parked messages serve, whatever stands before them. */
class ParkedMessagesTests {

    private final Callers callers = mock(Callers.class);
    private final Deliveries deliveries = mock(Deliveries.class);
    private final Bell bell = mock(Bell.class);

    @Test
    void nobodyButDeskAndAdministratorHasThemTriedAgain() {
        nobodyOfTheRolesCalls();

        assertThatThrownBy(() -> new RetryMessagesOperation(callers, deliveries, bell)
                        .retry(null, new StringType("Organization/hospital-nairobi")))
                .isInstanceOf(RefusedException.class);
        verifyNoInteractions(deliveries, bell);
    }

    @Test
    void norSeesThem() {
        nobodyOfTheRolesCalls();

        assertThatThrownBy(() -> new ParkedMessagesOperation(callers, deliveries).parked(null, null))
                .isInstanceOf(RefusedException.class);
        verifyNoInteractions(deliveries);
    }

    @Test
    void whoMayHasThemTriedAgain() {
        when(deliveries.retry("Organization/hospital-nairobi")).thenReturn(3);

        var answer = new RetryMessagesOperation(callers, deliveries, bell)
                .retry(null, new StringType("Organization/hospital-nairobi"));

        assertThat(((IntegerType) answer.getParameter("retried").getValue()).getValue())
                .isEqualTo(3);
    }

    private void nobodyOfTheRolesCalls() {
        doThrow(Refusal.forbidden("This is not for the role hospital.").asException())
                .when(callers)
                .require(Role.COORDINATOR, Role.ADMIN);
    }
}

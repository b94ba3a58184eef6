package health.consilium.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ca.uhn.fhir.rest.api.server.SystemRequestDetails;
import ca.uhn.fhir.rest.server.servlet.ServletRequestDetails;
import ca.uhn.fhir.rest.server.servlet.ServletSubRequestDetails;
import health.consilium.fhir.RefusedException;
import java.util.List;
import org.junit.jupiter.api.Test;

class CallersTests {

    private final Callers callers = new Callers();

    @Test
    void aThreadThatServesARequestAndDoesNotKnowWhoseIsNotTheServer() {
        ServletRequestDetails sent = new ServletRequestDetails();
        for (ServletRequestDetails served : List.of(sent, new ServletSubRequestDetails(sent))) {
            assertThatThrownBy(() -> callers.of(served))
                    .isInstanceOfSatisfying(RefusedException.class, refused -> assertThat(refused.status())
                            .isEqualTo(401));
        }
    }

    @Test
    void whatTheServerAsksItselfItAsksAsTheServer() {
        assertThat(callers.of(new SystemRequestDetails())).isEqualTo(Caller.SERVER);
        assertThat(callers.current()).isEqualTo(Caller.SERVER);
    }
}

package health.consilium.access.emergency;

import ca.uhn.fhir.rest.server.servlet.ServletRequestDetails;
import health.consilium.fhir.Refusal;
import health.consilium.smart.Assurance;
import java.time.Duration;
import org.springframework.http.HttpHeaders;

/**
 * How a person has to have signed in, told to the app of who has not.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9470.html#section-3">RFC 9470, 3</a>
 */
record SignIn(String challenge) {

    private static final String BY_PASSKEY =
            "Bearer error=\"insufficient_user_authentication\", acr_values=\"" + Assurance.PASSKEY.acr() + "\"";

    static SignIn whenever() {
        return new SignIn(BY_PASSKEY);
    }

    static SignIn within(Duration time) {
        return new SignIn(BY_PASSKEY + ", max_age=\"" + time.toSeconds() + "\"");
    }

    /** @throws health.consilium.fhir.RefusedException always */
    void refuse(Refusal refusal, ServletRequestDetails request) {
        if (refusal.status() == 401) {
            request.getServletResponse().setHeader(HttpHeaders.WWW_AUTHENTICATE, challenge);
        }
        throw refusal.asException();
    }
}

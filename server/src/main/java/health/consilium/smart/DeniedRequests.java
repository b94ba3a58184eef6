package health.consilium.smart;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.oauth2.server.resource.web.access.BearerTokenAccessDeniedHandler;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.stereotype.Component;

/** Refuses a request outside FHIR of which it is known who asks, and tells that it came. */
@Component
public class DeniedRequests implements AccessDeniedHandler {

    private final ApplicationEventPublisher events;
    private final AccessDeniedHandler answer = new BearerTokenAccessDeniedHandler();

    DeniedRequests(ApplicationEventPublisher events) {
        this.events = events;
    }

    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response, AccessDeniedException denied)
            throws IOException, ServletException {
        tell();
        answer.handle(request, response, denied);
    }

    /** For who answers otherwise. */
    public void tell() {
        SmartSession.current().ifPresent(party -> events.publishEvent(new SignInEvents.Denied(party.subject())));
    }
}

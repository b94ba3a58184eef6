package health.consilium.access;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.api.server.ResponseDetails;
import health.consilium.fhir.EndpointInterceptor;
import org.hl7.fhir.r4.model.Bundle;
import org.springframework.stereotype.Component;

/**
 * A total is told only where all that is counted may be seen. HAPI takes what {@link VisibilityFilter} hides out of the total of the
 * last 250 results alone, and gives a key of its database as the total of {@code $everything?_count=0}.
 */
@Component
@Interceptor(order = 150)
class Totals implements EndpointInterceptor {

    @Hook(Pointcut.SERVER_OUTGOING_RESPONSE)
    public void leaving(RequestDetails request, ResponseDetails response) {
        if (response.getResponseResource() instanceof Bundle bundle && !mayTell(request)) {
            bundle.setTotalElement(null);
        }
    }

    /** Operations of our own, and the trail, count what they show. */
    private static boolean mayTell(RequestDetails request) {
        if (request.getRestOperationType() == null) {
            return true;
        }
        return switch (request.getRestOperationType()) {
            case SEARCH_TYPE -> Narrowing.isExact(request) || Permissions.isTrail(request.getResourceName());
            case GET_PAGE -> Pages.areExact(request);
            default -> !"$everything".equals(request.getOperation());
        };
    }
}

package health.consilium.centres;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.rest.api.server.IPreResourceShowDetails;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import health.consilium.access.Callers;
import health.consilium.fhir.EndpointInterceptor;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.springframework.stereotype.Component;

/**
 * Keeps drafts at the desk also when they are asked for as old versions of what is published: labels are those of a resource,
 * not of a version.
 */
@Component
@Interceptor(order = 110)
class DraftFilter implements EndpointInterceptor {

    private final Callers callers;

    DraftFilter(Callers callers) {
        this.callers = callers;
    }

    @Hook(Pointcut.STORAGE_PRESHOW_RESOURCES)
    public void beforeShow(RequestDetails request, IPreResourceShowDetails shown) {
        for (int i = 0; i < shown.size(); i++) {
            IBaseResource resource = shown.getResource(i);
            if (resource != null
                    && OptionsHook.isOurs(resource)
                    && OptionsHook.isDraft(resource)
                    && !callers.of(request).isStaff()) {
                shown.setResource(i, null);
            }
        }
    }
}

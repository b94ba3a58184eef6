package health.consilium.access;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.rest.api.server.IPreResourceAccessDetails;
import ca.uhn.fhir.rest.api.server.IPreResourceShowDetails;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.api.server.ResponseDetails;
import health.consilium.fhir.EndpointInterceptor;
import health.consilium.fhir.Refusal;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Resource;
import org.springframework.stereotype.Component;

/**
 * Lets through only what the caller may see, on every way out: reads, versions, searches and their includes and pages,
 * history, and the results of operations. What is filtered does not exist for the caller (404, or absent from the page).
 */
@Component
@Interceptor(order = 100)
class VisibilityFilter implements EndpointInterceptor {

    private final Visibilities visibilities;

    VisibilityFilter(Visibilities visibilities) {
        this.visibilities = visibilities;
    }

    /** Before search results are put into pages, so that a page holds as many as asked for. */
    @Hook(Pointcut.STORAGE_PREACCESS_RESOURCES)
    public void beforeAccess(RequestDetails request, IPreResourceAccessDetails found) {
        Visibility visibility = visibilities.of(request);
        for (int i = 0; i < found.size(); i++) {
            IBaseResource resource = found.getResource(i);
            if (!visibility.sees((Resource) resource) && !Made.includes(request, resource)) {
                found.setDontReturnResourceAtIndex(i);
            }
        }
    }

    /** Also for pages of a search that somebody else has started. */
    @Hook(Pointcut.STORAGE_PRESHOW_RESOURCES)
    public void beforeShow(RequestDetails request, IPreResourceShowDetails shown) {
        Visibility visibility = visibilities.of(request);
        for (int i = 0; i < shown.size(); i++) {
            IBaseResource resource = shown.getResource(i);
            if (resource != null && !visibility.sees((Resource) resource) && !Made.includes(request, resource)) {
                shown.setResource(i, null);
            }
        }
    }

    /** The last check, for what did not come by the storage's ways: nothing leaves that the caller may not see. */
    @Hook(Pointcut.SERVER_OUTGOING_RESPONSE)
    public void beforeResponse(RequestDetails request, ResponseDetails response) {
        if (!(response.getResponseResource() instanceof Resource resource) || isOpen(request)) {
            return;
        }
        Visibility visibility = visibilities.of(request);
        if (visibility.caller().isStaff()) {
            return;
        }
        if (Made.includes(request, resource)) {
            hideLabels(resource);
            return;
        }
        checkAndClean(resource, visibility);
    }

    private static boolean isOpen(RequestDetails request) {
        return request.getRestOperationType() == null || "metadata".equals(request.getRequestPath());
    }

    private static void checkAndClean(Resource resource, Visibility visibility) {
        if (resource.hasId()
                && resource.hasMeta()
                && resource.getMeta().hasLastUpdated()
                && !(resource instanceof Bundle)
                && !visibility.sees(resource)) {
            throw Refusal.notFound("There is nothing here for you.").asException();
        }
        hideLabels(resource);
        if (resource instanceof Bundle bundle) {
            bundle.getEntry().stream()
                    .filter(Bundle.BundleEntryComponent::hasResource)
                    .forEach(entry -> checkAndClean(entry.getResource(), visibility));
        }
    }

    /** Labels name cases and referrals; two centres must not be able to compare them. */
    private static void hideLabels(Resource resource) {
        if (resource.hasMeta()) {
            resource.getMeta().getSecurity().removeIf(coding -> Compartment.SYSTEM.equals(coding.getSystem()));
        }
    }
}

package health.consilium.access;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.rest.api.RestOperationTypeEnum;
import ca.uhn.fhir.rest.api.server.IPreResourceAccessDetails;
import ca.uhn.fhir.rest.api.server.IPreResourceShowDetails;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.api.server.ResponseDetails;
import health.consilium.fhir.EndpointInterceptor;
import health.consilium.fhir.Refusal;
import health.consilium.smart.rules.Permission;
import java.util.Set;
import java.util.function.Predicate;
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

    private static final Set<Permission> READ = Set.of(Permission.READ);
    private static final Set<Permission> SEARCHED = Set.of(Permission.SEARCH);
    private static final Set<Permission> ANY = Set.of(Permission.READ, Permission.SEARCH);

    private final Visibilities visibilities;

    VisibilityFilter(Visibilities visibilities) {
        this.visibilities = visibilities;
    }

    /**
     * Before search results are put into pages, so that a page holds as many as asked for. Looking at them loads each from the
     * database once more than showing them does; where the search can find nothing else, that is not needed.
     */
    @Hook(Pointcut.STORAGE_PREACCESS_RESOURCES)
    public void beforeAccess(RequestDetails request, IPreResourceAccessDetails found) {
        if (Narrowing.isExact(request)) {
            return;
        }
        Visibility visibility = visibilities.of(request);
        for (int i = 0; i < found.size(); i++) {
            IBaseResource resource = found.getResource(i);
            if (!shows(visibility, request, (Resource) resource) && !Made.includes(request, resource)) {
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
            if (resource != null
                    && !shows(visibility, request, (Resource) resource)
                    && !Made.includes(request, resource)) {
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
        boolean staff = visibility.caller().isStaff();
        if (Made.includes(request, resource)) {
            clean(resource, staff);
            return;
        }
        // What an operation answers with is its own; whether the token is for the operation was asked before.
        boolean operation = request.getOperation() != null;
        check(
                resource,
                shown -> Made.includes(request, shown)
                        || (operation ? visibility.reads(shown) : shows(visibility, request, shown)));
        clean(resource, staff);
    }

    /** A match of a search is searched, what came with it is read or searched; elsewhere it depends on the interaction. */
    private static boolean shows(Visibility visibility, RequestDetails request, Resource resource) {
        RestOperationTypeEnum interaction = request.getRestOperationType();
        boolean match = interaction == RestOperationTypeEnum.SEARCH_TYPE
                && resource.fhirType().equals(request.getResourceName());
        boolean read = interaction == RestOperationTypeEnum.READ
                || interaction == RestOperationTypeEnum.VREAD
                || interaction == RestOperationTypeEnum.HISTORY_INSTANCE;
        return visibility.shows(resource, match ? SEARCHED : read ? READ : ANY);
    }

    private static boolean isOpen(RequestDetails request) {
        return request.getRestOperationType() == null || "metadata".equals(request.getRequestPath());
    }

    private static void check(Resource resource, Predicate<Resource> shown) {
        if (resource instanceof Bundle bundle && !isStored(bundle)) {
            bundle.getEntry().stream()
                    .filter(Bundle.BundleEntryComponent::hasResource)
                    .forEach(entry -> check(entry.getResource(), shown));
            return;
        }
        if (isStored(resource) && !shown.test(resource)) {
            throw Refusal.notFound("There is nothing here for you.").asException();
        }
    }

    /** A Bundle of results bears an id and a time, too, but is no version of anything. */
    private static boolean isStored(Resource resource) {
        return resource.hasId()
                && resource.hasMeta()
                && (resource instanceof Bundle
                        ? resource.getMeta().hasVersionId()
                        : resource.getMeta().hasLastUpdated());
    }

    private static void clean(Resource resource, boolean staff) {
        if (staff) {
            return;
        }
        hideLabels(resource);
        if (resource instanceof Bundle bundle) {
            bundle.getEntry().stream()
                    .filter(Bundle.BundleEntryComponent::hasResource)
                    .forEach(entry -> clean(entry.getResource(), staff));
        }
    }

    /** Labels name cases and referrals; two centres must not be able to compare them. */
    static void hideLabels(Resource resource) {
        if (resource.hasMeta()) {
            resource.getMeta().getSecurity().removeIf(coding -> Compartment.SYSTEM.equals(coding.getSystem()));
        }
    }
}

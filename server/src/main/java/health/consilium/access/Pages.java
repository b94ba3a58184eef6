package health.consilium.access;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.rest.api.RestOperationTypeEnum;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.api.server.SystemRequestDetails;
import ca.uhn.fhir.rest.server.servlet.ServletRequestDetails;
import ca.uhn.fhir.rest.server.util.ICachedSearchDetails;
import health.consilium.fhir.EndpointInterceptor;
import health.consilium.fhir.Refusal;
import java.util.UUID;
import org.apache.commons.codec.digest.DigestUtils;
import org.springframework.stereotype.Component;

/**
 * The pages of a search are for whoever searched. The name of a stored search ends in a digest of itself and its owner, so that
 * every server can tell whose it is, and nothing need be kept: who finds another's link cannot make one of the own from it.
 */
@Component
@Interceptor(order = -90)
class Pages implements EndpointInterceptor {

    private static final String EXACT = Pages.class.getName();

    /** HAPI's column takes 48 characters: 32 of the name, a dash, and these. */
    private static final int DIGEST = 15;

    private final Callers callers;

    Pages(Callers callers) {
        this.callers = callers;
    }

    @Hook(Pointcut.STORAGE_PRESEARCH_REGISTERED)
    public void searched(RequestDetails request, ICachedSearchDetails search) {
        if (request instanceof ServletRequestDetails
                && !(request instanceof SystemRequestDetails)
                && search.getUuid() != null) {
            String name = UUID.randomUUID().toString().replace("-", "");
            search.setUuid(name + "-" + digest(name, callers.of(request), Narrowing.isExact(request)));
        }
        search.setCannotBeReused();
    }

    @Hook(Pointcut.SERVER_INCOMING_REQUEST_POST_PROCESSED)
    public void turned(ServletRequestDetails request) {
        String[] pages = request.getParameters().get("_getpages");
        if (request.getRestOperationType() != RestOperationTypeEnum.GET_PAGE && pages == null) {
            return;
        }
        Caller caller = callers.of(request);
        boolean exact = pages != null;
        for (String page : pages == null ? new String[0] : pages) {
            boolean mine = isOf(page, caller, true);
            if (!mine && !isOf(page, caller, false)) {
                throw Refusal.notFound("There is no such page for you. Search again.")
                        .asException();
            }
            exact &= mine;
        }
        if (exact) {
            request.getUserData().put(EXACT, true);
        }
    }

    /** Whether the page is of a search that found nothing but what the caller might see, by its conditions alone. */
    static boolean areExact(RequestDetails request) {
        return request.getUserData().containsKey(EXACT);
    }

    /** @param exact whether the search was; see {@link Narrowing#isExact} */
    private static boolean isOf(String page, Caller caller, boolean exact) {
        int dash = page.length() - DIGEST - 1;
        boolean tagged = dash == 32 && page.charAt(dash) == '-';
        // The versions of a resource are paged without a search; the confined see those of the directory only.
        return tagged
                ? page.substring(dash + 1).equals(digest(page.substring(0, dash), caller, exact))
                : caller.isStaff();
    }

    private static String digest(String name, Caller caller, boolean exact) {
        return DigestUtils.sha256Hex(name + " " + caller.subject() + " " + caller.party() + (exact ? " exact" : ""))
                .substring(0, DIGEST);
    }
}

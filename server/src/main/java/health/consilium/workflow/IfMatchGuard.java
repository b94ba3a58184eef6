package health.consilium.workflow;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.rest.api.Constants;
import ca.uhn.fhir.rest.api.RestOperationTypeEnum;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.server.servlet.ServletRequestDetails;
import health.consilium.fhir.EndpointInterceptor;
import health.consilium.fhir.EntryTarget;
import health.consilium.fhir.Refusal;
import org.apache.commons.lang3.StringUtils;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleEntryComponent;
import org.hl7.fhir.r4.model.Bundle.HTTPVerb;
import org.springframework.stereotype.Component;

/**
 * Whoever changes a Task says which version was read ({@code If-Match}), alone or as {@code entry.request.ifMatch}: two
 * people at one work list must not undo each other. See https://hl7.org/fhir/R4/http.html#concurrency.
 */
@Component
@Interceptor(order = -50)
class IfMatchGuard implements EndpointInterceptor {

    private static final String TASK = "Task";

    @Hook(Pointcut.SERVER_INCOMING_REQUEST_POST_PROCESSED)
    public void checkSingle(ServletRequestDetails request) {
        RestOperationTypeEnum interaction = request.getRestOperationType();
        boolean writes = interaction == RestOperationTypeEnum.UPDATE || interaction == RestOperationTypeEnum.PATCH;
        if (writes && TASK.equals(request.getResourceName())) {
            if (request.getId() == null || !request.getId().hasIdPart()) {
                throw unnamed();
            }
            if (StringUtils.isBlank(request.getHeader(Constants.HEADER_IF_MATCH))) {
                throw missing("an If-Match header");
            }
        }
    }

    @Hook(Pointcut.SERVER_INCOMING_REQUEST_PRE_HANDLED)
    public void checkBundle(RequestDetails request, RestOperationTypeEnum interaction) {
        IBaseResource resource = request.getResource();
        if (interaction == RestOperationTypeEnum.TRANSACTION && resource instanceof Bundle bundle) {
            bundle.getEntry().forEach(IfMatchGuard::check);
        }
    }

    private static void check(BundleEntryComponent entry) {
        HTTPVerb method = entry.getRequest().getMethod();
        if (method != HTTPVerb.PUT && method != HTTPVerb.PATCH) {
            return;
        }
        EntryTarget target = EntryTarget.of(entry);
        if (target.types().contains(TASK)) {
            if (target.id().isBlank()) {
                throw unnamed();
            }
            if (StringUtils.isBlank(entry.getRequest().getIfMatch())) {
                throw missing("ifMatch in the entry for Task/" + target.id());
            }
        }
    }

    /** On a condition HAPI compares no versions, whatever If-Match says. */
    private static RuntimeException unnamed() {
        return Refusal.precondition(
                        "missing-if-match",
                        "Name the Task by its id, as PUT Task/1 with If-Match: a change on a condition, such as"
                                + " Task?identifier=…, cannot say which version was read.")
                .asException();
    }

    private static RuntimeException missing(String what) {
        return Refusal.precondition(
                        "missing-if-match",
                        "A change of a Task needs " + what + " with the version that you read, as W/\"1\".")
                .asException();
    }
}

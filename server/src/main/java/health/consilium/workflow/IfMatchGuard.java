package health.consilium.workflow;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.rest.api.Constants;
import ca.uhn.fhir.rest.api.RestOperationTypeEnum;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.server.servlet.ServletRequestDetails;
import health.consilium.fhir.EndpointInterceptor;
import health.consilium.fhir.Refusal;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.HTTPVerb;
import org.springframework.stereotype.Component;

/**
 * Whoever changes a Task says which version was read ({@code If-Match}), alone or as {@code entry.request.ifMatch}: two
 * people at one work list must not undo each other. See https://hl7.org/fhir/R4/http.html#concurrency.
 */
@Component
@Interceptor(order = -50)
class IfMatchGuard implements EndpointInterceptor {

    @Hook(Pointcut.SERVER_INCOMING_REQUEST_POST_PROCESSED)
    public void checkSingle(ServletRequestDetails request) {
        RestOperationTypeEnum interaction = request.getRestOperationType();
        boolean writes = interaction == RestOperationTypeEnum.UPDATE || interaction == RestOperationTypeEnum.PATCH;
        if (writes
                && "Task".equals(request.getResourceName())
                && request.getHeader(Constants.HEADER_IF_MATCH) == null) {
            throw missing("an If-Match header");
        }
    }

    @Hook(Pointcut.SERVER_INCOMING_REQUEST_PRE_HANDLED)
    public void checkBundle(RequestDetails request, RestOperationTypeEnum interaction) {
        IBaseResource resource = request.getResource();
        if (interaction == RestOperationTypeEnum.TRANSACTION && resource instanceof Bundle bundle) {
            bundle.getEntry().stream()
                    .map(Bundle.BundleEntryComponent::getRequest)
                    .filter(entry -> entry.getMethod() == HTTPVerb.PUT || entry.getMethod() == HTTPVerb.PATCH)
                    .filter(entry -> entry.getUrl().startsWith("Task/") && !entry.hasIfMatch())
                    .findFirst()
                    .ifPresent(entry -> {
                        throw missing("ifMatch in the entry for " + entry.getUrl());
                    });
        }
    }

    private static RuntimeException missing(String what) {
        return Refusal.precondition(
                        "missing-if-match",
                        "A change of a Task needs " + what + " with the version that you read, as W/\"1\".")
                .asException();
    }
}

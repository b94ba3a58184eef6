package health.consilium.access;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.api.server.SystemRequestDetails;
import health.consilium.fhir.Refusal;
import health.consilium.fhir.StorageInterceptor;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.Consent;
import org.springframework.stereotype.Component;

/** Consent is given and withdrawn by a person of whom we are sure; who reads somebody's mails can sign in by its links. */
@Component
@Interceptor(order = 90)
class ConsentNeedsAssurance implements StorageInterceptor {

    @Hook(Pointcut.STORAGE_PRESTORAGE_RESOURCE_CREATED)
    public void created(IBaseResource created, RequestDetails request) {
        check(created, request);
    }

    @Hook(Pointcut.STORAGE_PRESTORAGE_RESOURCE_UPDATED)
    public void updated(IBaseResource before, IBaseResource after, RequestDetails request) {
        check(after, request);
    }

    private static void check(IBaseResource resource, RequestDetails request) {
        if (ByLink.isCaller() && resource instanceof Consent && !(request instanceof SystemRequestDetails)) {
            throw Refusal.forbidden("You signed in by a link. Sign in with a passkey to give or withdraw consent.")
                    .asException();
        }
    }
}

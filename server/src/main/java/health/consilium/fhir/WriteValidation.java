package health.consilium.fhir;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.api.server.SystemRequestDetails;
import java.util.List;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.PrimitiveType;
import org.hl7.fhir.r4.model.Resource;
import org.springframework.stereotype.Component;

/**
 * Refuses a client's write that breaks a profile of ours that it claims, or R4 itself for the types through which work is
 * steered. Other clinical facts are as good as their sender has them: strict parsing and existing references must do,
 * {@code $validate} tells the rest. What the server itself writes is checked by tests instead.
 */
@Component
@Interceptor(order = 300)
class WriteValidation implements StorageInterceptor {

    private final ProfileValidator validator;

    WriteValidation(ProfileValidator validator) {
        this.validator = validator;
    }

    @Hook(Pointcut.STORAGE_PRESTORAGE_RESOURCE_CREATED)
    public void created(IBaseResource resource, RequestDetails request) {
        check(resource, request);
    }

    @Hook(Pointcut.STORAGE_PRESTORAGE_RESOURCE_UPDATED)
    public void updated(IBaseResource before, IBaseResource after, RequestDetails request) {
        check(after, request);
    }

    private void check(IBaseResource written, RequestDetails request) {
        if (request instanceof SystemRequestDetails || !(written instanceof Resource resource)) {
            return;
        }
        List<Refusal> errors = errors(resource);
        if (!errors.isEmpty()) {
            throw new RefusedException(errors);
        }
    }

    List<Refusal> errors(Resource resource) {
        return ResourceTypes.STEERING.contains(resource.fhirType()) || claimsOurProfile(resource)
                ? validator.errors(resource)
                : List.of();
    }

    private static boolean claimsOurProfile(Resource resource) {
        return resource.getMeta().getProfile().stream()
                .map(PrimitiveType::getValue)
                .anyMatch(profile -> profile.startsWith(FhirPackage.CANONICAL));
    }
}

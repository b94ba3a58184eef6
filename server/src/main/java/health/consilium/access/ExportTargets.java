package health.consilium.access;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import health.consilium.fhir.EndpointInterceptor;
import health.consilium.fhir.FhirStore;
import health.consilium.fhir.Refusal;
import java.util.Optional;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Parameters.ParametersParameterComponent;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/**
 * Whose records a bulk export is asked for, by the parameter {@code patient}. HAPI looks for each with the server's authority
 * and says whether there is, or was, such a patient; so it is asked here before whether the caller sees the patient. In the
 * address HAPI takes no such parameter; what the address names is {@link RequestGuard}'s.
 */
@Component
@Interceptor(order = -90)
class ExportTargets implements EndpointInterceptor {

    private static final String EXPORT = "$export";
    private static final String PATIENT = "patient";

    private final Visibilities visibilities;
    private final FhirStore store;

    ExportTargets(Visibilities visibilities, @Lazy FhirStore store) {
        this.visibilities = visibilities;
        this.store = store;
    }

    /** When HAPI has read the body, and before it does anything with it. */
    @Hook(Pointcut.SERVER_INCOMING_REQUEST_PRE_HANDLED)
    public void check(RequestDetails request) {
        if (EXPORT.equals(request.getOperation())) {
            Visibility visibility = visibilities.of(request);
            named(request).forEach(patient -> check(patient, visibility));
        }
    }

    private static Stream<String> named(RequestDetails request) {
        if (request.getResource() == null) {
            return Stream.empty();
        }
        if (request.getResource() instanceof Parameters parameters) {
            return parameters.getParameter().stream()
                    .filter(parameter -> PATIENT.equals(parameter.getName()))
                    .map(ExportTargets::value);
        }
        // HAPI would take any resource with a value for a patient, an Observation too.
        throw Refusal.badRequest("malformed", "The body of $export is a Parameters resource.")
                .asException();
    }

    private static String value(ParametersParameterComponent parameter) {
        return parameter.getValue() instanceof Reference reference
                ? reference.getReference()
                : Optional.ofNullable(parameter.getValue())
                        .map(value -> value.primitiveValue())
                        .orElse(null);
    }

    private void check(String patient, Visibility visibility) {
        IdType id = new IdType(patient);
        if (!id.hasIdPart() || id.hasResourceType() && !"Patient".equals(id.getResourceType())) {
            throw Refusal.badRequest("malformed", "Name each patient as Patient/ with the id.", PATIENT)
                    .asException();
        }
        Optional<Resource> target = store.find("Patient/" + id.getIdPart());
        if (target.filter(visibility::sees).isEmpty()) {
            throw RequestGuard.untouchable(visibility, target.orElse(null), "Patient", id.getIdPart())
                    .asException();
        }
    }
}

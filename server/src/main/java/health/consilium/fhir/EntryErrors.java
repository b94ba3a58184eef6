package health.consilium.fhir;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.rest.api.RestOperationTypeEnum;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.api.server.ResponseDetails;
import java.util.List;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleEntryComponent;
import org.hl7.fhir.r4.model.IdType;
import org.springframework.stereotype.Component;

/**
 * An entry of a batch that leads to nothing is told so in the same words as if it had been sent alone. HAPI writes its own words
 * into the answer, past {@link ErrorTranslator}, and they differ by whether there is, or was, something that the caller may not
 * see.
 */
@Component
@Interceptor
class EntryErrors implements EndpointInterceptor {

    /** After the trail has read what became of each entry. */
    @Hook(value = Pointcut.SERVER_OUTGOING_RESPONSE, order = 900)
    public void translate(RequestDetails request, ResponseDetails response) {
        if (request.getRestOperationType() != RestOperationTypeEnum.TRANSACTION
                || !(request.getResource() instanceof Bundle asked)
                || !(response.getResponseResource() instanceof Bundle answer)) {
            return;
        }
        List<BundleEntryComponent> entries = answer.getEntry();
        for (int i = 0; i < entries.size(); i++) {
            String status = String.valueOf(entries.get(i).getResponse().getStatus());
            if (status.startsWith("404") || status.startsWith("410")) {
                tellMissing(entries.get(i), ErrorTranslator.missing(type(asked, i)));
            }
        }
    }

    private static void tellMissing(BundleEntryComponent entry, Refusal missing) {
        entry.getResponse().setStatus(missing.status() + " Not Found").setOutcome(Outcomes.of(missing));
    }

    private static String type(Bundle asked, int index) {
        String type = index < asked.getEntry().size()
                ? new IdType(asked.getEntry().get(index).getRequest().getUrl()).getResourceType()
                : null;
        return type == null ? "resource" : type;
    }
}

package health.consilium.retention;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.rest.annotation.IdParam;
import ca.uhn.fhir.rest.annotation.Operation;
import ca.uhn.fhir.rest.annotation.OperationParam;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.api.server.ResponseDetails;
import health.consilium.fhir.EndpointInterceptor;
import health.consilium.fhir.FhirOperation;
import health.consilium.fhir.FhirPackage;
import jakarta.servlet.http.HttpServletResponse;
import org.hl7.fhir.instance.model.api.IIdType;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Reference;
import org.springframework.stereotype.Component;

/** {@code POST ServiceRequest/[id]/$purge}: erases, and proves it. The same again tells how far it is. */
@Component
@Interceptor
class PurgeOperation implements FhirOperation, EndpointInterceptor {

    private static final String UNDER_WAY = PurgeOperation.class.getName();
    private static final String SECONDS = "2";

    private final Purges purges;

    PurgeOperation(Purges purges) {
        this.purges = purges;
    }

    @Operation(
            name = "$purge",
            typeName = "ServiceRequest",
            canonicalUrl = FhirPackage.CANONICAL + "/OperationDefinition/purge")
    public Parameters purge(
            @IdParam IIdType caseId,
            @OperationParam(name = "scope", min = 1, max = 1) CodeType scope,
            @OperationParam(name = "reason", min = 1, max = 1) CodeType reason,
            @OperationParam(name = "dryRun", max = 1) BooleanType dryRun,
            @OperationParam(name = "attestation", max = 1) Reference attestation,
            RequestDetails request,
            HttpServletResponse response) {
        PurgeAnswer answer = purges.purge(caseId.getIdPart(), PurgeRequest.of(scope, reason, dryRun, attestation));
        if (answer.isUnderWay()) {
            request.getUserData().put(UNDER_WAY, true);
            response.setHeader("Retry-After", SECONDS);
        }
        return answer.parameters();
    }

    /** HAPI answers every operation with 200. */
    @Hook(Pointcut.SERVER_OUTGOING_RESPONSE)
    public void answering(RequestDetails request, ResponseDetails response) {
        if (request.getUserData().containsKey(UNDER_WAY)) {
            response.setResponseCode(HttpServletResponse.SC_ACCEPTED);
        }
    }
}

package health.consilium.fhir;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.rest.api.RequestTypeEnum;
import ca.uhn.fhir.rest.openapi.OpenApiInterceptor;
import ca.uhn.fhir.rest.server.servlet.ServletRequestDetails;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * The OpenAPI description at {@code GET api-docs}. It is for whoever bears an access token, whatever the role: it names what there
 * is, as the CapabilityStatement does for anybody, and shows no resource. It answers before the interceptors that ask for roles;
 * that there is a token is asked before any of them. HAPI's page of it ({@code swagger-ui}) is not served: it is asked for by a
 * browser, which has no token, and lives on inline script, which no page of ours may.
 */
final class ApiDescription extends OpenApiInterceptor {

    /** Under the address of the endpoint. */
    private static final String PATH = "/api-docs";

    @Override
    @Hook(Pointcut.SERVER_INCOMING_REQUEST_PRE_HANDLER_SELECTED)
    public boolean serveSwaggerUi(
            HttpServletRequest request, HttpServletResponse response, ServletRequestDetails details)
            throws IOException {
        boolean asked = details.getRequestType() == RequestTypeEnum.GET && PATH.equals(request.getPathInfo());
        return !asked || super.serveSwaggerUi(request, response, details);
    }
}

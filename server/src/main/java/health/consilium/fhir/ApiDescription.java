package health.consilium.fhir;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.rest.openapi.OpenApiInterceptor;
import ca.uhn.fhir.rest.server.servlet.ServletRequestDetails;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * The OpenAPI description at {@code api-docs}. HAPI's page of it ({@code swagger-ui}) is not served: it is asked for by a
 * browser, which has no token, and lives on inline script, which no page of ours may.
 */
final class ApiDescription extends OpenApiInterceptor {

    private static final String DESCRIPTION = "/api-docs";

    @Override
    @Hook(Pointcut.SERVER_INCOMING_REQUEST_PRE_HANDLER_SELECTED)
    public boolean serveSwaggerUi(
            HttpServletRequest request, HttpServletResponse response, ServletRequestDetails details)
            throws IOException {
        return !DESCRIPTION.equals(request.getPathInfo()) || super.serveSwaggerUi(request, response, details);
    }
}

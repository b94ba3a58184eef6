package health.consilium.smart;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Tells SMART apps where to ask for access. A servlet on the exact path, because the FHIR server's servlet takes
 * everything else below {@code /fhir}.
 *
 * @see <a href="https://hl7.org/fhir/smart-app-launch/STU2.2/conformance.html">SMART conformance</a>
 */
@Configuration(proxyBeanMethods = false)
class SmartDiscovery {

    private static final List<String> CAPABILITIES = List.of(
            "launch-standalone",
            "client-public",
            "client-confidential-symmetric",
            "client-confidential-asymmetric",
            "sso-openid-connect",
            "context-standalone-patient",
            "permission-offline",
            "permission-patient",
            "permission-user",
            "permission-v1",
            "permission-v2",
            "authorize-post");

    private static final List<String> SCOPES = List.of(
            "openid",
            "fhirUser",
            "profile",
            "launch/patient",
            "offline_access",
            "patient/*.cruds",
            "user/*.cruds",
            "system/*.cruds",
            "patient/*.*",
            "user/*.*",
            "system/*.*");

    @Bean
    ServletRegistrationBean<HttpServlet> smartConfigurationServlet(ServerOrigin origin) {
        ServletRegistrationBean<HttpServlet> registration = new ServletRegistrationBean<>(
                new Discovery(origin), ServerOrigin.FHIR_PATH + "/.well-known/smart-configuration");
        registration.setName("smart-configuration");
        return registration;
    }

    static Map<String, Object> document(ServerOrigin origin) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("issuer", origin.issuer());
        document.put("jwks_uri", origin.url("/oauth2/jwks"));
        document.put("authorization_endpoint", origin.url("/oauth2/authorize"));
        document.put("token_endpoint", origin.url("/oauth2/token"));
        document.put("introspection_endpoint", origin.url("/oauth2/introspect"));
        document.put("revocation_endpoint", origin.url("/oauth2/revoke"));
        document.put("management_endpoint", origin.url(AppsPage.PATH));
        document.put("token_endpoint_auth_methods_supported", List.of("client_secret_basic", "private_key_jwt"));
        document.put("token_endpoint_auth_signing_alg_values_supported", List.of("RS384", "ES384"));
        document.put("grant_types_supported", List.of("authorization_code", "client_credentials", "refresh_token"));
        document.put("response_types_supported", List.of("code"));
        document.put("code_challenge_methods_supported", List.of("S256"));
        document.put("scopes_supported", SCOPES);
        document.put("capabilities", CAPABILITIES);
        return document;
    }

    private static final class Discovery extends HttpServlet {

        private static final long serialVersionUID = 1L;

        private final transient ServerOrigin origin;
        private final transient ObjectMapper json = new ObjectMapper();

        private Discovery(ServerOrigin origin) {
            this.origin = origin;
        }

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
            response.setContentType("application/json");
            json.writeValue(response.getOutputStream(), document(origin));
        }
    }
}

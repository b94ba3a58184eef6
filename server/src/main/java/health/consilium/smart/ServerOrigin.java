package health.consilium.smart;

import java.util.Optional;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** The address of this server as callers know it. */
@Component
public class ServerOrigin {

    static final String FHIR_PATH = "/fhir";

    private final SmartSettings settings;
    private final Environment environment;

    ServerOrigin(SmartSettings settings, Environment environment) {
        this.settings = settings;
        this.environment = environment;
    }

    /** Empty while the server is told to pick a free port and has not done so: its address is then not yet known. */
    Optional<String> configuredIssuer() {
        if (settings.issuer() != null) {
            return Optional.of(settings.issuer().toString());
        }
        String port = environment.getProperty("server.port", "8080");
        return port.equals("0") ? Optional.empty() : Optional.of("http://localhost:" + port);
    }

    public String issuer() {
        return configuredIssuer()
                .orElseGet(() -> "http://localhost:" + environment.getRequiredProperty("local.server.port"));
    }

    public String url(String path) {
        return issuer() + path;
    }

    String fhirBase() {
        return url(FHIR_PATH);
    }

    /** True when the address is https, so that cookies can be bound to it. */
    public boolean isSecure() {
        return configuredIssuer().filter(issuer -> issuer.startsWith("https:")).isPresent();
    }
}

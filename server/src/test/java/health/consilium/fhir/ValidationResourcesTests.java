package health.consilium.fhir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import org.hl7.fhir.utilities.OIDUtilities;
import org.hl7.fhir.utilities.npm.PackageClient;
import org.hl7.fhir.utilities.npm.PackageServer;
import org.junit.jupiter.api.Test;

class ValidationResourcesTests {

    @Test
    void theValidatorDoesNotReadTheRegistryOfOidsForEveryResource() {
        assertThat(new OIDUtilities().isKnownOID("2.16.840.1.113883"))
                .as("the validator's own oidregistry.csv, which knows HL7's root")
                .isFalse();
    }

    /** As it does for an ImplementationGuide that names what it depends on. */
    @Test
    void theValidatorAsksNoRegistryOfPackages() throws IOException {
        try (ServerSocket registry = new ServerSocket(0)) {
            registry.setSoTimeout(200);
            PackageClient client = new PackageClient(new PackageServer("http://localhost:" + registry.getLocalPort()));
            ValidationConfiguration.askNoServer();
            assertThatThrownBy(() -> client.fetch("hl7.fhir.r4.core", "4.0.1")).isInstanceOf(IOException.class);
            assertThatThrownBy(registry::accept).isInstanceOf(SocketTimeoutException.class);
        }
    }
}

package health.consilium.edge;

import static org.assertj.core.api.Assertions.assertThat;

import health.consilium.smart.Http;
import health.consilium.smart.SmartTestServer;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** There is one way to write an address. */
class PlainPathsModuleTests {

    private final SmartTestServer server = SmartTestServer.get();
    private final String caller = UUID.randomUUID().toString();

    /** What answers would take each of these for the address that is limited. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/oauth2/%74oken",
                "/oauth2/p%61r",
                "/oauth2/device%5Fauthorization",
                "/oauth2/device%5fauthorization",
                "/log%69n",
                "/login/%6cink",
                "/login/%6Cink",
                "/%70asskeys/code",
                "/oauth2/%61uthorize",
                "/%66hir/Observation?code=x",
                "/fhir/metadat%61",
                "/shl/%61",
                "/%61dmin/clients",
                "/fhir/Patient/%31",
                "/%2Ewell-known/openid-configuration",
                "/%2ewell-known/openid%2Dconfiguration"
            })
    void noLimitIsPassedByAnotherSpellingOfTheAddress(String path) {
        HttpResponse<String> refused = new Http().post(path, Map.of("username", caller));
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).contains("without a percent escape");
        assertThat(refused.headers().firstValue("Cache-Control")).hasValue("no-store");
    }

    @Test
    void whatHasToBeEscapedMayBe() {
        assertThat(new Http().get("/fhir/Patient/%24everything").statusCode()).isEqualTo(401);
        assertThat(new Http().get("/fhir/Patient?name=%61").statusCode()).isEqualTo(401);
    }

    @Test
    void aLargeBodyToAnotherSpellingIsRefusedBeforeItIsSent() throws Exception {
        URI address = URI.create(server.url("/"));
        try (Socket connection = new Socket(address.getHost(), address.getPort())) {
            connection.setSoTimeout(10_000);
            connection
                    .getOutputStream()
                    .write(("POST /%66hir/Observation HTTP/1.1\r\nHost: " + address.getAuthority()
                                    + "\r\nContent-Type: application/fhir+json\r\nContent-Length: 22020096\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            byte[] status = connection.getInputStream().readNBytes("HTTP/1.1 400".length());
            assertThat(new String(status, StandardCharsets.US_ASCII)).isEqualTo("HTTP/1.1 400");
        }
    }
}

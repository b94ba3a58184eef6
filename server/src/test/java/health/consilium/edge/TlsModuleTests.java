package health.consilium.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import health.consilium.smart.SmartTestServer;
import health.consilium.support.Certificates;
import health.consilium.support.Tls;
import java.nio.file.Path;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** A listener with TLS switched on and nothing said of protocols and ciphers. */
class TlsModuleTests {

    @TempDir
    static Path directory;

    private static ConfigurableApplicationContext context;
    private static int port;

    @BeforeAll
    static void start() {
        Path store = Tls.certificate(directory);
        context = new SpringApplicationBuilder(SmartTestServer.App.class)
                .profiles("demo")
                .run(
                        "--server.port=0",
                        "--logging.level.root=error",
                        "--spring.ssl.bundle.jks.public.keystore.location=" + store.toUri(),
                        "--spring.ssl.bundle.jks.public.keystore.password=" + Certificates.PASSWORD,
                        "--server.ssl.bundle=public");
        port = Integer.parseInt(context.getEnvironment().getRequiredProperty("local.server.port"));
    }

    @AfterAll
    static void stop() {
        context.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
    void presentProtocolsAreSpokenWithAuthenticatedEncryption(String protocol) throws Exception {
        try (SSLSocket socket = Tls.connect(port, protocol)) {
            socket.startHandshake();
            assertThat(socket.getSession().getProtocol()).isEqualTo(protocol);
            assertThat(socket.getSession().getCipherSuite()).containsAnyOf("_GCM_", "_CHACHA20_POLY1305_");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA384",
                "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA",
                "TLS_RSA_WITH_AES_128_CBC_SHA256",
                "TLS_RSA_WITH_AES_256_GCM_SHA384"
            })
    void oldCiphersAreRefused(String cipher) throws Exception {
        try (SSLSocket socket = Tls.connect(port, "TLSv1.2")) {
            socket.setEnabledCipherSuites(new String[] {cipher});
            assertThatThrownBy(socket::startHandshake).isInstanceOf(SSLException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"0300", "0301", "0302"})
    void olderProtocolsAreRefused(String version) throws Exception {
        assertThat(Tls.alert(port, version)).as("protocol_version").isEqualTo(70);
    }
}

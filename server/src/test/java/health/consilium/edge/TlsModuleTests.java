package health.consilium.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import health.consilium.smart.SmartTestServer;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** A listener with TLS switched on and nothing said of protocols and ciphers. */
class TlsModuleTests {

    /** ClientHello that offers two CBC suites: https://www.rfc-editor.org/rfc/rfc4346#section-7.4.1.2 */
    private static byte[] hello(String version) {
        return HexFormat.of()
                .parseHex("160301002f" + "0100002b" + version + "00".repeat(32) + "00" + "0004" + "c013002f" + "0100");
    }

    @TempDir
    static Path directory;

    private static ConfigurableApplicationContext context;
    private static int port;

    @BeforeAll
    static void start() throws Exception {
        Path store = directory.resolve("key.p12");
        new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "tls",
                        "-keyalg",
                        "RSA",
                        "-dname",
                        "CN=localhost",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        "secret")
                .inheritIO()
                .start()
                .waitFor();
        context = new SpringApplicationBuilder(SmartTestServer.App.class)
                .profiles("demo")
                .run(
                        "--server.port=0",
                        "--logging.level.root=error",
                        "--spring.ssl.bundle.jks.public.keystore.location=" + store.toUri(),
                        "--spring.ssl.bundle.jks.public.keystore.password=secret",
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
        try (SSLSocket socket = socket()) {
            socket.setEnabledProtocols(new String[] {protocol});
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
        try (SSLSocket socket = socket()) {
            socket.setEnabledProtocols(new String[] {"TLSv1.2"});
            socket.setEnabledCipherSuites(new String[] {cipher});
            assertThatThrownBy(socket::startHandshake).isInstanceOf(SSLException.class);
        }
    }

    @Test
    @DisplayName("the authorization endpoint is reached by TLS 1.2 or later and by nothing older")
    void standalone_auth_tls() throws Exception {
        isServedByPresentTlsOnly("GET /oauth2/authorize HTTP/1.1", "400", "302");
    }

    @Test
    @DisplayName("the token endpoint is reached by TLS 1.2 or later and by nothing older")
    void standalone_token_tls() throws Exception {
        isServedByPresentTlsOnly("POST /oauth2/token HTTP/1.1", "400", "401");
    }

    @Test
    @DisplayName("so it is for systems")
    void smart_backend_services_token_tls_version() throws Exception {
        isServedByPresentTlsOnly("POST /oauth2/token?grant_type=client_credentials HTTP/1.1", "400", "401");
    }

    /** The endpoint answers over each protocol of today; before it could, an older one is refused. */
    private static void isServedByPresentTlsOnly(String request, String... statuses) throws Exception {
        for (String protocol : new String[] {"TLSv1.2", "TLSv1.3"}) {
            try (SSLSocket socket = socket()) {
                socket.setEnabledProtocols(new String[] {protocol});
                socket.getOutputStream()
                        .write((request + "\r\nHost: localhost\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
                                .getBytes(StandardCharsets.US_ASCII));
                String status = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                assertThat(status).matches("(?s)HTTP/1.1 (" + String.join("|", statuses) + ").*");
            }
        }
        // An older hello is refused with protocol_version (70); this JVM itself would not send one.
        for (String version : new String[] {"0300", "0301", "0302"}) {
            assertThat(alert(version)).as(version).isEqualTo(70);
        }
    }

    private static int alert(String version) throws IOException {
        try (Socket socket = new Socket("localhost", port)) {
            socket.setSoTimeout(5000);
            socket.getOutputStream().write(hello(version));
            byte[] alert = new DataInputStream(socket.getInputStream()).readNBytes(7);
            assertThat(alert[0]).as("an alert").isEqualTo((byte) 21);
            assertThat(alert[5]).as("fatal").isEqualTo((byte) 2);
            return alert[6];
        }
    }

    private static SSLSocket socket() throws Exception {
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(null, new TrustManager[] {new Anyone()}, null);
        return (SSLSocket) tls.getSocketFactory().createSocket("localhost", port);
    }

    /** The certificate is not what is tested. */
    private static final class Anyone implements X509TrustManager {

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}

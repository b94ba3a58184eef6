package health.consilium.support;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/** Certificates of localhost that the tests' clients trust, and a caller who looks at the protocol. */
public final class Tls {

    private static final Set<X509Certificate> TRUSTED = ConcurrentHashMap.newKeySet();
    private static final SSLContext CLIENT = client();

    private Tls() {}

    /** A new key store with a certificate that is trusted from now on, and by whom it is the trust store of. */
    public static Path certificate(Path directory) {
        Path store = directory.resolve("tls.p12");
        KeyStore keys = Certificates.keyStore(
                store, "-keyalg", "RSA", "-alias", "tls", "-dname", "CN=localhost", "-ext", "san=dns:localhost");
        try {
            X509Certificate certificate = (X509Certificate) keys.getCertificate("tls");
            TRUSTED.add(certificate);
            // By itself a key is not trusted.
            keys.setCertificateEntry("trusted", certificate);
            try (OutputStream out = Files.newOutputStream(store)) {
                keys.store(out, Certificates.PASSWORD.toCharArray());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
        return store;
    }

    /** For clients of servers with such a certificate, and of no other over https. */
    static SSLContext trusting() {
        return CLIENT;
    }

    private static SSLContext client() {
        try {
            SSLContext tls = SSLContext.getInstance("TLS");
            tls.init(null, new TrustManager[] {new Made()}, null);
            return tls;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A connection that speaks this protocol alone, and checks the certificate and whose it is. */
    public static SSLSocket connect(int port, String protocol) throws IOException {
        SSLSocket socket = (SSLSocket) CLIENT.getSocketFactory().createSocket("localhost", port);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setProtocols(new String[] {protocol});
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        socket.setSSLParameters(parameters);
        return socket;
    }

    /**
     * What the server says to a request, from the status on.
     *
     * @param line such as {@code GET /fhir/metadata}
     */
    public static String answer(Socket socket, String line) throws IOException {
        socket.getOutputStream()
                .write((line + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    /**
     * The alert with which a hello is refused that offers this version and two CBC suites. This JVM would not send one.
     *
     * @param version such as {@code 0302} for TLS 1.1
     * @see <a href="https://www.rfc-editor.org/rfc/rfc4346#section-7.4.1.2">RFC 4346, ClientHello</a>
     */
    public static int alert(int port, String version) throws IOException {
        byte[] hello = HexFormat.of()
                .parseHex("160301002f" + "0100002b" + version + "00".repeat(32) + "00" + "0004" + "c013002f" + "0100");
        try (Socket socket = new Socket("localhost", port)) {
            socket.setSoTimeout(30_000);
            socket.getOutputStream().write(hello);
            byte[] alert = new DataInputStream(socket.getInputStream()).readNBytes(7);
            if (alert.length < 7 || alert[0] != 21 || alert[5] != 2) {
                throw new AssertionError("no fatal alert: " + HexFormat.of().formatHex(alert));
            }
            return alert[6];
        }
    }

    private static final class Made implements X509TrustManager {

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
            throw new CertificateException("No client needs a certificate here.");
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
            chain[0].checkValidity();
            if (!TRUSTED.contains(chain[0])) {
                throw new CertificateException("Not made by this test run.");
            }
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}

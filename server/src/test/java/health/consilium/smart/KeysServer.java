package health.consilium.smart;

import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import health.consilium.support.Certificates;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A client's web server with its public keys, over https, on a loopback address and under a name of its own. */
final class KeysServer implements AutoCloseable {

    static final String HOST = "keys.hospital.example";

    private static final SSLContext TLS = tls();

    private final HttpsServer server;
    private final AtomicInteger requests = new AtomicInteger();

    KeysServer(HttpHandler answer) {
        try {
            server = HttpsServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        server.setHttpsConfigurator(new HttpsConfigurator(TLS));
        server.setExecutor(Executors.newCachedThreadPool());
        server.createContext("/", exchange -> {
            requests.incrementAndGet();
            try (exchange) {
                answer.handle(exchange);
            }
        });
        server.start();
    }

    /** Answers with this body. */
    static HttpHandler body(java.util.function.Supplier<String> body, String cacheControl) {
        return exchange -> {
            byte[] bytes = body.get().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Cache-Control", cacheControl);
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
        };
    }

    URI uri() {
        return uri(HOST);
    }

    URI uri(String host) {
        return URI.create("https://" + host + ":" + server.getAddress().getPort() + "/jwks");
    }

    int requests() {
        return requests.get();
    }

    /** Finds this server by its name, and trusts it. */
    static JwksFetcher fetcher() {
        return new JwksFetcher(name -> new InetAddress[] {InetAddress.getByName("127.0.0.1")}, address -> true, TLS);
    }

    static SSLContext trust() {
        return TLS;
    }

    @Override
    public void close() {
        server.stop(0);
    }

    /** One key store for both sides, by the JDK's own tool. */
    private static SSLContext tls() {
        try {
            Path file = Files.createTempDirectory("keys-server").resolve("keys.p12");
            KeyStore keys = Certificates.keyStore(
                    file,
                    "-keyalg",
                    "EC",
                    "-groupname",
                    "secp256r1",
                    "-alias",
                    "keys",
                    "-dname",
                    "CN=" + HOST,
                    "-ext",
                    "san=dns:" + HOST + ",dns:localhost,ip:127.0.0.1");
            KeyManagerFactory own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            own.init(keys, Certificates.PASSWORD.toCharArray());
            KeyStore trusted = KeyStore.getInstance("PKCS12");
            trusted.load(null, null);
            trusted.setCertificateEntry("keys", keys.getCertificate("keys"));
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(trusted);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(own.getKeyManagers(), trust.getTrustManagers(), null);
            return context;
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}

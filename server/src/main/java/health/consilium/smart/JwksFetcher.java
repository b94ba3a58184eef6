package health.consilium.smart;

import com.nimbusds.jose.jwk.JWKSet;
import health.consilium.smart.rules.PublicAddress;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import javax.net.ssl.SSLContext;
import org.apache.http.Header;
import org.apache.http.HttpStatus;
import org.apache.http.client.config.RequestConfig;
import org.apache.http.client.methods.CloseableHttpResponse;
import org.apache.http.client.methods.HttpGet;
import org.apache.http.config.RegistryBuilder;
import org.apache.http.config.SocketConfig;
import org.apache.http.conn.DnsResolver;
import org.apache.http.conn.socket.ConnectionSocketFactory;
import org.apache.http.conn.ssl.SSLConnectionSocketFactory;
import org.apache.http.impl.NoConnectionReuseStrategy;
import org.apache.http.impl.client.CloseableHttpClient;
import org.apache.http.impl.client.HttpClients;
import org.apache.http.impl.conn.PoolingHttpClientConnectionManager;
import org.apache.http.impl.conn.SystemDefaultDnsResolver;
import org.apache.http.ssl.SSLContexts;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/**
 * Fetches the public keys of a client from the address that it is registered with. The address is the client's to
 * choose, and what its name resolves to is its to change: so https only, to public addresses only, without redirects, at
 * most 64 kB in three seconds. The very address that was checked is the one that is connected to (no DNS rebinding).
 *
 * @see <a href="https://hl7.org/fhir/smart-app-launch/STU2.2/client-confidential-asymmetric.html#registering-a-client-communicating-public-keys">
 *     SMART, communicating public keys</a>
 */
@Component
class JwksFetcher implements DisposableBean {

    /** The keys cannot be had from that address now. The message is fit for the client to read. */
    static final class UnavailableException extends Exception {
        private static final long serialVersionUID = 1L;

        UnavailableException(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /** @param lifetime how long the answer may be kept, by its Cache-Control and at most five minutes */
    record Fetched(JWKSet keys, Duration lifetime) {}

    static final Duration LONGEST_LIFETIME = Duration.ofMinutes(5);

    private static final int LARGEST = 64 * 1024;
    private static final int TIMEOUT_MILLIS = 3_000;

    /** More at once wait for nothing: they are told to try again. */
    private static final int THREADS = 8;

    private final CloseableHttpClient http;
    private final ThreadPoolExecutor threads;

    JwksFetcher() {
        this(SystemDefaultDnsResolver.INSTANCE, PublicAddress::isPublic, SSLContexts.createSystemDefault());
    }

    JwksFetcher(DnsResolver names, Predicate<InetAddress> allowed, SSLContext tls) {
        this.http = client(host -> checked(names.resolve(host), allowed), tls);
        this.threads = new ThreadPoolExecutor(0, THREADS, 10, TimeUnit.SECONDS, new SynchronousQueue<>(), task -> {
            Thread thread = new Thread(task, "jwks-fetcher");
            thread.setDaemon(true);
            return thread;
        });
    }

    private static CloseableHttpClient client(DnsResolver names, SSLContext tls) {
        ConnectionSocketFactory https = new SSLConnectionSocketFactory(
                tls,
                new String[] {"TLSv1.3", "TLSv1.2"},
                null,
                SSLConnectionSocketFactory.getDefaultHostnameVerifier());
        PoolingHttpClientConnectionManager connections = new PoolingHttpClientConnectionManager(
                RegistryBuilder.<ConnectionSocketFactory>create()
                        .register("https", https)
                        .build(),
                names);
        connections.setMaxTotal(THREADS);
        connections.setDefaultMaxPerRoute(2);
        connections.setDefaultSocketConfig(
                SocketConfig.custom().setSoTimeout(TIMEOUT_MILLIS).build());
        return HttpClients.custom()
                .setConnectionManager(connections)
                .setConnectionReuseStrategy(NoConnectionReuseStrategy.INSTANCE)
                .setDefaultRequestConfig(RequestConfig.custom()
                        .setConnectTimeout(TIMEOUT_MILLIS)
                        .setConnectionRequestTimeout(TIMEOUT_MILLIS)
                        .setSocketTimeout(TIMEOUT_MILLIS)
                        .build())
                .disableRedirectHandling()
                .disableAutomaticRetries()
                .disableContentCompression()
                .disableCookieManagement()
                .disableAuthCaching()
                .setUserAgent("Consilium")
                .build();
    }

    /** One address that is not public spoils them all: a name with both is made to deceive. */
    private static InetAddress[] checked(InetAddress[] addresses, Predicate<InetAddress> allowed)
            throws UnknownHostException {
        if (!Arrays.stream(addresses).allMatch(allowed)) {
            throw new UnknownHostException("not a public address");
        }
        return addresses;
    }

    Fetched fetch(URI address) throws UnavailableException {
        if (!"https".equals(address.getScheme()) || address.getHost() == null) {
            throw new UnavailableException("The address of the keys is not https", null);
        }
        HttpGet request = new HttpGet(address);
        request.setHeader("Accept", "application/json");
        try {
            Future<Fetched> answer = threads.submit(() -> fetch(request));
            return answer.get(TIMEOUT_MILLIS, TimeUnit.MILLISECONDS);
        } catch (TimeoutException | RejectedExecutionException e) {
            throw new UnavailableException("The keys of the client did not come in time", e);
        } catch (ExecutionException e) {
            throw new UnavailableException("The keys of the client cannot be fetched", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UnavailableException("The server is shutting down", e);
        } finally {
            // Ends a sender that drips byte by byte, too.
            request.abort();
        }
    }

    private Fetched fetch(HttpGet request) throws IOException {
        try (CloseableHttpResponse response = http.execute(request)) {
            int status = response.getStatusLine().getStatusCode();
            if (status != HttpStatus.SC_OK || response.getEntity() == null) {
                throw new IOException("HTTP " + status);
            }
            try (InputStream body = response.getEntity().getContent()) {
                byte[] bytes = body.readNBytes(LARGEST + 1);
                if (bytes.length > LARGEST) {
                    throw new IOException("more than 64 kB");
                }
                String keys = AssertionKeys.requirePublic(new String(bytes, StandardCharsets.UTF_8));
                return new Fetched(
                        AssertionKeys.parse(keys),
                        lifetime(Arrays.stream(response.getHeaders("Cache-Control"))
                                .map(Header::getValue)
                                .toArray(String[]::new)));
            }
        }
    }

    /** Without a word about it five minutes, RFC 9111 section 5.2.2. */
    static Duration lifetime(String... cacheControl) {
        Duration lifetime = LONGEST_LIFETIME;
        for (String directive : String.join(",", cacheControl)
                .toLowerCase(java.util.Locale.ROOT)
                .split(",")) {
            String word = directive.trim();
            if (word.equals("no-store") || word.equals("no-cache") || word.startsWith("no-cache=")) {
                return Duration.ZERO;
            }
            if (word.matches("max-age=\"?[0-9]{1,9}\"?")) {
                Duration asked = Duration.ofSeconds(Long.parseLong(word.replaceAll("[^0-9]", "")));
                lifetime = asked.compareTo(lifetime) < 0 ? asked : lifetime;
            }
        }
        return lifetime;
    }

    @Override
    public void destroy() throws IOException {
        threads.shutdownNow();
        http.close();
    }
}

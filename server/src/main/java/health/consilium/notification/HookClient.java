package health.consilium.notification;

import health.consilium.smart.rules.PublicAddress;
import jakarta.annotation.PreDestroy;
import java.io.IOException;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import org.apache.http.client.config.RequestConfig;
import org.apache.http.client.methods.CloseableHttpResponse;
import org.apache.http.client.methods.HttpPost;
import org.apache.http.entity.ByteArrayEntity;
import org.apache.http.impl.client.CloseableHttpClient;
import org.apache.http.impl.client.HttpClients;
import org.springframework.stereotype.Component;

/**
 * Posts to addresses that subscribers have named. A name is looked up once, checked, and what was checked is connected to, so
 * that no second answer of a name server leads elsewhere. No redirects, no cookies, no proxy from the environment; the answer
 * is not read beyond its status.
 */
@Component
class HookClient {

    private final NotificationSettings.Hook settings;
    private final CloseableHttpClient http;
    private final ScheduledExecutorService deadlines = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "notification-deadlines");
        thread.setDaemon(true);
        return thread;
    });

    HookClient(NotificationSettings settings) {
        this.settings = settings.hook();
        this.http = HttpClients.custom()
                .setDnsResolver(this::resolve)
                .disableRedirectHandling()
                .disableCookieManagement()
                .disableAutomaticRetries()
                .disableAuthCaching()
                .disableContentCompression()
                .setMaxConnTotal(64)
                .setMaxConnPerRoute(8)
                .setConnectionTimeToLive(30, TimeUnit.SECONDS)
                .setUserAgent("Consilium")
                .build();
    }

    private InetAddress[] resolve(String host) throws UnknownHostException {
        InetAddress[] found = InetAddress.getAllByName(host);
        InetAddress[] allowed = settings.insecure()
                ? found
                : Arrays.stream(found).filter(PublicAddress::isPublic).toArray(InetAddress[]::new);
        if (allowed.length == 0) {
            throw new UnknownHostException("no public address");
        }
        return allowed;
    }

    /** @param timeout for the whole attempt; null for the server's own */
    Attempt post(String endpoint, List<String> headers, String json, Integer timeout) {
        // The operator may have shortened the list since.
        if (settings.rules().objection(endpoint).isPresent()) {
            return new Attempt.Failed("the address is not allowed");
        }
        Duration limit = timeout == null ? settings.timeout() : Duration.ofSeconds(timeout);
        HttpPost request = new HttpPost(endpoint);
        int millis = (int) limit.toMillis();
        request.setConfig(RequestConfig.custom()
                .setConnectTimeout(millis)
                .setSocketTimeout(millis)
                .setConnectionRequestTimeout(millis)
                .build());
        headers.forEach(header -> {
            int colon = header.indexOf(':');
            request.addHeader(
                    header.substring(0, colon), header.substring(colon + 1).strip());
        });
        request.setHeader("Content-Type", "application/fhir+json");
        request.setEntity(new ByteArrayEntity(json.getBytes(StandardCharsets.UTF_8)));
        // Timeouts of sockets are per read: who sends a byte now and then would keep the connection for ever.
        ScheduledFuture<?> deadline = deadlines.schedule(request::abort, limit.toMillis(), TimeUnit.MILLISECONDS);
        try (CloseableHttpResponse response = http.execute(request)) {
            int status = response.getStatusLine().getStatusCode();
            return status >= 200 && status < 300 ? new Attempt.Sent() : new Attempt.Failed("HTTP " + status);
        } catch (IOException e) {
            return new Attempt.Failed(request.isAborted() ? "no answer in time" : problem(e));
        } finally {
            deadline.cancel(false);
        }
    }

    /** Nothing of what the other side sent. */
    private static String problem(IOException e) {
        if (e instanceof UnknownHostException) {
            return "the name has no address that is allowed";
        }
        if (e instanceof SocketTimeoutException) {
            return "no answer in time";
        }
        return e instanceof SSLException ? "TLS failed" : "no connection";
    }

    @PreDestroy
    void close() throws IOException {
        deadlines.shutdownNow();
        http.close();
    }
}

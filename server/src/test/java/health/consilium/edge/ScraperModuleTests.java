package health.consilium.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import health.consilium.smart.Http;
import health.consilium.smart.SmartTestServer;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.context.ApplicationEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.PayloadApplicationEvent;
import org.springframework.context.event.ApplicationEventMulticaster;

/** A client with a good token takes as fast as it can, over many connections, while another one works. */
class ScraperModuleTests {

    private static final int CONNECTIONS = 24;
    private static final int EACH = 25;

    /** What the server of the tests lets a system have at once, in searches. */
    private static final int SHARE = 120;

    private final Http http = new Http();

    @Test
    void isStoppedWhileTheOtherIsServedThroughout() throws Exception {
        List<ShareUsedUp> told = listen();
        String scraper = http.token("centre-heidelberg");
        String worker = http.token("centre-houston");
        ExecutorService connections = Executors.newFixedThreadPool(CONNECTIONS);
        List<HttpResponse<String>> scraped = new ArrayList<>();
        List<HttpResponse<String>> worked = new ArrayList<>();
        try {
            List<Future<List<HttpResponse<String>>>> scraping = IntStream.range(0, CONNECTIONS)
                    .mapToObj(i -> connections.submit(searches(scraper)))
                    .toList();
            while (worked.size() < 60 && scraping.stream().anyMatch(future -> !future.isDone())) {
                worked.add(search(worker));
            }
            for (Future<List<HttpResponse<String>>> future : scraping) {
                scraped.addAll(future.get());
            }
        } finally {
            connections.shutdownNow();
        }
        worked.add(search(worker));

        List<HttpResponse<String>> refused =
                scraped.stream().filter(answer -> answer.statusCode() == 429).toList();
        assertThat(scraped)
                .hasSize(CONNECTIONS * EACH)
                .allMatch(answer -> answer.statusCode() == 200 || answer.statusCode() == 429);
        // What fills up meanwhile, and what a server may give out on its lease, comes on top.
        assertThat(scraped.size() - refused.size()).isBetween(SHARE, 2 * SHARE);
        assertThat(refused)
                .allMatch(answer ->
                        answer.headers().firstValueAsLong("Retry-After").orElse(0) > 0);
        assertThat(worked).allMatch(answer -> answer.statusCode() == 200);
        await().untilAsserted(() -> assertThat(told)
                .filteredOn(event -> event.caller().clientId().equals("centre-heidelberg"))
                .as("however many were refused, it is told once")
                .hasSize(1)
                .allMatch(event -> event.share().equals("system")));
        assertThat(told).noneMatch(event -> event.caller().clientId().equals("centre-houston"));
    }

    private Callable<List<HttpResponse<String>>> searches(String token) {
        return () -> {
            List<HttpResponse<String>> answers = new ArrayList<>();
            for (int i = 0; i < EACH; i++) {
                answers.add(search(token));
            }
            return answers;
        };
    }

    private HttpResponse<String> search(String token) {
        return http.get("/fhir/Observation?code=x", "Authorization", "Bearer " + token);
    }

    private static List<ShareUsedUp> listen() {
        List<ShareUsedUp> told = new CopyOnWriteArrayList<>();
        ApplicationListener<ApplicationEvent> listener = event -> {
            if (event instanceof PayloadApplicationEvent<?> payload
                    && payload.getPayload() instanceof ShareUsedUp used) {
                told.add(used);
            }
        };
        SmartTestServer.get().bean(ApplicationEventMulticaster.class).addApplicationListener(listener);
        return told;
    }
}

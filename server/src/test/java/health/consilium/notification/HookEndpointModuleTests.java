package health.consilium.notification;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.containing;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

import health.consilium.support.Hooks;
import java.io.IOException;
import java.io.OutputStream;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Subscription;
import org.hl7.fhir.r4.model.Subscription.SubscriptionStatus;
import org.junit.jupiter.api.Test;

/** How the endpoint of a subscriber is spoken to. */
class HookEndpointModuleTests extends PostOfficeTests {

    @Test
    void theHeadersOfTheSubscriberAreSentAndNotLogged() {
        world.patientCase("J1", "en", null);
        world.subscribed("s", PostOfficeWorld.COORDINATOR, "case-stage-changed", "/hook");
        world.stage("J1", "assessing");
        world.work();

        world.endpoint.verify(postRequestedFor(urlEqualTo("/hook"))
                .withHeader("Authorization", equalTo("Bearer s3cret"))
                .withHeader("Content-Type", containing("application/fhir+json")));
        assertThat(world.subscriptions.find("s").orElseThrow().toString()).doesNotContain("s3cret");
    }

    @Test
    void aRedirectIsNotFollowed() {
        world.patientCase("K1", "en", null);
        world.subscribed("s", PostOfficeWorld.COORDINATOR, "case-stage-changed", "/hook");
        world.endpoint.stubFor(
                post(urlEqualTo("/hook")).willReturn(aResponse().withStatus(307).withHeader("Location", "/elsewhere")));
        world.stage("K1", "assessing");
        world.work();

        world.endpoint.verify(0, postRequestedFor(urlEqualTo("/elsewhere")));
        assertThat(world.deliveries.count("waiting", null)).isEqualTo(1);
    }

    /** Its answer would be whole and good after ten seconds, and there is always a byte of it within the one. */
    @Test
    void oneThatDripsIsLeft() throws IOException {
        try (ServerSocket endpoint = new ServerSocket(0)) {
            CompletableFuture.runAsync(() -> drip(endpoint));
            String address = "http://localhost:" + endpoint.getLocalPort() + "/hook";
            assertThat(new HookClient(world.settings).post(address, List.of(), "{}", 1))
                    .isEqualTo(new Attempt.Failed("no answer in time"));
        }
    }

    private static void drip(ServerSocket endpoint) {
        try (Socket caller = endpoint.accept()) {
            OutputStream answer = caller.getOutputStream();
            answer.write("HTTP/1.1 200 OK\r\nX: ".getBytes(StandardCharsets.US_ASCII));
            for (int i = 0; i < 50; i++) {
                answer.write('x');
                LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
            }
            answer.write("\r\nContent-Length: 0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        } catch (IOException left) {
            // As it should be.
        }
    }

    @Test
    void outsideTheDemoANameThatLeadsHomeIsNotConnectedTo() {
        NotificationSettings strict = new NotificationSettings(
                Duration.ofSeconds(2),
                1,
                Duration.ofSeconds(90),
                Duration.ofDays(1),
                world.settings.retry(),
                new NotificationSettings.Hook(
                        List.of("localhost", "169.254.169.254"),
                        false,
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(60),
                        5),
                world.settings.mail());
        HookClient client = new HookClient(strict);

        for (String host : List.of("localhost", "169.254.169.254")) {
            assertThat(client.post("https://" + host + ":" + world.endpoint.port() + "/hook", List.of(), "{}", 2))
                    .isEqualTo(new Attempt.Failed("the name has no address that is allowed"));
        }
        assertThat(world.endpoint.getAllServeEvents()).isEmpty();
    }

    @Test
    void subscriptionsShakeHandsBeatAndEnd() {
        world.subscribed("s", PostOfficeWorld.COORDINATOR, "case-stage-changed", "/hook");
        world.jdbc
                .sql("update notification_subscription set heartbeat = 60, ends_at = :end where id = 's'")
                .param("end", world.clock.now.plus(Duration.ofMinutes(5)).atOffset(java.time.ZoneOffset.UTC))
                .update();
        assertThat(world.states.beatNext()).isFalse();

        world.clock.now = world.clock.now.plusSeconds(60);
        assertThat(world.states.beatNext()).isTrue();
        assertThat(world.states.beatNext()).isFalse();
        assertThat(bodies("/hook").stream().map(bundle -> Hooks.value(bundle, "type")))
                .containsExactly("heartbeat");

        answer(404);
        asksAnew("s");
        world.states.shakeNext();
        assertThat(status("s")).isEqualTo(SubscriptionStatus.ERROR);
        assertThat(world.store.find(Subscription.class, "s").orElseThrow().getError())
                .isEqualTo("The handshake failed: HTTP 404");

        world.clock.now = world.clock.now.plus(Duration.ofMinutes(5));
        world.states.endThoseThatAreOver();
        assertThat(status("s")).isEqualTo(SubscriptionStatus.OFF);
    }

    private List<Bundle> bodies(String path) {
        return events(path)
                .map(event -> parse(event.getRequest().getBodyAsString()))
                .toList();
    }
}

package health.consilium.notification;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.containing;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

import health.consilium.support.Hooks;
import java.time.Duration;
import java.util.List;
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
    void aRedirectIsNotFollowedAndOneThatNeverAnswersIsLeft() {
        world.patientCase("K1", "en", null);
        world.subscribed("s", PostOfficeWorld.COORDINATOR, "case-stage-changed", "/hook");
        world.endpoint.stubFor(
                post(urlEqualTo("/hook")).willReturn(aResponse().withStatus(307).withHeader("Location", "/elsewhere")));
        world.stage("K1", "assessing");
        world.work();

        world.endpoint.verify(0, postRequestedFor(urlEqualTo("/elsewhere")));
        assertThat(world.deliveries.count("waiting", null)).isEqualTo(1);

        HookClient client = new HookClient(world.settings);
        world.endpoint.stubFor(post(urlEqualTo("/drip"))
                .willReturn(aResponse()
                        .withChunkedDribbleDelay(100, 60_000)
                        .withBody("x".repeat(1000))
                        .withFixedDelay(3_000)));
        long before = System.nanoTime();
        assertThat(client.post("http://localhost:" + world.endpoint.port() + "/drip", List.of(), "{}", 1))
                .isEqualTo(new Attempt.Failed("no answer in time"));
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(3));
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

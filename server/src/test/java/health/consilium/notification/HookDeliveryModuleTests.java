package health.consilium.notification;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.containing;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

import health.consilium.support.Hooks;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Subscription.SubscriptionStatus;
import org.junit.jupiter.api.Test;
import org.springframework.boot.actuate.health.Status;

/** Notifications reach a subscriber in order, and none is lost: not by the receiver's fault, and not by the server's. */
class HookDeliveryModuleTests extends PostOfficeTests {

    private static final List<String> STAGES =
            List.of("assessing", "options-offered", "collecting-records", "records-review", "matching");

    @Test
    void aReceiverThatIsAwayForHalfAnHourMissesNothingAndGetsItInOrder() {
        List<String> numbers = List.of("A1", "A2", "A3");
        numbers.forEach(number -> world.patientCase(number, "en", null));
        world.subscribed("s", PostOfficeWorld.COORDINATOR, "case-stage-changed", "/hook");
        answer(503);

        for (String stage : STAGES) {
            numbers.forEach(number -> world.stage(number, stage));
            world.timePasses(Duration.ofMinutes(6));
        }
        assertThat(taken()).isEmpty();
        int tried = world.endpoint.getAllServeEvents().size();
        assertThat(tried).as("not flooded").isBetween(10, 40);

        answer(200);
        world.timePasses(Duration.ofMinutes(16));

        List<Bundle> taken = taken();
        assertThat(taken.stream().map(Hooks::number))
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.rangeClosed(1, 15).mapToObj(Long::valueOf).toList());
        for (String number : numbers) {
            assertThat(taken.stream()
                            .filter(bundle -> Hooks.focus(bundle).equals("Task/root-" + number))
                            .map(Hooks::number))
                    .as("in order for %s", number)
                    .hasSize(5)
                    .isSorted();
        }
        assertThat(world.deliveries.count("waiting", null)).isZero();
    }

    @Test
    void aMessageThatFailsHoldsUpItsOwnCaseAndNoOther() {
        world.patientCase("B1", "en", null);
        world.patientCase("B2", "en", null);
        world.subscribed("s", PostOfficeWorld.COORDINATOR, "case-stage-changed", "/hook");
        world.endpoint.stubFor(post(urlEqualTo("/hook"))
                .withRequestBody(containing("Task/root-B1"))
                .willReturn(aResponse().withStatus(500)));

        for (String stage : STAGES) {
            world.stage("B1", stage);
            world.stage("B2", stage);
        }
        world.timePasses(Duration.ofMinutes(5));

        assertThat(taken().stream().map(Hooks::focus)).hasSize(5).containsOnly("Task/root-B2");
        assertThat(world.endpoint.getAllServeEvents().stream()
                        .map(event -> event.getRequest().getBodyAsString())
                        .filter(body -> body.contains("Task/root-B1"))
                        .map(body -> Hooks.number(parse(body)))
                        .distinct())
                .as("only the first of the case is tried")
                .containsExactly(1L);
    }

    @Test
    void whatIsNotTakenFor72HoursIsParkedWithAnAlertAndComesOnceTheSubscriberIsBack() {
        world.patientCase("C1", "en", null);
        world.subscribed("s", PostOfficeWorld.COORDINATOR, "case-stage-changed", "/hook");
        answer(503);
        world.stage("C1", "assessing");
        world.timePasses(Duration.ofHours(71));
        assertThat(world.deliveries.count("parked", null)).isZero();
        assertThat(world.health().getStatus()).isEqualTo(Status.UP);
        world.stage("C1", "options-offered");
        world.timePasses(Duration.ofHours(1).plusMinutes(1));

        assertThat(world.deliveries.parked(null, 10)).hasSize(2).first().satisfies(parked -> {
            assertThat(parked.problem()).isEqualTo("HTTP 503");
            assertThat(parked.attempts()).isGreaterThan(250);
        });
        assertThat(world.meters.get("consilium.notification.parked").gauge().value())
                .isEqualTo(2);
        assertThat(status("s")).isEqualTo(SubscriptionStatus.ERROR);
        world.stage("C1", "collecting-records");
        world.timePasses(Duration.ofHours(1));
        assertThat(world.deliveries.count("parked", null)).as("kept, not tried").isEqualTo(3);
        assertThat(world.health().getStatus().getCode()).isEqualTo("WARNING");
        assertThat(world.health().getDetails()).containsEntry("parked", 3L);

        answer(200);
        asksAnew("s");
        world.states.shakeNext();
        world.work();

        assertThat(status("s")).isEqualTo(SubscriptionStatus.ACTIVE);
        assertThat(taken().stream().map(Hooks::number)).containsExactly(1L, 2L, 3L);
        assertThat(world.deliveries.count("parked", null)).isZero();
    }

    @Test
    void oneMessageThatIsNeverTakenDoesNotSilenceTheSubscription() {
        world.patientCase("D1", "en", null);
        world.patientCase("D2", "en", null);
        world.subscribed("s", PostOfficeWorld.COORDINATOR, "case-stage-changed", "/hook");
        world.endpoint.stubFor(post(urlEqualTo("/hook"))
                .withRequestBody(containing("Task/root-D1"))
                .willReturn(aResponse().withStatus(422)));
        world.stage("D1", "assessing");
        world.work();
        world.stage("D2", "assessing");
        world.timePasses(Duration.ofHours(73));

        assertThat(world.deliveries.count("parked", null)).isEqualTo(1);
        assertThat(status("s")).isEqualTo(SubscriptionStatus.ACTIVE);
        world.stage("D2", "options-offered");
        world.work();
        assertThat(taken()).hasSize(2);

        world.endpoint.resetMappings();
        answer(200);
        Delivery parked = world.deliveries.parked("Subscription/s", 1).get(0);
        assertThat(world.deliveries.retry(List.of(parked.id()))).isEqualTo(1);
        world.work();
        assertThat(Hooks.focus(taken().get(2))).isEqualTo("Task/root-D1");
    }

    @Test
    void aServerThatDiesBetweenSendingAndNotingItSendsAgainWithTheSameId() {
        world.patientCase("E1", "en", null);
        world.subscribed("s", PostOfficeWorld.COORDINATOR, "case-stage-changed", "/hook");
        world.stage("E1", "assessing");
        world.stage("E1", "options-offered");
        world.address();

        Delivery claimed = world.deliveries
                .claim(List.of(Deliveries.HOOK), Duration.ofSeconds(90))
                .orElseThrow();
        assertThat(world.hooks.send(claimed, world.states.on(claimed).orElseThrow()))
                .isInstanceOf(Attempt.Sent.class);
        // Here it dies. The next server leaves the message alone for the lease, and its successor behind it.
        world.timePasses(Duration.ofSeconds(60));
        assertThat(taken()).hasSize(1);
        world.timePasses(Duration.ofSeconds(60));

        assertThat(taken().stream().map(Hooks::number)).containsExactly(1L, 1L, 2L);
        assertThat(taken().get(0).getIdElement().getIdPart())
                .isEqualTo(taken().get(1).getIdElement().getIdPart());
    }

    @Test
    void twoServersOnOneDatabaseSendEachMessageOnceAndInOrder() throws Exception {
        List<String> numbers = IntStream.range(0, 20).mapToObj(i -> "F" + i).toList();
        numbers.forEach(number -> world.patientCase(number, "en", null));
        world.subscribed("s1", PostOfficeWorld.COORDINATOR, "case-stage-changed", "/hook");
        world.subscribed("s2", PostOfficeWorld.COORDINATOR, "case-stage-changed", "/hook2");
        world.subscribed("s3", PostOfficeWorld.COORDINATOR, "case-stage-changed", "/hook3");
        for (String stage : STAGES) {
            numbers.forEach(number -> world.stage(number, stage));
        }

        ExecutorService servers = Executors.newFixedThreadPool(6);
        try {
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                boolean clerk = i < 2;
                running.add(servers.submit(() -> run(clerk)));
            }
            for (Future<?> server : running) {
                server.get();
            }
        } finally {
            servers.shutdown();
        }

        for (String path : List.of("/hook", "/hook2", "/hook3")) {
            List<Bundle> taken = taken(path);
            assertThat(taken.stream().map(Hooks::number))
                    .as(path)
                    .containsExactlyInAnyOrderElementsOf(IntStream.rangeClosed(1, 100)
                            .mapToObj(Long::valueOf)
                            .toList());
            Map<String, Long> last = new HashMap<>();
            taken.forEach(bundle -> assertThat(Optional.ofNullable(last.put(Hooks.focus(bundle), Hooks.number(bundle)))
                            .orElse(0L))
                    .isLessThan(Hooks.number(bundle)));
        }
    }

    private Object run(boolean clerk) {
        while (world.deliveries.count("sent", null) < 300) {
            boolean busy = clerk ? world.addressing.addressNext() : world.courier.deliverNext();
            if (!busy) {
                Thread.onSpinWait();
            }
        }
        return null;
    }

    @Test
    void whoIsShutOutIsSentNothingMoreThoughItWasAddressedBefore() {
        world.patientCase("S1", "en", null);
        world.subscribed("s", PostOfficeWorld.COORDINATOR, "case-stage-changed", "/hook");
        world.stage("S1", "assessing");
        world.work();
        world.stage("S1", "options-offered");
        world.address();

        world.letIn(PostOfficeWorld.COORDINATOR, false);
        world.work();
        world.stage("S1", "matching");
        world.work();

        assertThat(taken().stream().map(Hooks::number)).containsExactly(1L);
        assertThat(status("s")).isEqualTo(SubscriptionStatus.OFF);

        world.letIn(PostOfficeWorld.COORDINATOR, true);
        asksAnew("s");
        world.states.shakeNext();
        assertThat(status("s")).isEqualTo(SubscriptionStatus.ACTIVE);
    }

    @Test
    void anEndpointOfWhoIsShutOutGetsNeitherHandshakeNorSignOfLife() {
        world.subscribed("s", PostOfficeWorld.CENTRE, "case-stage-changed", "/hook");
        asksAnew("s");
        world.letIn(PostOfficeWorld.CENTRE, false);

        assertThat(world.states.shakeNext()).isTrue();

        assertThat(world.endpoint.getAllServeEvents()).isEmpty();
        assertThat(status("s")).isEqualTo(SubscriptionStatus.OFF);
    }

    @Test
    void whatWasSentLongAgoIsForgottenAndWhatIsParkedIsNot() {
        world.patientCase("Q1", "en", null);
        world.subscribed("s", PostOfficeWorld.COORDINATOR, "case-stage-changed", "/hook");
        world.stage("Q1", "assessing");
        world.work();
        answer(503);
        world.stage("Q1", "matching");
        world.timePasses(Duration.ofHours(73));
        world.deliveries.forget(world.clock.now.plusSeconds(1));

        assertThat(world.deliveries.numbered("Subscription/s", 1, 99, 99).stream()
                        .map(Delivery::number))
                .containsExactly(2L);
    }
}

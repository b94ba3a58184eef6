package health.consilium.notification;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;

import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import health.consilium.support.Api;
import health.consilium.support.Hooks;
import health.consilium.support.Mailbox;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Subscription;
import org.hl7.fhir.r4.model.Subscription.SubscriptionStatus;
import org.junit.jupiter.api.BeforeEach;

/** Tests of the module, each with an empty database; one world serves them all. */
abstract class PostOfficeTests {

    final PostOfficeWorld world = PostOfficeWorld.get();

    @BeforeEach
    void empty() {
        world.reset();
        answer(200);
    }

    void answer(int status, String... paths) {
        Stream.concat(Stream.of("/hook", "/hook2", "/hook3"), Stream.of(paths))
                .forEach(path -> world.endpoint.stubFor(post(urlEqualTo(path))
                        .atPriority(10)
                        .willReturn(aResponse().withStatus(status))));
    }

    void asksAnew(String id) {
        Subscription resource = world.store.find(Subscription.class, id).orElseThrow();
        world.store.update(resource.setStatus(SubscriptionStatus.REQUESTED));
        world.jdbc
                .sql("update notification_subscription set status = 'requested', version = version + 1 where id = :id")
                .param("id", id)
                .update();
    }

    SubscriptionStatus status(String id) {
        return world.store.find(Subscription.class, id).orElseThrow().getStatus();
    }

    List<Bundle> taken() {
        return taken("/hook");
    }

    /** Notifications of events that were answered with 2xx, in the order in which they came. */
    List<Bundle> taken(String path) {
        return events(path)
                .filter(event -> event.getResponse().getStatus() == 200)
                .map(event -> parse(event.getRequest().getBodyAsString()))
                .filter(bundle -> "event-notification".equals(Hooks.value(bundle, "type")))
                .toList();
    }

    Stream<ServeEvent> events(String path) {
        List<ServeEvent> newestFirst = world.endpoint.getAllServeEvents();
        return IntStream.range(0, newestFirst.size())
                .mapToObj(i -> newestFirst.get(newestFirst.size() - 1 - i))
                .filter(event -> event.getRequest().getUrl().equals(path));
    }

    static Bundle parse(String body) {
        return Api.FHIR.newJsonParser().parseResource(Bundle.class, body);
    }

    List<String> mailTo(String address) {
        return Stream.of(world.mail.getReceivedMessages())
                .filter(message -> Mailbox.isTo(message, address))
                .map(message -> Mailbox.text(message, "text/plain"))
                .toList();
    }
}

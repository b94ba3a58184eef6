package health.consilium.support;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import java.util.List;
import java.util.UUID;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Type;

/** An endpoint of a subscriber, with an address of its own. */
public final class Hooks {

    private static final WireMockServer SERVER = start();

    private final String path = "/" + UUID.randomUUID();

    private Hooks() {}

    private static WireMockServer start() {
        WireMockServer server = new WireMockServer(options().dynamicPort());
        server.start();
        return server;
    }

    /** One that takes what comes. */
    public static Hooks open() {
        return new Hooks().answering(200);
    }

    public Hooks answering(int status) {
        SERVER.stubFor(post(urlEqualTo(path)).willReturn(aResponse().withStatus(status)));
        return this;
    }

    public String url() {
        return "http://localhost:" + SERVER.port() + path;
    }

    /** All requests, those that were not taken as well, in order. */
    public List<LoggedRequest> requests() {
        return SERVER.findAll(postRequestedFor(urlEqualTo(path)));
    }

    /** Those of this type: handshake, heartbeat, event-notification. */
    public List<Bundle> received(String type) {
        return requests().stream()
                .map(request -> Api.FHIR.newJsonParser().parseResource(Bundle.class, request.getBodyAsString()))
                .filter(bundle -> type.equals(value(bundle, "type")))
                .toList();
    }

    /** References of what the notifications were about, in order. */
    public List<String> focuses() {
        return received("event-notification").stream().map(Hooks::focus).toList();
    }

    public static String focus(Bundle notification) {
        return part(notification, "focus").replaceAll(".*/fhir/", "");
    }

    public static long number(Bundle notification) {
        return Long.parseLong(part(notification, "event-number"));
    }

    private static String part(Bundle notification, String name) {
        return status(notification).getParameter().stream()
                .filter(parameter -> parameter.getName().equals("notification-event"))
                .flatMap(parameter -> parameter.getPart().stream())
                .filter(part -> part.getName().equals(name))
                .map(part -> text(part.getValue()))
                .findFirst()
                .orElseThrow();
    }

    /** A value of the status that every notification begins with. */
    public static String value(Bundle notification, String name) {
        return status(notification).getParameter().stream()
                .filter(parameter -> parameter.getName().equals(name))
                .map(parameter -> text(parameter.getValue()))
                .findFirst()
                .orElse(null);
    }

    private static String text(Type value) {
        return value instanceof Reference reference ? reference.getReference() : value.primitiveValue();
    }

    private static Parameters status(Bundle notification) {
        return (Parameters) notification.getEntryFirstRep().getResource();
    }
}

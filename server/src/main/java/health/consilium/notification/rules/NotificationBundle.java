package health.consilium.notification.rules;

import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleEntryComponent;
import org.hl7.fhir.r4.model.Bundle.BundleType;
import org.hl7.fhir.r4.model.Bundle.HTTPVerb;
import org.hl7.fhir.r4.model.CanonicalType;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.InstantType;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Parameters.ParametersParameterComponent;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.StringType;

/**
 * What a subscriber gets: the status of the subscription as Parameters, and ids, in the shape of
 * https://hl7.org/fhir/uv/subscriptions-backport/STU1.1/StructureDefinition-backport-subscription-notification-r4.html.
 */
public final class NotificationBundle {

    private static final String ERRORS = "http://terminology.hl7.org/CodeSystem/subscription-error";

    private NotificationBundle() {}

    /**
     * Where a subscription stands.
     *
     * @param base address of the FHIR endpoint
     * @param id of the Subscription
     * @param topic canonical
     * @param status code
     * @param events how many there were since it runs
     */
    public record Status(String base, String id, String topic, String status, long events) {

        private String reference() {
            return base + "/Subscription/" + id;
        }
    }

    /** @param focus reference such as {@code Task/1} */
    public record Event(long number, Instant at, String focus) {}

    /** @param type handshake, heartbeat, event-notification or query-event */
    public static Bundle of(Status status, String type, List<Event> events, UUID id, Instant now) {
        Bundle bundle = new Bundle().setType(BundleType.HISTORY);
        bundle.getMeta().addProfile(SubscriptionForm.BACKPORT + "backport-subscription-notification-r4");
        bundle.setId(id.toString());
        bundle.setTimestamp(Date.from(now));
        Parameters parameters = status(status, type, events);
        BundleEntryComponent first = bundle.addEntry().setFullUrl("urn:uuid:" + id);
        first.setResource(parameters);
        answered(first, "Subscription/" + status.id() + "/$status");
        events.stream()
                .map(Event::focus)
                .distinct()
                .forEach(focus -> answered(bundle.addEntry().setFullUrl(status.base() + "/" + focus), focus));
        return bundle;
    }

    /** History Bundles need both (bdl-3 and bdl-4 of https://hl7.org/fhir/R4/bundle.html). */
    private static void answered(BundleEntryComponent entry, String url) {
        entry.getRequest().setMethod(HTTPVerb.GET).setUrl(url);
        entry.getResponse().setStatus("200");
    }

    /** The same as {@code $status} gives it. */
    public static Parameters status(Status status, String type, List<Event> events) {
        Parameters parameters = new Parameters();
        parameters.getMeta().addProfile(SubscriptionForm.BACKPORT + "backport-subscription-status-r4");
        parameters.addParameter().setName("subscription").setValue(new Reference(status.reference()));
        parameters.addParameter().setName("topic").setValue(new CanonicalType(status.topic()));
        parameters.addParameter().setName("status").setValue(new CodeType(status.status()));
        parameters.addParameter().setName("type").setValue(new CodeType(type));
        parameters
                .addParameter()
                .setName("events-since-subscription-start")
                .setValue(new StringType(String.valueOf(status.events())));
        events.forEach(event -> add(parameters.addParameter().setName("notification-event"), event, status.base()));
        if (status.status().equals("error")) {
            parameters
                    .addParameter()
                    .setName("error")
                    .setValue(new CodeableConcept(new Coding(ERRORS, "no-response", null)));
        }
        return parameters;
    }

    private static void add(ParametersParameterComponent parameter, Event event, String base) {
        parameter.addPart().setName("event-number").setValue(new StringType(String.valueOf(event.number())));
        parameter.addPart().setName("timestamp").setValue(new InstantType(Date.from(event.at())));
        parameter.addPart().setName("focus").setValue(new Reference(base + "/" + event.focus()));
    }
}

package health.consilium.notification;

import ca.uhn.fhir.rest.annotation.IdParam;
import ca.uhn.fhir.rest.annotation.Operation;
import ca.uhn.fhir.rest.annotation.OperationParam;
import health.consilium.fhir.FhirOperation;
import health.consilium.fhir.Refusal;
import org.hl7.fhir.instance.model.api.IIdType;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.StringType;
import org.springframework.stereotype.Component;

/** {@code GET Subscription/[id]/$events}: what a subscriber has missed, by event number. */
@Component
class SubscriptionEventsOperation implements FhirOperation {

    private final SubscriptionLog log;

    SubscriptionEventsOperation(SubscriptionLog log) {
        this.log = log;
    }

    @Operation(
            name = "$events",
            typeName = "Subscription",
            idempotent = true,
            canonicalUrl =
                    "http://hl7.org/fhir/uv/subscriptions-backport/OperationDefinition/backport-subscription-events")
    public Bundle events(
            @IdParam IIdType id,
            @OperationParam(name = "eventsSinceNumber", max = 1) StringType since,
            @OperationParam(name = "eventsUntilNumber", max = 1) StringType until,
            @OperationParam(name = "content", max = 1) CodeType content) {
        if (content != null && !content.getValue().equals("id-only")) {
            throw Refusal.unprocessable("unsupported", "Notifications hold ids only: content is id-only.", "content")
                    .asException();
        }
        return log.events(
                id.getIdPart(),
                number(since, 1, "eventsSinceNumber"),
                number(until, Long.MAX_VALUE, "eventsUntilNumber"));
    }

    private static long number(StringType given, long otherwise, String name) {
        if (given == null || !given.hasValue()) {
            return otherwise;
        }
        if (!given.getValue().matches("\\d{1,18}")) {
            throw Refusal.badRequest("malformed", name + " is the number of an event, such as 17.", name)
                    .asException();
        }
        return Long.parseLong(given.getValue());
    }
}

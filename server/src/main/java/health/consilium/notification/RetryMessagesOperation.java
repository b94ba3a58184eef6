package health.consilium.notification;

import ca.uhn.fhir.rest.annotation.Operation;
import ca.uhn.fhir.rest.annotation.OperationParam;
import health.consilium.access.Callers;
import health.consilium.access.Role;
import health.consilium.fhir.FhirOperation;
import health.consilium.fhir.FhirPackage;
import health.consilium.fhir.Refusal;
import java.util.List;
import java.util.UUID;
import org.hl7.fhir.r4.model.IntegerType;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.StringType;
import org.springframework.stereotype.Component;

/** {@code POST $retry-messages}: puts parked messages back in line. */
@Component
class RetryMessagesOperation implements FhirOperation {

    private final Callers callers;
    private final Deliveries deliveries;
    private final Bell bell;

    RetryMessagesOperation(Callers callers, Deliveries deliveries, Bell bell) {
        this.callers = callers;
        this.deliveries = deliveries;
        this.bell = bell;
    }

    @Operation(name = "$retry-messages", canonicalUrl = FhirPackage.CANONICAL + "/OperationDefinition/retry-messages")
    public Parameters retry(
            @OperationParam(name = "id") List<StringType> ids,
            @OperationParam(name = "recipient", max = 1) StringType recipient) {
        callers.require(Role.COORDINATOR, Role.ADMIN);
        boolean named = ids != null && !ids.isEmpty();
        boolean all = recipient != null && recipient.hasValue();
        if (named == all) {
            throw Refusal.badRequest(
                            "malformed", "Name messages by id, or a recipient; one of the two.", "id", "recipient")
                    .asException();
        }
        int retried = all
                ? deliveries.retry(recipient.getValue())
                : deliveries.retry(ids.stream().map(RetryMessagesOperation::id).toList());
        bell.ring();
        return new Parameters().addParameter("retried", new IntegerType(retried));
    }

    private static UUID id(StringType given) {
        try {
            return UUID.fromString(String.valueOf(given.getValue()));
        } catch (IllegalArgumentException e) {
            throw Refusal.badRequest("malformed", "An id is one of $parked-messages.", "id")
                    .asException();
        }
    }
}

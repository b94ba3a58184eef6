package health.consilium.notification;

import ca.uhn.fhir.rest.annotation.Operation;
import ca.uhn.fhir.rest.annotation.OperationParam;
import health.consilium.access.Callers;
import health.consilium.access.Role;
import health.consilium.fhir.FhirOperation;
import health.consilium.fhir.FhirPackage;
import health.consilium.fhir.Refusal;
import java.util.Date;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.InstantType;
import org.hl7.fhir.r4.model.IntegerType;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Parameters.ParametersParameterComponent;
import org.hl7.fhir.r4.model.StringType;
import org.springframework.stereotype.Component;

/** {@code GET $parked-messages}: what could not be delivered and is kept until somebody has it tried again. */
@Component
class ParkedMessagesOperation implements FhirOperation {

    private static final int USUAL = 100;
    private static final int MOST = 1000;

    private final Callers callers;
    private final Deliveries deliveries;

    ParkedMessagesOperation(Callers callers, Deliveries deliveries) {
        this.callers = callers;
        this.deliveries = deliveries;
    }

    @Operation(
            name = "$parked-messages",
            idempotent = true,
            canonicalUrl = FhirPackage.CANONICAL + "/OperationDefinition/parked-messages")
    public Parameters parked(
            @OperationParam(name = "recipient", max = 1) StringType recipient,
            @OperationParam(name = "_count", max = 1) IntegerType count) {
        callers.require(Role.COORDINATOR, Role.ADMIN);
        int wanted = count == null || !count.hasValue() ? USUAL : count.getValue();
        if (wanted < 1) {
            throw Refusal.badRequest("malformed", "_count is at least 1.", "_count")
                    .asException();
        }
        String to = recipient == null ? null : recipient.getValue();
        Parameters answer = new Parameters();
        answer.addParameter("total", new IntegerType(deliveries.count("parked", to)));
        deliveries
                .parked(to, Math.min(wanted, MOST))
                .forEach(message -> describe(message, answer.addParameter().setName("message")));
        return answer;
    }

    private static void describe(Delivery message, ParametersParameterComponent part) {
        part.addPart().setName("id").setValue(new StringType(message.id().toString()));
        part.addPart().setName("channel").setValue(new CodeType(message.channel()));
        part.addPart().setName("recipient").setValue(new StringType(message.recipient()));
        part.addPart().setName("topic").setValue(new CodeType(message.kind()));
        part.addPart().setName("case").setValue(new StringType(message.caseNumber()));
        part.addPart().setName("since").setValue(new InstantType(Date.from(message.since())));
        part.addPart().setName("attempts").setValue(new IntegerType(message.attempts()));
        if (message.problem() != null) {
            part.addPart().setName("problem").setValue(new StringType(message.problem()));
        }
    }
}

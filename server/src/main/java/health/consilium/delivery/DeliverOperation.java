package health.consilium.delivery;

import ca.uhn.fhir.rest.annotation.IdParam;
import ca.uhn.fhir.rest.annotation.Operation;
import ca.uhn.fhir.rest.annotation.OperationParam;
import health.consilium.fhir.FhirOperation;
import health.consilium.fhir.FhirPackage;
import java.util.List;
import org.hl7.fhir.instance.model.api.IIdType;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.StringType;
import org.springframework.stereotype.Component;

/** {@code POST Task/[id]/$deliver}: releases the opinion to its recipients. */
@Component
class DeliverOperation implements FhirOperation {

    private final Delivery delivery;

    DeliverOperation(Delivery delivery) {
        this.delivery = delivery;
    }

    /** Parameters and not the Communication alone, because the operation has further outputs. */
    @Operation(
            name = "$deliver",
            typeName = "Task",
            canonicalUrl = FhirPackage.CANONICAL + "/OperationDefinition/deliver")
    public Parameters deliver(
            @IdParam IIdType taskId,
            @OperationParam(name = "recipient", min = 1) List<Reference> recipients,
            @OperationParam(name = "channel", min = 1, max = 1) CodeType channel,
            @OperationParam(name = "language", max = 1) CodeType language,
            @OperationParam(name = "passcode", max = 1) StringType passcode) {
        Delivery.Delivered delivered =
                delivery.deliver(taskId.getIdPart(), DeliverRequest.of(recipients, channel, language, passcode));
        Parameters parameters = new Parameters();
        parameters.addParameter().setName("return").setResource(delivered.note());
        delivered.link().ifPresent(link -> {
            parameters.addParameter("shlink", link.shlink());
            parameters.addParameter("passcode", link.passcode());
        });
        return parameters;
    }
}

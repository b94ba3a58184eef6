package health.consilium.delivery;

import ca.uhn.fhir.rest.annotation.IdParam;
import ca.uhn.fhir.rest.annotation.Operation;
import ca.uhn.fhir.rest.annotation.OperationParam;
import health.consilium.fhir.FhirOperation;
import health.consilium.fhir.FhirPackage;
import org.hl7.fhir.instance.model.api.IIdType;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Task;
import org.springframework.stereotype.Component;

/** {@code POST Task/[id]/$arrange}: opens what is done on demand after delivery. */
@Component
class ArrangeOperation implements FhirOperation {

    private final Arrangements arrangements;

    ArrangeOperation(Arrangements arrangements) {
        this.arrangements = arrangements;
    }

    @Operation(
            name = "$arrange",
            typeName = "Task",
            canonicalUrl = FhirPackage.CANONICAL + "/OperationDefinition/arrange")
    public Task arrange(
            @IdParam IIdType taskId,
            @OperationParam(name = "what", min = 1, max = 1) CodeType what,
            @OperationParam(name = "recipient", max = 1) Reference recipient,
            @OperationParam(name = "language", max = 1) CodeType language) {
        return arrangements.open(taskId.getIdPart(), ArrangeRequest.of(what, recipient, language));
    }
}

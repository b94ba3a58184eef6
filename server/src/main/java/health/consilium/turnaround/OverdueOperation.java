package health.consilium.turnaround;

import ca.uhn.fhir.rest.annotation.Operation;
import ca.uhn.fhir.rest.annotation.OperationParam;
import health.consilium.fhir.FhirOperation;
import health.consilium.fhir.FhirPackage;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.IntegerType;
import org.hl7.fhir.r4.model.Reference;
import org.springframework.stereotype.Component;

/** {@code GET Task/$overdue}: what is late, the latest first. */
@Component
class OverdueOperation implements FhirOperation {

    private final Overdue overdue;

    OverdueOperation(Overdue overdue) {
        this.overdue = overdue;
    }

    @Operation(
            name = "$overdue",
            typeName = "Task",
            idempotent = true,
            canonicalUrl = FhirPackage.CANONICAL + "/OperationDefinition/overdue")
    public Bundle list(
            @OperationParam(name = "owner", max = 1) Reference owner,
            @OperationParam(name = "count", max = 1) IntegerType count,
            @OperationParam(name = "offset", max = 1) IntegerType offset) {
        return overdue.list(OverdueRequest.of(owner, count, offset));
    }
}

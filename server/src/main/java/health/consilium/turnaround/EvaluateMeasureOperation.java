package health.consilium.turnaround;

import ca.uhn.fhir.rest.annotation.IdParam;
import ca.uhn.fhir.rest.annotation.Operation;
import ca.uhn.fhir.rest.annotation.OperationParam;
import health.consilium.fhir.FhirOperation;
import health.consilium.fhir.FhirPackage;
import org.hl7.fhir.instance.model.api.IIdType;
import org.hl7.fhir.r4.model.DateType;
import org.hl7.fhir.r4.model.MeasureReport;
import org.hl7.fhir.r4.model.Reference;
import org.springframework.stereotype.Component;

/** {@code GET Measure/[id]/$evaluate-measure}: how long things took in a period. Stores nothing. */
@Component
class EvaluateMeasureOperation implements FhirOperation {

    private final Turnaround turnaround;

    EvaluateMeasureOperation(Turnaround turnaround) {
        this.turnaround = turnaround;
    }

    @Operation(
            name = "$evaluate-measure",
            typeName = "Measure",
            idempotent = true,
            canonicalUrl = FhirPackage.CANONICAL + "/OperationDefinition/evaluate-measure")
    public MeasureReport evaluate(
            @IdParam IIdType measure,
            @OperationParam(name = "periodStart", min = 1, max = 1) DateType periodStart,
            @OperationParam(name = "periodEnd", min = 1, max = 1) DateType periodEnd,
            @OperationParam(name = "subject", max = 1) Reference subject) {
        return turnaround.evaluate(EvaluateRequest.of(measure.getIdPart(), periodStart, periodEnd, subject));
    }
}

package health.consilium.centres;

import ca.uhn.fhir.rest.annotation.IdParam;
import ca.uhn.fhir.rest.annotation.Operation;
import ca.uhn.fhir.rest.annotation.OperationParam;
import health.consilium.fhir.FhirOperation;
import health.consilium.fhir.FhirPackage;
import java.util.List;
import org.hl7.fhir.instance.model.api.IIdType;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.IntegerType;
import org.hl7.fhir.r4.model.Parameters.ParametersParameterComponent;
import org.springframework.stereotype.Component;

/** {@code POST ServiceRequest/[id]/$assess}: the options of a case, priced; a draft until the coordinator publishes it. */
@Component
class AssessOperation implements FhirOperation {

    private final Assessment assessment;

    AssessOperation(Assessment assessment) {
        this.assessment = assessment;
    }

    @Operation(
            name = "$assess",
            typeName = "ServiceRequest",
            canonicalUrl = FhirPackage.CANONICAL + "/OperationDefinition/assess")
    public Bundle assess(
            @IdParam IIdType caseId,
            @OperationParam(name = "asOf", max = 1) DateTimeType asOf,
            @OperationParam(name = "persist", max = 1) BooleanType persist,
            @OperationParam(name = "maxCentres", max = 1) IntegerType maxCentres,
            @OperationParam(name = "currency", max = 1) CodeType currency,
            @OperationParam(name = "rate") List<ParametersParameterComponent> rates) {
        return assessment.assess(
                caseId.getIdPart(), new AssessRequest.Given(asOf, persist, maxCentres, currency, rates));
    }
}

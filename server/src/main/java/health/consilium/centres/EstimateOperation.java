package health.consilium.centres;

import ca.uhn.fhir.rest.annotation.Operation;
import ca.uhn.fhir.rest.annotation.OperationParam;
import health.consilium.fhir.FhirOperation;
import health.consilium.fhir.FhirPackage;
import java.util.List;
import org.hl7.fhir.r4.model.Claim;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.IntegerType;
import org.hl7.fhir.r4.model.Parameters.ParametersParameterComponent;
import org.hl7.fhir.r4.model.Reference;
import org.springframework.stereotype.Component;

/** {@code POST Claim/$estimate}: what an option costs, line by line. Reads only. */
@Component
class EstimateOperation implements FhirOperation {

    private final EstimateService service;

    EstimateOperation(EstimateService service) {
        this.service = service;
    }

    @Operation(
            name = "$estimate",
            typeName = "Claim",
            idempotent = true,
            canonicalUrl = FhirPackage.CANONICAL + "/OperationDefinition/estimate")
    public Claim estimate(
            @OperationParam(name = "option", min = 1, max = 1) CodeType option,
            @OperationParam(name = "service", min = 1, max = 1) Reference review,
            @OperationParam(name = "pages") List<IntegerType> pages,
            @OperationParam(name = "language") List<CodeType> languages,
            @OperationParam(name = "line") List<CodeType> lines,
            @OperationParam(name = "currency", min = 1, max = 1) CodeType currency,
            @OperationParam(name = "rate") List<ParametersParameterComponent> rates) {
        return service.estimate(new EstimateRequest.Given(option, review, pages, languages, lines, currency, rates));
    }
}

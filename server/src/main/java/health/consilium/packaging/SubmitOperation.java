package health.consilium.packaging;

import ca.uhn.fhir.rest.annotation.IdParam;
import ca.uhn.fhir.rest.annotation.Operation;
import ca.uhn.fhir.rest.annotation.OperationParam;
import health.consilium.fhir.FhirOperation;
import health.consilium.fhir.FhirPackage;
import java.util.List;
import org.hl7.fhir.instance.model.api.IIdType;
import org.hl7.fhir.r4.model.Parameters.ParametersParameterComponent;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Task;
import org.springframework.stereotype.Component;

/** {@code POST ServiceRequest/[id]/$submit}: refers a case to one centre, all or nothing. */
@Component
class SubmitOperation implements FhirOperation {

    private final Submission submission;

    SubmitOperation(Submission submission) {
        this.submission = submission;
    }

    @Operation(
            name = "$submit",
            typeName = "ServiceRequest",
            canonicalUrl = FhirPackage.CANONICAL + "/OperationDefinition/submit")
    public Task submit(
            @IdParam IIdType caseId,
            @OperationParam(name = "centre", min = 1, max = 1) Reference centre,
            @OperationParam(name = "package", min = 1, max = 1) Reference sent,
            @OperationParam(name = "consent", min = 1, max = 1) Reference consent,
            @OperationParam(name = "override") List<ParametersParameterComponent> overrides) {
        return submission.submit(caseId.getIdPart(), SubmitRequest.of(centre, sent, consent, overrides));
    }
}

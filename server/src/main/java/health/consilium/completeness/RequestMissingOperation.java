package health.consilium.completeness;

import ca.uhn.fhir.rest.annotation.IdParam;
import ca.uhn.fhir.rest.annotation.Operation;
import ca.uhn.fhir.rest.annotation.OperationParam;
import health.consilium.fhir.FhirOperation;
import health.consilium.fhir.FhirPackage;
import java.util.List;
import org.hl7.fhir.instance.model.api.IIdType;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.MarkdownType;
import org.hl7.fhir.r4.model.Reference;
import org.springframework.stereotype.Component;

/** {@code POST Task/[id]/$request-missing}: asks for the missing items of a case. */
@Component
class RequestMissingOperation implements FhirOperation {

    private final InformationRequests requests;

    RequestMissingOperation(InformationRequests requests) {
        this.requests = requests;
    }

    @Operation(
            name = "$request-missing",
            typeName = "Task",
            canonicalUrl = FhirPackage.CANONICAL + "/OperationDefinition/request-missing")
    public Bundle requestMissing(
            @IdParam IIdType taskId,
            @OperationParam(name = "gap", min = 1) List<Reference> gaps,
            @OperationParam(name = "assignee", max = 1) Reference assignee,
            @OperationParam(name = "language", max = 1) CodeType language,
            @OperationParam(name = "note", max = 1) MarkdownType note) {
        return requests.ask(RequestMissingRequest.of(taskId.getIdPart(), gaps, assignee, language, note));
    }
}

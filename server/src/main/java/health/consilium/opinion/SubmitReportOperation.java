package health.consilium.opinion;

import ca.uhn.fhir.rest.annotation.IdParam;
import ca.uhn.fhir.rest.annotation.Operation;
import ca.uhn.fhir.rest.annotation.OperationParam;
import health.consilium.fhir.FhirOperation;
import health.consilium.fhir.FhirPackage;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.instance.model.api.IIdType;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.Task;
import org.springframework.stereotype.Component;

/** {@code POST Task/[id]/$submit-report}: the centre hands in its opinion. */
@Component
class SubmitReportOperation implements FhirOperation {

    private final ReportSubmission submission;

    SubmitReportOperation(ReportSubmission submission) {
        this.submission = submission;
    }

    @Operation(
            name = "$submit-report",
            typeName = "Task",
            canonicalUrl = FhirPackage.CANONICAL + "/OperationDefinition/submit-report")
    public Task submitReport(
            @IdParam IIdType taskId,
            @OperationParam(name = "report", min = 1, max = 1) IBaseResource report,
            @OperationParam(name = "language", min = 1, max = 1) CodeType language,
            @OperationParam(name = "status", min = 1, max = 1) CodeType status) {
        return submission.submit(taskId.getIdPart(), SubmitReportRequest.of(report, language, status));
    }
}

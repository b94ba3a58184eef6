package health.consilium.access.audit;

import ca.uhn.fhir.rest.annotation.IdParam;
import ca.uhn.fhir.rest.annotation.Operation;
import ca.uhn.fhir.rest.annotation.OperationParam;
import health.consilium.fhir.FhirOperation;
import health.consilium.fhir.FhirPackage;
import java.util.Date;
import org.hl7.fhir.instance.model.api.IIdType;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.IntegerType;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Parameters.ParametersParameterComponent;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.StringType;
import org.springframework.stereotype.Component;

/** {@code POST Patient/[id]/$access-report}: who looked at the records, when and why. */
@Component
class AccessReportOperation implements FhirOperation {

    private final AccessReport report;

    AccessReportOperation(AccessReport report) {
        this.report = report;
    }

    @Operation(
            name = "$access-report",
            typeName = "Patient",
            canonicalUrl = FhirPackage.CANONICAL + "/OperationDefinition/access-report")
    public Parameters report(
            @IdParam IIdType patientId,
            @OperationParam(name = "start", max = 1) DateTimeType start,
            @OperationParam(name = "end", max = 1) DateTimeType end,
            @OperationParam(name = "language", max = 1) CodeType language,
            @OperationParam(name = "own", max = 1) BooleanType own) {
        AccessReportRequest request = AccessReportRequest.of(start, end, language, own);
        AccessReport.Report found = report.of(patientId.getIdPart(), request);
        Parameters answer = new Parameters();
        answer.addParameter("language", new CodeType(new ReportWords(request.language()).language()));
        answer.addParameter("truncated", new BooleanType(found.truncated()));
        found.entries().forEach(entry -> add(answer.addParameter().setName("entry"), entry));
        return answer;
    }

    private static void add(ParametersParameterComponent part, AccessReport.Entry entry) {
        part.addPart().setName("first").setValue(new DateTimeType(Date.from(entry.first())));
        part.addPart().setName("last").setValue(new DateTimeType(Date.from(entry.last())));
        part.addPart().setName("who").setValue(new StringType(entry.who()));
        if (!entry.role().isEmpty()) {
            part.addPart().setName("role").setValue(new CodeType(entry.role()));
        }
        if (entry.party().contains("/")) {
            part.addPart().setName("party").setValue(new Reference(entry.party()));
        }
        part.addPart().setName("what").setValue(new StringType(entry.what()));
        if (!entry.why().isEmpty()) {
            part.addPart().setName("why").setValue(new StringType(entry.why()));
        }
        part.addPart().setName("records").setValue(new IntegerType(entry.records()));
    }
}

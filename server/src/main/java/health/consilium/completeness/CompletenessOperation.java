package health.consilium.completeness;

import ca.uhn.fhir.rest.annotation.IdParam;
import ca.uhn.fhir.rest.annotation.Operation;
import ca.uhn.fhir.rest.annotation.OperationParam;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import health.consilium.fhir.FhirOperation;
import health.consilium.fhir.FhirPackage;
import org.hl7.fhir.instance.model.api.IIdType;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.CanonicalType;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Reference;
import org.springframework.stereotype.Component;

/** {@code POST ServiceRequest/[id]/$completeness} of a case, and {@code POST ServiceRequest/$completeness} before it is sent. */
@Component
class CompletenessOperation implements FhirOperation {

    private final CaseCompleteness cases;
    private final Precheck precheck;

    CompletenessOperation(CaseCompleteness cases, Precheck precheck) {
        this.cases = cases;
        this.precheck = precheck;
    }

    @Operation(
            name = "$completeness",
            typeName = "ServiceRequest",
            canonicalUrl = FhirPackage.CANONICAL + "/OperationDefinition/completeness")
    public Parameters ofCase(
            @IdParam IIdType caseId,
            @OperationParam(name = "checklist", max = 1) CanonicalType checklist,
            @OperationParam(name = "centre", max = 1) Reference centre,
            @OperationParam(name = "asOf", max = 1) DateTimeType asOf,
            @OperationParam(name = "persist", max = 1) BooleanType persist,
            @OperationParam(name = "language", max = 1) CodeType language,
            RequestDetails request) {
        return cases.answer(
                CompletenessRequest.of(caseId.getIdPart(), checklist, centre, asOf, persist),
                readers(language, request));
    }

    @Operation(
            name = "$completeness",
            typeName = "ServiceRequest",
            canonicalUrl = FhirPackage.CANONICAL + "/OperationDefinition/completeness")
    public Parameters ofRecords(
            @OperationParam(name = "records", min = 1, max = 1) Bundle records,
            @OperationParam(name = "checklist", min = 1, max = 1) CanonicalType checklist,
            @OperationParam(name = "centre", max = 1) Reference centre,
            @OperationParam(name = "asOf", max = 1) DateTimeType asOf,
            @OperationParam(name = "language", max = 1) CodeType language,
            RequestDetails request) {
        return precheck.answer(PrecheckRequest.of(records, checklist, centre, asOf), readers(language, request));
    }

    private static ReaderLanguages readers(CodeType language, RequestDetails request) {
        return ReaderLanguages.of(language, request.getHeader("Accept-Language"));
    }
}

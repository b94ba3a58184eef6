package health.consilium.centres;

import ca.uhn.fhir.rest.annotation.IdParam;
import ca.uhn.fhir.rest.annotation.Operation;
import ca.uhn.fhir.rest.annotation.OperationParam;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import health.consilium.centres.rules.ReasonWords;
import health.consilium.fhir.FhirOperation;
import health.consilium.fhir.FhirPackage;
import health.consilium.letter.AcceptedLanguages;
import java.util.List;
import org.hl7.fhir.instance.model.api.IIdType;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.Duration;
import org.hl7.fhir.r4.model.IntegerType;
import org.hl7.fhir.r4.model.Reference;
import org.springframework.stereotype.Component;

/** {@code POST ServiceRequest/[id]/$match}: which centres are right for a case, and why. Reads only. */
@Component
class MatchOperation implements FhirOperation {

    private final MatchService service;

    MatchOperation(MatchService service) {
        this.service = service;
    }

    @Operation(
            name = "$match",
            typeName = "ServiceRequest",
            idempotent = true,
            canonicalUrl = FhirPackage.CANONICAL + "/OperationDefinition/match")
    public Bundle match(
            @IdParam IIdType caseId,
            @OperationParam(name = "count", max = 1) IntegerType count,
            @OperationParam(name = "remote", max = 1) BooleanType remote,
            @OperationParam(name = "language") List<CodeType> languages,
            @OperationParam(name = "maxTurnaround", max = 1) Duration maxTurnaround,
            @OperationParam(name = "exclude") List<Reference> exclude,
            RequestDetails request) {
        return service.match(
                caseId.getIdPart(),
                MatchRequest.of(count, remote, languages, maxTurnaround, exclude),
                ReasonWords.firstOf(AcceptedLanguages.of(request.getHeader("Accept-Language"))));
    }
}

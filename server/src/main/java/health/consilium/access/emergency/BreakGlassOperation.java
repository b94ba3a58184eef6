package health.consilium.access.emergency;

import ca.uhn.fhir.rest.annotation.Operation;
import ca.uhn.fhir.rest.annotation.OperationParam;
import ca.uhn.fhir.rest.server.servlet.ServletRequestDetails;
import health.consilium.access.Caller;
import health.consilium.access.Callers;
import health.consilium.access.emergency.rules.Declarer;
import health.consilium.fhir.FhirOperation;
import health.consilium.fhir.FhirPackage;
import java.time.Clock;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.StringType;
import org.springframework.stereotype.Component;

/** {@code POST ServiceRequest/$break-glass}: a person declares an emergency and reads one case for half an hour. */
@Component
class BreakGlassOperation implements FhirOperation {

    private static final SignIn SIGN_IN = SignIn.within(Declarer.FRESH);

    private final Callers callers;
    private final Emergencies emergencies;
    private final Clock clock;

    BreakGlassOperation(Callers callers, Emergencies emergencies, Clock clock) {
        this.callers = callers;
        this.emergencies = emergencies;
        this.clock = clock;
    }

    @Operation(
            name = "$break-glass",
            typeName = "ServiceRequest",
            canonicalUrl = FhirPackage.CANONICAL + "/OperationDefinition/break-glass")
    public Parameters declare(
            @OperationParam(name = "case", max = 1) StringType number,
            @OperationParam(name = "purpose", max = 1) CodeType purpose,
            @OperationParam(name = "reason", max = 1) StringType reason,
            ServletRequestDetails request) {
        Caller caller = callers.current();
        SignedIn how = SignedIn.current();
        new Declarer(caller.role(), how.person(), how.sure(), how.at())
                .refusal(clock.instant())
                .ifPresent(refusal -> SIGN_IN.refuse(refusal, request));
        Emergency.Who who =
                new Emergency.Who(caller.subject(), caller.role().code(), caller.party(), caller.organization());
        Parameters answer = new Parameters();
        Told.at(answer).opened(emergencies.declare(who, BreakGlassRequest.of(number, purpose, reason)));
        return answer;
    }
}

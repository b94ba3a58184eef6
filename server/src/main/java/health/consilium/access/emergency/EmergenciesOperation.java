package health.consilium.access.emergency;

import ca.uhn.fhir.rest.annotation.Operation;
import ca.uhn.fhir.rest.annotation.OperationParam;
import health.consilium.access.Callers;
import health.consilium.access.Role;
import health.consilium.fhir.FhirOperation;
import health.consilium.fhir.FhirPackage;
import health.consilium.fhir.ListPage;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.IntegerType;
import org.hl7.fhir.r4.model.Parameters;
import org.springframework.stereotype.Component;

/** {@code POST AuditEvent/$emergencies}: what waits for the privacy officer's review, and what was reviewed. */
@Component
class EmergenciesOperation implements FhirOperation {

    private final Callers callers;
    private final Register register;

    EmergenciesOperation(Callers callers, Register register) {
        this.callers = callers;
        this.register = register;
    }

    @Operation(
            name = "$emergencies",
            typeName = "AuditEvent",
            canonicalUrl = FhirPackage.CANONICAL + "/OperationDefinition/emergencies")
    public Parameters list(
            @OperationParam(name = "all", max = 1) BooleanType all,
            @OperationParam(name = "count", max = 1) IntegerType count,
            @OperationParam(name = "offset", max = 1) IntegerType offset) {
        callers.require(Role.ADMIN);
        boolean open = all == null || !all.booleanValue();
        Parameters answer = new Parameters();
        answer.addParameter("open", new IntegerType(register.toReview()));
        register.list(open, ListPage.of(count, offset))
                .forEach(emergency ->
                        Told.within(answer.addParameter().setName("emergency")).whole(emergency));
        return answer;
    }
}

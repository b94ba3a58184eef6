package health.consilium.access.emergency;

import ca.uhn.fhir.rest.annotation.Operation;
import ca.uhn.fhir.rest.annotation.OperationParam;
import health.consilium.access.Callers;
import health.consilium.access.Role;
import health.consilium.fhir.FhirOperation;
import health.consilium.fhir.FhirPackage;
import health.consilium.fhir.ListPage;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.IntegerType;
import org.hl7.fhir.r4.model.Parameters;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/** {@code POST AuditEvent/$emergencies}: what waits for the privacy officer's review, and what was reviewed. */
@Component
class EmergenciesOperation implements FhirOperation {

    private final Callers callers;
    private final Register register;
    private final ReviewDates dates;

    EmergenciesOperation(Callers callers, Register register, @Lazy ReviewDates dates) {
        this.callers = callers;
        this.register = register;
        this.dates = dates;
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
        List<Emergency> listed = register.list(open, ListPage.of(count, offset));
        Map<UUID, Instant> due = dates.due(listed.stream().map(Emergency::id).toList());
        listed.forEach(emergency -> Told.within(answer.addParameter().setName("emergency"))
                .whole(emergency, Optional.ofNullable(due.get(emergency.id()))));
        return answer;
    }
}

package health.consilium.access.audit;

import ca.uhn.fhir.rest.annotation.Operation;
import health.consilium.access.Callers;
import health.consilium.access.Role;
import health.consilium.fhir.FhirOperation;
import health.consilium.fhir.FhirPackage;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.DecimalType;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.StringType;
import org.springframework.stereotype.Component;

/** {@code POST AuditEvent/$verify-trail}: whether the audit trail is whole. */
@Component
class VerifyAuditOperation implements FhirOperation {

    private final Callers callers;
    private final AuditVerifications verifications;

    VerifyAuditOperation(Callers callers, AuditVerifications verifications) {
        this.callers = callers;
        this.verifications = verifications;
    }

    @Operation(
            name = "$verify-trail",
            typeName = "AuditEvent",
            canonicalUrl = FhirPackage.CANONICAL + "/OperationDefinition/verify-trail")
    public Parameters verify() {
        callers.require(Role.ADMIN);
        AuditVerifier.Verification found = verifications.run();
        Parameters answer = new Parameters();
        answer.addParameter("holds", new BooleanType(found.holds()));
        answer.addParameter("events", new DecimalType(found.links()));
        answer.addParameter("head", new StringType(found.head()));
        answer.addParameter("pending", new DecimalType(found.pending()));
        found.faults().forEach(fault -> answer.addParameter("fault", new StringType(fault)));
        return answer;
    }
}

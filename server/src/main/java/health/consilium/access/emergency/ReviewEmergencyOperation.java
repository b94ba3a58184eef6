package health.consilium.access.emergency;

import ca.uhn.fhir.rest.annotation.Operation;
import ca.uhn.fhir.rest.annotation.OperationParam;
import ca.uhn.fhir.rest.server.servlet.ServletRequestDetails;
import health.consilium.access.Caller;
import health.consilium.access.Callers;
import health.consilium.access.emergency.rules.Reviewer;
import health.consilium.fhir.FhirOperation;
import health.consilium.fhir.FhirPackage;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.StringType;
import org.springframework.stereotype.Component;

/** {@code POST AuditEvent/$review-emergency}: the privacy officer, a person, says whether it was one. */
@Component
class ReviewEmergencyOperation implements FhirOperation {

    private static final SignIn SIGN_IN = SignIn.whenever();

    private final Callers callers;
    private final EmergencyReviews reviews;

    ReviewEmergencyOperation(Callers callers, EmergencyReviews reviews) {
        this.callers = callers;
        this.reviews = reviews;
    }

    @Operation(
            name = "$review-emergency",
            typeName = "AuditEvent",
            canonicalUrl = FhirPackage.CANONICAL + "/OperationDefinition/review-emergency")
    public Parameters review(
            @OperationParam(name = "id", max = 1) StringType id,
            @OperationParam(name = "justified", max = 1) BooleanType justified,
            @OperationParam(name = "note", max = 1) StringType note,
            ServletRequestDetails request) {
        Caller caller = callers.current();
        SignedIn how = SignedIn.current();
        new Reviewer(caller.role(), how.person(), how.sure())
                .refusal()
                .ifPresent(refusal -> SIGN_IN.refuse(refusal, request));
        Parameters answer = new Parameters();
        Told.at(answer).reviewed(reviews.review(caller, ReviewRequest.of(id, justified, note)));
        return answer;
    }
}

package health.consilium.access.emergency;

import ca.uhn.fhir.rest.annotation.Operation;
import ca.uhn.fhir.rest.annotation.OperationParam;
import health.consilium.access.Callers;
import health.consilium.access.Role;
import health.consilium.fhir.FhirOperation;
import health.consilium.fhir.FhirPackage;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.StringType;
import org.springframework.stereotype.Component;

/** {@code POST AuditEvent/$review-emergency}: the privacy officer says whether it was one. */
@Component
class ReviewEmergencyOperation implements FhirOperation {

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
            @OperationParam(name = "note", max = 1) StringType note) {
        ReviewRequest request = ReviewRequest.of(id, justified, note);
        Parameters answer = new Parameters();
        Told.at(answer).reviewed(reviews.review(callers.require(Role.ADMIN), request));
        return answer;
    }
}

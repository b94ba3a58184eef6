package health.consilium.packaging;

import health.consilium.access.Callers;
import health.consilium.access.CaseAccess;
import health.consilium.access.Role;
import health.consilium.workflow.CaseFile;
import health.consilium.workflow.Cases;
import java.util.Optional;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.springframework.stereotype.Component;

/** {@code $package} in both directions: the case for a centre, the opinion for the patient. */
@Component
class Packaging {

    private final Callers callers;
    private final CaseAccess access;
    private final Cases cases;
    private final ReferralPackages referrals;
    private final OpinionPackages opinions;

    Packaging(Callers callers, CaseAccess access, Cases cases, ReferralPackages referrals, OpinionPackages opinions) {
        this.callers = callers;
        this.access = access;
        this.cases = cases;
        this.referrals = referrals;
        this.opinions = opinions;
    }

    /**
     * A package.
     *
     * @param body what was asked for
     * @param frozen what stands for its frozen bytes; empty for a preview
     */
    record Packed(Resource body, Optional<DocumentReference> frozen) {}

    Packed pack(String caseId, PackageRequest request) {
        CaseFile file = cases.require(
                "ServiceRequest/" + access.require(ServiceRequest.class, caseId).getIdPart());
        if (request.centre().isEmpty()) {
            return opinions.pack(file, request);
        }
        callers.require(Role.COORDINATOR);
        return referrals.pack(file, request);
    }
}

package health.consilium.retention;

import ca.uhn.fhir.rest.annotation.IdParam;
import ca.uhn.fhir.rest.annotation.Operation;
import ca.uhn.fhir.rest.annotation.OperationParam;
import health.consilium.access.Caller;
import health.consilium.access.Callers;
import health.consilium.access.CaseAccess;
import health.consilium.access.Role;
import health.consilium.access.audit.HoldRecords;
import health.consilium.fhir.FhirOperation;
import health.consilium.fhir.FhirPackage;
import health.consilium.fhir.Refusal;
import health.consilium.retention.PurgeRun.Phase;
import health.consilium.workflow.CaseFile;
import health.consilium.workflow.CaseLock;
import health.consilium.workflow.Cases;
import java.util.Date;
import org.hl7.fhir.instance.model.api.IIdType;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.DateType;
import org.hl7.fhir.r4.model.InstantType;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Parameters.ParametersParameterComponent;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** {@code POST ServiceRequest/[id]/$legal-hold}: keeps a case from being erased, or lets it go again. */
@Component
class LegalHoldOperation implements FhirOperation {

    private final Callers callers;
    private final CaseAccess access;
    private final Cases cases;
    private final LegalHolds holds;
    private final Pending pending;
    private final HoldRecords records;

    /** An erasure that the desk was asked for, or that was accepted and not begun, and is not to be now. */
    @Component
    record Pending(
            CaseLock lock, AskedErasures asked, EndedCases ended, PurgeRuns runs, HeldCopies copies, Grounds grounds) {

        void takeBack(CaseFile file) {
            asked.takeBack(file);
            ended.forgetAsking(file.number());
            runs.underWay(file.number()).ifPresent(run -> {
                runs.takeBack(run.id());
                grounds.recordHeld(file, run.scope(), run.reason());
            });
        }

        /** What has been destroyed cannot be kept. */
        void requireNoneBegun(CaseFile file) {
            runs.underWay(file.number())
                    .filter(run -> run.phase() != Phase.PLANNED)
                    .ifPresent(run -> {
                        throw Refusal.conflict(
                                        "not-ready",
                                        "An erasure of this case is under way since " + run.askedAt()
                                                + ", and what is gone cannot be brought back. The case is not held.")
                                .asException();
                    });
        }
    }

    LegalHoldOperation(
            Callers callers, CaseAccess access, Cases cases, LegalHolds holds, Pending pending, HoldRecords records) {
        this.callers = callers;
        this.access = access;
        this.cases = cases;
        this.holds = holds;
        this.pending = pending;
        this.records = records;
    }

    @Operation(
            name = "$legal-hold",
            typeName = "ServiceRequest",
            canonicalUrl = FhirPackage.CANONICAL + "/OperationDefinition/legal-hold")
    @Transactional
    public Parameters hold(
            @IdParam IIdType caseId,
            @OperationParam(name = "ground", min = 1, max = 1) CodeType ground,
            @OperationParam(name = "until", max = 1) DateType until,
            @OperationParam(name = "release", max = 1) BooleanType release) {
        Caller caller = callers.require(Role.COORDINATOR);
        LegalHoldRequest request = LegalHoldRequest.of(ground, until, release);
        CaseFile file = cases.require("ServiceRequest/"
                + access.require(ServiceRequest.class, caseId.getIdPart())
                        .getIdElement()
                        .getIdPart());
        // An erasure begins under this lock as well: it comes before the hold or sees it.
        pending.lock().hold(file.number());
        if (!request.release()) {
            pending.requireNoneBegun(file);
            holds.hold(file.number(), request.ground(), request.until(), caller.party());
            pending.takeBack(file);
        } else if (!holds.release(file.number(), request.ground(), caller.party())) {
            throw Refusal.notFound("The case is not held on the ground " + request.ground() + ".")
                    .asException();
        }
        pending.copies().settle(file);
        records.record(file.number(), file.reference(), request.words());
        return answer(file);
    }

    private Parameters answer(CaseFile file) {
        Parameters answer = new Parameters();
        holds.standing(file.number()).forEach(hold -> {
            ParametersParameterComponent standing = answer.addParameter().setName("hold");
            standing.addPart().setName("ground").setValue(new CodeType(hold.ground()));
            standing.addPart().setName("since").setValue(new InstantType(Date.from(hold.since())));
            hold.until().ifPresent(day -> standing.addPart().setName("until").setValue(new DateType(day.toString())));
        });
        answer.addParameter("held", answer.hasParameter());
        return answer;
    }
}

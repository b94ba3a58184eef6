package health.consilium.retention;

import health.consilium.access.CaseTraces;
import health.consilium.access.Compartment;
import health.consilium.fhir.ErasedBytes;
import health.consilium.fhir.Eraser;
import health.consilium.fhir.Eraser.Stored;
import health.consilium.retention.rules.Scope;
import health.consilium.workflow.CaseTrace;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** What is left of a case when its resources are gone: bytes, searches, exports, messages, grants, the patient's account. */
@Component
class Leftovers {

    private static final Set<String> STUBS = Set.of("ServiceRequest", "Task");

    private final Eraser eraser;
    private final ErasedBytes bytes;
    private final ExportedCopies exports;
    private final CaseTraces access;
    private final ObjectProvider<CaseTrace> traces;

    Leftovers(
            Eraser eraser,
            ErasedBytes bytes,
            ExportedCopies exports,
            CaseTraces access,
            ObjectProvider<CaseTrace> traces) {
        this.eraser = eraser;
        this.bytes = bytes;
        this.exports = exports;
        this.access = access;
        this.traces = traces;
    }

    /** @return false when an export is under way that may hold something of it */
    boolean clear(PurgeRun run) {
        PurgePlan plan = run.plan();
        if (!exports.clear(plan.going(), run.askedAt())) {
            return false;
        }
        bytes.remove(plan.contents());
        eraser.forgetSearches(plan.going());
        forgetMembers(plan);
        Set<String> closed = new HashSet<>(plan.references());
        if (run.scope() == Scope.CASE) {
            forgetCase(run);
            access.closeGrants(run.caseNumber(), closed);
        } else {
            access.closeGrantsOn(closed);
        }
        return true;
    }

    /** The end of the erasure itself leaves traces, too: a message would tell of it and stay. */
    void clearAgain(PurgeRun run) {
        if (run.scope() == Scope.CASE) {
            forgetTraces(run);
        }
    }

    private void forgetTraces(PurgeRun run) {
        traces.forEach(trace -> trace.erase(run.caseNumber()));
    }

    /** The earlier versions of a cohort name who has left it, and those of one that was deleted who was in it. */
    private void forgetMembers(PurgePlan plan) {
        eraser.expungeHistory(eraser.everNaming(plan.references(), "Group", Compartment.SYSTEM).stream()
                .map(Stored::key)
                .toList());
    }

    private void forgetCase(PurgeRun run) {
        List<Stored> stubs =
                eraser.bearing(List.of(Compartment.ofCase(run.caseNumber()), Compartment.atDesk(run.caseNumber())));
        eraser.expungeHistory(stubs.stream()
                .filter(stub -> !stub.deleted() && STUBS.contains(stub.type()))
                .map(Stored::key)
                .toList());
        forgetTraces(run);
        run.plan().going().stream()
                .filter(resource -> resource.type().equals("Patient"))
                .forEach(patient -> access.forgetPatient(patient.reference()));
    }
}

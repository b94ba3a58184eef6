package health.consilium.workflow;

import health.consilium.access.Caller;
import health.consilium.access.Callers;
import health.consilium.access.CaseAccess;
import health.consilium.access.Compartment;
import health.consilium.access.Role;
import health.consilium.fhir.FhirStore;
import health.consilium.fhir.Refusal;
import health.consilium.workflow.rules.State;
import health.consilium.workflow.rules.TaskKind;
import health.consilium.workflow.rules.TransitionTable;
import health.consilium.workflow.rules.Verdict;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.Consent;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Task;
import org.hl7.fhir.r4.model.Task.TaskStatus;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/**
 * Withdrawing a case, or taking a referral back. The Task machine of R4 forbids {@code in-progress → cancelled} to anybody but
 * the one who does the work, so that, as in COW, a Task with code {@code abort} asks for it, and the server alone cancels. It is
 * the only Task that a client may create.
 *
 * <p>A case is its patient's to withdraw, at once. A referral that the desk takes back while the centre works on it ends when
 * the centre has agreed.
 */
@Component
class Withdrawal implements TaskEffect, TaskRule {

    private static final State CANCELLED = new State("cancelled", "cancelled");

    private final Callers callers;
    private final CaseAccess access;
    private final Cases cases;
    private final CaseProgress progress;
    private final TaskGrants grants;
    private final FhirStore store;

    Withdrawal(
            Callers callers,
            CaseAccess access,
            @Lazy Cases cases,
            @Lazy CaseProgress progress,
            @Lazy TaskGrants grants,
            @Lazy FhirStore store) {
        this.callers = callers;
        this.access = access;
        this.cases = cases;
        this.progress = progress;
        this.grants = grants;
        this.store = store;
    }

    /** Refuses any Task of a client that is not a request to withdraw a case, or a referral, of the caller's own. */
    void check(Task task) {
        if (!AbortForm.isAbort(task)) {
            throw Refusal.unprocessable(
                            "illegal-transition",
                            "Tasks are opened by the server. The one Task you may create asks to withdraw a case: code abort"
                                    + " of " + TaskKind.Codes.HL7 + ", focus the Task of the case.",
                            "Task.code")
                    .asException();
        }
        Task focus = access.require(Task.class, task.getFocus().getReference());
        AbortForm.check(task, focus, callers.current());
        switch (TaskKind.of(focus)) {
            case ROOT -> checkCase(task, focus);
            case REFERRAL -> checkReferral(task, focus);
            case WORK -> throw notToWithdraw("Its focus is the Task of a case or of a referral.");
        }
    }

    private void checkCase(Task task, Task root) {
        State from = State.of(root);
        if (!callers.current().is(Role.PATIENT, Role.HOSPITAL, Role.COORDINATOR)
                || !isLegal(TaskKind.ROOT, from, TransitionTable.root(end(from)))) {
            throw notToWithdraw("A case that is " + from + " can no longer be withdrawn.");
        }
        task.setStatus(TaskStatus.COMPLETED);
    }

    /** After delivery nothing is left to withdraw: the opinion is the patient's, and the case closes. */
    private static String end(State from) {
        return from.equals(TransitionTable.root("delivered")) || from.equals(TransitionTable.root("follow-up"))
                ? "closed"
                : "withdrawn";
    }

    private void checkReferral(Task task, Task referral) {
        Caller caller = callers.current();
        State from = State.of(referral);
        if (!caller.is(Role.COORDINATOR) || !isLegal(TaskKind.REFERRAL, from, CANCELLED)) {
            throw notToWithdraw(
                    caller.is(Role.COORDINATOR)
                            ? "A referral that is " + from + " can no longer be taken back."
                            : "The coordination desk takes referrals back.");
        }
        boolean begun = TransitionTable.check(
                        TaskKind.REFERRAL, from, CANCELLED, caller.role().code(), false)
                instanceof Verdict.Refused;
        task.setStatus(begun ? TaskStatus.REQUESTED : TaskStatus.COMPLETED);
        if (begun) {
            task.setOwner(referral.getOwner().copy());
            task.setGroupIdentifier(referral.getGroupIdentifier().copy());
            task.getMeta()
                    .addSecurity(
                            Compartment.ofReferral(referral.getGroupIdentifier().getValue()));
        }
    }

    private static boolean isLegal(TaskKind kind, State from, State to) {
        return TransitionTable.check(kind, from, to) instanceof Verdict.Allowed;
    }

    private static RuntimeException notToWithdraw(String why) {
        return Refusal.unprocessable("illegal-transition", why, "Task.focus").asException();
    }

    void carryOut(Task task) {
        if (task.getStatus() != TaskStatus.COMPLETED) {
            return;
        }
        Task focus = store.find(
                        Task.class, task.getFocus().getReferenceElement().getIdPart())
                .orElseThrow();
        if (TaskKind.of(focus) == TaskKind.REFERRAL) {
            progress.cancel(focus);
        } else {
            cases.of(focus).ifPresent(file -> end(file, end(State.of(focus))));
        }
    }

    /** An abort Task has no code of ours. */
    @Override
    public String code() {
        return "";
    }

    /** The desk does not agree in the centre's place. */
    @Override
    public Optional<Refusal> refusal(Task before, Task after, Caller caller) {
        boolean agreed = after.getStatus() == TaskStatus.COMPLETED && AbortForm.isAbort(after);
        return agreed && !caller.isMeantBy(after.getOwner())
                ? Optional.of(Refusal.unprocessable(
                        "illegal-transition",
                        "Work that has begun ends when the centre completes this Task; you may cancel it.",
                        "Task.status"))
                : Optional.empty();
    }

    /** The centre agrees that its work ends. */
    @Override
    public void ended(CaseFile file, Task task) {
        if (AbortForm.isAbort(task)) {
            carryOut(task);
        }
    }

    /** Ends the case: the root first, so that nothing new opens, then all that is open, then what centres may see. */
    void end(CaseFile file, String business) {
        CaseFile ended = progress.moveRoot(file, business);
        progress.cancelWork(ended);
        referrals(file).forEach(grants::closeReferral);
    }

    private List<Task> referrals(CaseFile file) {
        return cases.tasks(file.number(), TaskKind.Codes.REFERRAL);
    }

    /**
     * What was opened because of a consent closes with it, in the same transaction; a case that is with a centre under this
     * consent ends. One to a centre that declined ends nothing.
     */
    void consentRevoked(Consent consent) {
        String reference = "Consent/" + consent.getIdElement().getIdPart();
        cases.of(consent).ifPresent(file -> {
            List<Task> under = referrals(file).stream()
                    .filter(referral -> TaskSteps.inputs(referral, "consent").stream()
                            .map(Reference::getReference)
                            .anyMatch(reference::equals))
                    .toList();
            under.forEach(grants::closeReferral);
            if (under.stream().anyMatch(Withdrawal::isWithCentre)) {
                State from = State.of(file.root());
                end(file, end(from).equals("closed") ? "closed" : "consent-revoked");
            }
        });
        grants.closeConsent(reference);
    }

    private static boolean isWithCentre(Task referral) {
        return switch (referral.getStatus()) {
            case REJECTED, FAILED, CANCELLED -> false;
            default -> true;
        };
    }
}

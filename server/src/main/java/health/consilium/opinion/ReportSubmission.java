package health.consilium.opinion;

import health.consilium.access.Caller;
import health.consilium.access.Callers;
import health.consilium.access.CaseAccess;
import health.consilium.access.Role;
import health.consilium.fhir.FhirStore;
import health.consilium.fhir.Refusal;
import health.consilium.fhir.RefusedException;
import health.consilium.opinion.rules.ReceivedReport;
import health.consilium.opinion.rules.ReportCheck;
import health.consilium.opinion.rules.ReportStage;
import health.consilium.workflow.CaseFile;
import health.consilium.workflow.Cases;
import health.consilium.workflow.TaskSteps;
import health.consilium.workflow.rules.State;
import health.consilium.workflow.rules.TaskKind;
import java.util.List;
import java.util.UUID;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.hl7.fhir.r4.model.Task;
import org.springframework.stereotype.Component;

/** {@code $submit-report}: the whole report is stored and the referral moves on, or nothing happens. */
@Component
class ReportSubmission {

    /** Work on an earlier version of the report, void once there is a newer one. */
    private static final String[] REPORT_WORK = {
        "translate-report", "verify-report-translation", "qa-report", "deliver-report"
    };

    private final Callers callers;
    private final CaseAccess access;
    private final Cases cases;
    private final FhirStore store;
    private final ReportFiling filing;
    private final TaskSteps steps;

    ReportSubmission(
            Callers callers, CaseAccess access, Cases cases, FhirStore store, ReportFiling filing, TaskSteps steps) {
        this.callers = callers;
        this.access = access;
        this.cases = cases;
        this.store = store;
        this.filing = filing;
        this.steps = steps;
    }

    Task submit(String taskId, SubmitReportRequest request) {
        Caller caller = callers.require(Role.CENTRE);
        return store.inTransaction(() -> {
            Task task = access.require(Task.class, taskId);
            if (TaskKind.of(task) != TaskKind.REFERRAL || !caller.isMeantBy(task.getOwner())) {
                throw Refusal.notFound("There is no referral Task/" + taskId + " for you.")
                        .asException();
            }
            CaseFile file = cases.of(task).orElseThrow();
            List<State> path = path(task, file, request.stage());
            ReceivedReport report =
                    ReceivedReport.of(request.report(), () -> UUID.randomUUID().toString());
            ServiceRequest referral = store.find(
                            ServiceRequest.class,
                            task.getFocus().getReferenceElement().getIdPart())
                    .orElseThrow();
            List<Refusal> refusals = ReportCheck.refusals(report, request.stage(), referral);
            if (!refusals.isEmpty()) {
                throw new RefusedException(refusals);
            }
            return move(task, file, path, filing.file(report, request, task, file));
        });
    }

    private static List<State> path(Task task, CaseFile file, ReportStage stage) {
        State from = State.of(task);
        boolean reported = !TaskSteps.outputs(task, "report").isEmpty();
        boolean closed = file.root().getStatus() == Task.TaskStatus.COMPLETED;
        if (closed || (stage == ReportStage.AMENDED && !reported)) {
            throw Refusal.unprocessable(
                            "illegal-transition",
                            closed
                                    ? "The case is closed; talk to the coordination desk."
                                    : "There is no report to amend yet; hand it in as final.",
                            "status")
                    .asException();
        }
        return stage.path(from).orElseThrow(() -> Refusal.unprocessable(
                        "illegal-transition",
                        "A " + stage.code() + " report cannot be handed in while the referral is " + from
                                + (from.equals(stage.end())
                                        ? "; hand in a changed one as amended."
                                        : "; accept it first (status accepted, business status review-accepted)."),
                        "Task.status")
                .asException());
    }

    private Task move(Task task, CaseFile file, List<State> path, List<Reference> filed) {
        Task current = task;
        for (State step : path.subList(0, path.size() - 1)) {
            current = steps.move(current, step);
        }
        cases.open(file.number(), REPORT_WORK).forEach(work -> steps.cancel(work));
        Task reported = current.copy();
        reported.getOutput().removeIf(output -> output.getType().hasCoding(TaskSteps.INPUT_SYSTEM, "report"));
        filed.forEach(reference -> reported.addOutput(TaskSteps.output("report", reference)));
        return steps.move(reported, path.get(path.size() - 1));
    }
}

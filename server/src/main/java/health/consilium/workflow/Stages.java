package health.consilium.workflow;

import health.consilium.workflow.rules.Pathway;
import health.consilium.workflow.rules.TaskKind;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.r4.model.Task;
import org.springframework.stereotype.Component;

/** The work that belongs to a business status: it opens when the case enters the status, and when it is done the case goes on. */
@Component
class Stages {

    private final Cases cases;
    private final Pathway pathway;
    private final Worklist worklist;
    private final Stations stations;

    Stages(Cases cases, Pathway pathway, Worklist worklist, Stations stations) {
        this.cases = cases;
        this.pathway = pathway;
        this.worklist = worklist;
        this.stations = stations;
    }

    /** Opens the work of the status that the case is in. */
    void open(CaseFile file) {
        pathway.openedAt(file.status()).stream()
                .filter(step -> !step.code().equals(TaskKind.Codes.REFERRAL))
                .forEach(step -> openAll(file, step));
    }

    private void openAll(CaseFile file, Pathway.Step step) {
        Optional<StageWork> station = stations.workOf(step.code());
        if (station.isPresent()) {
            station.get().needed(file).forEach(item -> worklist.open(file, item));
        } else if (!step.multiple() && cases.open(file.number(), step.code()).isEmpty()) {
            worklist.open(file, WorkItem.of(step.code()));
        }
    }

    /** Where all work is opened on demand and none was, none is done either. */
    boolean waitsForDemand(CaseFile file) {
        return pathway.openedAt(file.status()).isEmpty()
                && pathway.workOf(file.status()).stream()
                        .allMatch(code -> cases.tasks(file.number(), code).isEmpty());
    }

    /** A work Task has ended: what comes after it opens, and its station learns of the end. */
    void ended(CaseFile file, Task task) {
        String code = TaskKind.Codes.of(task);
        if (task.getStatus() == Task.TaskStatus.COMPLETED) {
            pathway.openedAfter(code).forEach(next -> openNext(file, task, next));
        }
        stations.ended(file, task, code);
    }

    /** What was put out by one Task goes into the next; both are about the same thing. */
    private void openNext(CaseFile file, Task done, Pathway.Step next) {
        WorkItem item = WorkItem.about(next.code(), done.getFocus().copy())
                .with(done.getOutput().stream()
                        .map(output -> new Task.ParameterComponent(output.getType(), output.getValue()))
                        .toList());
        worklist.open(file, item);
    }

    /** The status that follows, when all work of the present one is done. */
    Optional<String> next(CaseFile file) {
        String status = file.status().equals("assessing") ? "enquiry-submitted" : file.status();
        Optional<String> next = pathway.after(status);
        Set<String> work = pathway.workOf(status);
        if (next.isEmpty() || work.contains(TaskKind.Codes.REFERRAL)) {
            return Optional.empty();
        }
        return cases.open(file.number(), work.toArray(String[]::new)).isEmpty() ? next : Optional.empty();
    }
}

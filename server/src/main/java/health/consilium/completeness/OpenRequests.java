package health.consilium.completeness;

import health.consilium.fhir.FhirStore;
import health.consilium.workflow.CaseFile;
import health.consilium.workflow.Cases;
import health.consilium.workflow.TaskSteps;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.DetectedIssue;
import org.hl7.fhir.r4.model.DetectedIssue.DetectedIssueStatus;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Task;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/** The requests of a case that nobody has answered yet, and the gaps that they are to close. */
@Component
class OpenRequests {

    static final String CODE = "supply-missing";

    private final Cases cases;
    private final FhirStore store;

    OpenRequests(@Lazy Cases cases, @Lazy FhirStore store) {
        this.cases = cases;
        this.store = store;
    }

    List<Task> of(CaseFile file) {
        return cases.open(file.number(), CODE);
    }

    /** The Task that asks for this gap. */
    Optional<Task> askingFor(String gap, List<Task> requests) {
        return requests.stream()
                .filter(task -> gaps(task).anyMatch(gap::equals))
                .findFirst();
    }

    /** @param now gaps that the transaction under way has changed, by reference */
    boolean isSettled(Task task, Map<String, DetectedIssue> now) {
        return gaps(task).flatMap(gap -> find(gap, now).stream()).noneMatch(OpenRequests::isOpen);
    }

    /** Whether a coordinator waived every gap that the Task asks for. */
    boolean isWaived(Task task, Map<String, DetectedIssue> now) {
        return gaps(task).flatMap(gap -> find(gap, now).stream()).allMatch(Mitigations::isWaived);
    }

    private Optional<DetectedIssue> find(String gap, Map<String, DetectedIssue> now) {
        return now.containsKey(gap) ? Optional.of(now.get(gap)) : store.find(DetectedIssue.class, gap);
    }

    static boolean isOpen(DetectedIssue gap) {
        return gap.getStatus() == DetectedIssueStatus.PRELIMINARY;
    }

    private static Stream<String> gaps(Task task) {
        return TaskSteps.inputs(task, "gap").stream().map(Reference::getReference);
    }
}

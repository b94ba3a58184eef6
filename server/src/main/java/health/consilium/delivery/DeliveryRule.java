package health.consilium.delivery;

import health.consilium.access.Caller;
import health.consilium.fhir.Refusal;
import health.consilium.workflow.TaskRule;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.r4.model.Task;
import org.hl7.fhir.r4.model.Task.TaskStatus;
import org.springframework.stereotype.Component;

/** The Task {@code deliver-report} ends by {@code $deliver} alone, or the case would pass for delivered. */
@Component
class DeliveryRule implements TaskRule {

    private static final Set<TaskStatus> ENDS =
            Set.of(TaskStatus.COMPLETED, TaskStatus.REJECTED, TaskStatus.CANCELLED, TaskStatus.FAILED);

    @Override
    public String code() {
        return Delivery.WORK;
    }

    @Override
    public Optional<Refusal> refusal(Task before, Task after, Caller caller) {
        return ENDS.contains(after.getStatus())
                ? Optional.of(Refusal.unprocessable(
                        "illegal-transition",
                        "Call $deliver on the Task of the case: it releases the opinion and completes this Task.",
                        "Task.status"))
                : Optional.empty();
    }
}

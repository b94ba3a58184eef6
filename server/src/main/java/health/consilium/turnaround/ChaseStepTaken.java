package health.consilium.turnaround;

import java.time.Instant;
import java.util.List;

/**
 * A step of the chase ladder was taken. Published once for each step of a Task, inside the transaction that takes it: what a
 * listener writes in the same transaction is there exactly as often as the step. Ids and codes only.
 *
 * @param caseNumber number of the case that the Task belongs to
 * @param taskId id of the Task that is due or late
 * @param phase which clock of the Task: the first, or one that was started anew
 * @param taskCode code of {@code CodeSystem/task-code}
 * @param step code of {@code CodeSystem/chase-step}
 * @param recipients whom it concerns, as references such as {@code Patient/1} or {@code Organization/2}; never empty
 * @param due when the Task is, or was, due
 */
public record ChaseStepTaken(
        String caseNumber,
        String taskId,
        int phase,
        String taskCode,
        String step,
        List<String> recipients,
        Instant due) {}

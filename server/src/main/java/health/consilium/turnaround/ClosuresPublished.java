package health.consilium.turnaround;

import java.util.List;

/**
 * Whoever has a Task has published closures that lie before its due date, after that was given. Published once for each clock and
 * closure, inside the transaction that notes it.
 *
 * @param caseNumber number of the case that the Task belongs to
 * @param taskId id of the Task, whose due date stands
 * @param recipient whom it concerns, such as {@code Organization/1}
 * @param closures a line for each: first and last day, and why in the words of who published it
 */
public record ClosuresPublished(String caseNumber, String taskId, String recipient, List<String> closures) {}

package health.consilium.workflow;

import health.consilium.workflow.rules.TaskKind;
import health.consilium.workflow.rules.TaskOrder;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Task;
import org.hl7.fhir.r4.model.Task.TaskStatus;
import org.springframework.stereotype.Component;

/** The centre that a case goes to, as the Tasks {@code match-centre} tell it. */
@Component
public class CentreChoice {

    public static final String CODE = "match-centre";

    private static final Set<TaskStatus> FALLEN_AWAY =
            Set.of(TaskStatus.REJECTED, TaskStatus.FAILED, TaskStatus.CANCELLED);

    private final Cases cases;

    CentreChoice(Cases cases) {
        this.cases = cases;
    }

    /** The one named last, whatever became of it since. */
    public Optional<Reference> named(CaseFile file) {
        return latest(file).flatMap(CentreChoice::centre);
    }

    /** The one named last, as long as its referral has not come to nothing: then no centre is chosen until another is named. */
    public Optional<Reference> standing(CaseFile file) {
        return latest(file).flatMap(match -> centre(match).filter(centre -> !hasFallenAway(file, centre, match)));
    }

    private Optional<Task> latest(CaseFile file) {
        return cases.lastCompleted(file.number(), CODE);
    }

    private static Optional<Reference> centre(Task match) {
        return TaskSteps.outputs(match, "centre").stream().findFirst();
    }

    /** By a referral that ended after the centre was named; an earlier one is what it was named anew after. */
    private boolean hasFallenAway(CaseFile file, Reference centre, Task match) {
        return fallenAway(file, centre.getReference())
                .anyMatch(referral -> TaskOrder.BY_LAST_WRITE.compare(referral, match) > 0);
    }

    /** The referrals to this centre that ended without an opinion. */
    public Stream<Task> fallenAway(CaseFile file, String centre) {
        return cases.tasks(file.number(), TaskKind.Codes.REFERRAL).stream()
                .filter(referral -> centre.equals(referral.getOwner().getReference()))
                .filter(referral -> FALLEN_AWAY.contains(referral.getStatus()));
    }
}

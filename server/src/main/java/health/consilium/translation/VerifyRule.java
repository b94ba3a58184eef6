package health.consilium.translation;

import health.consilium.access.Caller;
import health.consilium.fhir.Refusal;
import health.consilium.translation.rules.Credit;
import health.consilium.workflow.TaskRule;
import health.consilium.workflow.TaskSteps;
import java.util.Objects;
import java.util.Optional;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Task;
import org.hl7.fhir.r4.model.Task.TaskStatus;

/** A translation is verified by somebody who did not make it. */
final class VerifyRule implements TaskRule {

    private final Direction direction;
    private final Translations translations;

    VerifyRule(Direction direction, Translations translations) {
        this.direction = direction;
        this.translations = translations;
    }

    @Override
    public String code() {
        return direction.verify();
    }

    @Override
    public Optional<Refusal> refusal(Task before, Task after, Caller caller) {
        if (after.getStatus() == TaskStatus.CANCELLED) {
            return Optional.empty();
        }
        if (isTranslator(after, caller.party())
                || isTranslator(after, after.getOwner().getReference())) {
            return Optional.of(Refusal.unprocessable(
                    "same-person", "A translation is verified by somebody other than its translator.", "Task.owner"));
        }
        return after.getStatus() == TaskStatus.REJECTED ? Reasons.missing(after) : Optional.empty();
    }

    private boolean isTranslator(Task task, String person) {
        return TaskSteps.inputs(task, "translation").stream()
                .map(Reference::getReference)
                .flatMap(translation -> translations.credits(translation).stream())
                .anyMatch(provenance -> Credit.translator(provenance)
                        .filter(name -> Objects.equals(name, person))
                        .isPresent());
    }
}

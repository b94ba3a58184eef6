package health.consilium.translation;

import health.consilium.fhir.Refusal;
import java.util.Optional;
import org.hl7.fhir.r4.model.Task;

/** Whoever takes up work that somebody gave back must know why. */
final class Reasons {

    private Reasons() {}

    static Optional<Refusal> missing(Task rejected) {
        return TranslationWork.reason(rejected).isBlank()
                ? Optional.of(Refusal.unprocessable(
                        "incomplete", "Say why: a rejected Task needs a statusReason with text.", "Task.statusReason"))
                : Optional.empty();
    }
}

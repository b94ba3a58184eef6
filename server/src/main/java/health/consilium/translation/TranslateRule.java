package health.consilium.translation;

import health.consilium.access.Caller;
import health.consilium.fhir.Refusal;
import health.consilium.translation.rules.Credit;
import health.consilium.translation.rules.Translated;
import health.consilium.workflow.Cases;
import health.consilium.workflow.TaskRule;
import health.consilium.workflow.TaskSteps;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.Attachment;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Task;
import org.hl7.fhir.r4.model.Task.TaskStatus;

/** A translation is done when there is one, of this document, in the language wanted, by whoever has the Task. */
final class TranslateRule implements TaskRule {

    private final Direction direction;
    private final Cases cases;
    private final Translations translations;

    TranslateRule(Direction direction, Cases cases, Translations translations) {
        this.direction = direction;
        this.cases = cases;
        this.translations = translations;
    }

    @Override
    public String code() {
        return direction.translate();
    }

    @Override
    public Optional<Refusal> refusal(Task before, Task after, Caller caller) {
        if (after.getStatus() == TaskStatus.REJECTED) {
            return Reasons.missing(after);
        }
        if (after.getStatus() != TaskStatus.COMPLETED) {
            return Optional.empty();
        }
        List<String> missing = missing(after);
        return missing.isEmpty()
                ? Optional.empty()
                : Optional.of(Refusal.unprocessable(
                        "incomplete",
                        "A " + direction.translate() + " Task is completed together with its translation, in one"
                                + " transaction. Missing: " + String.join("; ", missing) + ".",
                        "Task.output"));
    }

    private List<String> missing(Task task) {
        if (!task.hasOwner()) {
            return List.of("an owner; take the Task first");
        }
        List<Reference> outputs = TaskSteps.outputs(task, "translation");
        Optional<DocumentReference> translation =
                outputs.size() == 1 ? translations.document(outputs.get(0).getReference()) : Optional.empty();
        if (translation.isEmpty()) {
            return List.of("exactly one output of type translation that refers to a DocumentReference");
        }
        return missing(task, translation.get());
    }

    private List<String> missing(Task task, DocumentReference translation) {
        List<String> missing = new ArrayList<>();
        String original = task.getFocus().getReference();
        if (Translated.original(translation).filter(original::equals).isEmpty()) {
            missing.add("relatesTo with code transforms and target " + original);
        }
        Optional<String> language = cases.of(task).flatMap(file -> translations.targetLanguage(direction, file));
        if (language.filter(wanted -> translations.isIn(wanted, translation)).isEmpty()) {
            missing.add("attachment.language " + language.orElse("of the patient"));
        }
        Attachment attachment = translation.getContentFirstRep().getAttachment();
        if (!attachment.hasUrl() || !attachment.hasHash()) {
            missing.add("the bytes, as a Binary that attachment.url names");
        }
        String translator = task.getOwner().getReference();
        boolean credited = translations.credits(Translated.reference(translation)).stream()
                .anyMatch(provenance -> Credit.isOf(provenance, translator, original));
        if (!credited) {
            missing.add("a Provenance with profile " + Credit.PROFILE + ", agent performer " + translator
                    + ", entity source " + original + " and no verifier");
        }
        return missing;
    }
}

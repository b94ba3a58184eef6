package health.consilium.translation;

import health.consilium.translation.rules.Translated;
import health.consilium.workflow.CaseFile;
import health.consilium.workflow.Cases;
import health.consilium.workflow.StageWork;
import health.consilium.workflow.TaskSteps;
import health.consilium.workflow.WorkItem;
import health.consilium.workflow.rules.State;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.StringType;
import org.hl7.fhir.r4.model.Task;
import org.hl7.fhir.r4.model.Task.TaskStatus;
import org.springframework.stereotype.Component;

/** One Task for each record that is not in English. */
@Component
class TranslationWork implements StageWork {

    private final Cases cases;
    private final Translations translations;

    TranslationWork(Cases cases, Translations translations) {
        this.cases = cases;
        this.translations = translations;
    }

    @Override
    public String code() {
        return Direction.RECORD.translate();
    }

    @Override
    public List<WorkItem> needed(CaseFile file) {
        return withoutWork(cases, file, Direction.RECORD, translations.untranslated(file.number()));
    }

    /**
     * Those of the documents that nobody translates or verifies at present, and of which the desk has not said that nobody is to:
     * what a document says and in which language never changes, a better version of it is another document.
     */
    static List<WorkItem> withoutWork(
            Cases cases, CaseFile file, Direction direction, List<DocumentReference> documents) {
        if (documents.isEmpty()) {
            return List.of();
        }
        Set<String> settled = Stream.of(direction.translate(), direction.verify())
                .flatMap(code -> cases.tasks(file.number(), code).stream())
                .filter(task -> task.getStatus() == TaskStatus.CANCELLED
                        || !State.of(task).isEnd())
                .map(task -> task.getFocus().getReference())
                .collect(Collectors.toSet());
        return documents.stream()
                .map(Translated::reference)
                .filter(reference -> !settled.contains(reference))
                .map(reference -> item(direction, reference))
                .toList();
    }

    static WorkItem item(Direction direction, String document) {
        String type =
                switch (direction) {
                    case RECORD -> "record";
                    case REPORT -> "report";
                    case ANSWER -> "answer";
                };
        return WorkItem.about(direction.translate(), new Reference(document))
                .with(List.of(TaskSteps.input(type, new Reference(document))));
    }

    /** The same work once more, for the reason that ended it; whoever takes it sees what there was. */
    static WorkItem again(Direction direction, Task ended) {
        String document = ended.getFocus().getReference();
        WorkItem item = item(direction, document);
        List<Task.ParameterComponent> inputs = new java.util.ArrayList<>(item.inputs());
        inputs.add(TaskSteps.input("reason", new StringType(reason(ended))));
        TaskSteps.inputs(ended, "translation")
                .forEach(translation -> inputs.add(TaskSteps.input("translation", translation.copy())));
        return item.with(inputs);
    }

    /** Why a Task was rejected; empty when nobody said. */
    static String reason(Task task) {
        if (task.getStatusReason().hasText()) {
            return task.getStatusReason().getText();
        }
        return task.getStatusReason().getCoding().stream()
                .map(coding -> coding.hasDisplay() ? coding.getDisplay() : coding.getCode())
                .filter(word -> word != null)
                .findFirst()
                .orElse("");
    }
}

package health.consilium.translation;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import health.consilium.access.Callers;
import health.consilium.fhir.FhirStore;
import health.consilium.fhir.StorageInterceptor;
import health.consilium.translation.rules.Credit;
import health.consilium.workflow.Cases;
import health.consilium.workflow.TaskSteps;
import health.consilium.workflow.Worklist;
import health.consilium.workflow.rules.TaskKind;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.DocumentReference.ReferredDocumentStatus;
import org.hl7.fhir.r4.model.Enumerations.DocumentReferenceStatus;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Task;
import org.hl7.fhir.r4.model.Task.TaskStatus;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/**
 * What follows from the end of a translator's Task, in its transaction: a verified translation is final and names its
 * verifier, a rejected one is made again. Comes before the workflow looks whether all is done, or the case would leave a
 * stage whose work has just been opened again.
 */
@Component
@Interceptor(order = 140)
class Verification implements StorageInterceptor {

    private final Callers callers;
    private final Cases cases;
    private final Worklist worklist;
    private final FhirStore store;
    private final Translations translations;

    Verification(
            Callers callers,
            @Lazy Cases cases,
            @Lazy Worklist worklist,
            @Lazy FhirStore store,
            @Lazy Translations translations) {
        this.callers = callers;
        this.cases = cases;
        this.worklist = worklist;
        this.store = store;
        this.translations = translations;
    }

    @Hook(Pointcut.STORAGE_PRECOMMIT_RESOURCE_UPDATED)
    public void afterUpdate(IBaseResource before, IBaseResource after) {
        if (!(before instanceof Task old && after instanceof Task task) || old.getStatus() == task.getStatus()) {
            return;
        }
        String code = TaskKind.Codes.of(task);
        Direction.ofVerifying(code).ifPresent(direction -> verified(direction, task));
        Direction.ofTranslating(code)
                .filter(direction -> task.getStatus() == TaskStatus.REJECTED)
                .ifPresent(direction -> again(direction, task));
    }

    private void verified(Direction direction, Task task) {
        if (task.getStatus() == TaskStatus.COMPLETED) {
            TaskSteps.inputs(task, "translation").forEach(this::accept);
        } else if (task.getStatus() == TaskStatus.REJECTED) {
            TaskSteps.inputs(task, "translation").forEach(this::dismiss);
            again(direction, task);
        }
    }

    private void accept(Reference translation) {
        translations.document(translation.getReference()).ifPresent(document -> {
            DocumentReference accepted = document.copy();
            accepted.setDocStatus(ReferredDocumentStatus.FINAL);
            store.update(accepted);
        });
        Reference verifier = callers.current().reference();
        translations
                .credits(translation.getReference())
                .forEach(provenance -> store.update(Credit.verifiedBy(provenance, verifier)));
    }

    private void dismiss(Reference translation) {
        translations.document(translation.getReference()).ifPresent(document -> {
            DocumentReference dismissed = document.copy();
            dismissed.setStatus(DocumentReferenceStatus.SUPERSEDED);
            store.update(dismissed);
        });
    }

    private void again(Direction direction, Task task) {
        cases.of(task).ifPresent(file -> worklist.open(file, TranslationWork.again(direction, task)));
    }
}

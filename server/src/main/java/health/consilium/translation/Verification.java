package health.consilium.translation;

import health.consilium.access.Callers;
import health.consilium.fhir.FhirStore;
import health.consilium.translation.rules.Credit;
import health.consilium.workflow.CaseFile;
import health.consilium.workflow.TaskSteps;
import health.consilium.workflow.Worklist;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.DocumentReference.ReferredDocumentStatus;
import org.hl7.fhir.r4.model.Enumerations.DocumentReferenceStatus;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Task;
import org.hl7.fhir.r4.model.Task.TaskStatus;
import org.springframework.stereotype.Component;

/** What follows from the end of a translator's Task: a verified translation is final and names its verifier, a rejected one is made again. */
@Component
class Verification {

    private final Callers callers;
    private final Worklist worklist;
    private final FhirStore store;
    private final Translations translations;

    Verification(Callers callers, Worklist worklist, FhirStore store, Translations translations) {
        this.callers = callers;
        this.worklist = worklist;
        this.store = store;
        this.translations = translations;
    }

    /** A Task translate or translate-report has ended. */
    void translated(Direction direction, CaseFile file, Task task) {
        if (task.getStatus() == TaskStatus.REJECTED) {
            worklist.open(file, TranslationWork.again(direction, task));
        }
    }

    /** A Task verify-translation or verify-report-translation has ended. */
    void verified(Direction direction, CaseFile file, Task task) {
        if (task.getStatus() == TaskStatus.COMPLETED) {
            TaskSteps.inputs(task, "translation").forEach(this::accept);
        } else if (task.getStatus() == TaskStatus.REJECTED) {
            TaskSteps.inputs(task, "translation").forEach(this::dismiss);
            worklist.open(file, TranslationWork.again(direction, task));
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
}

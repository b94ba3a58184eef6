package health.consilium.delivery;

import health.consilium.fhir.FhirStore;
import health.consilium.workflow.CaseFile;
import health.consilium.workflow.TaskSteps;
import health.consilium.workflow.rules.TransitionTable;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/** The time for questions: who takes part, and that it has begun. */
@Component
class Conversation {

    private final FhirStore store;
    private final TaskSteps steps;
    private final Readers readers;

    Conversation(FhirStore store, TaskSteps steps, Readers readers) {
        this.store = store;
        this.steps = steps;
        this.readers = readers;
    }

    <R> R inTransaction(Supplier<R> work) {
        return store.inTransaction(work);
    }

    boolean isPatientOrProxy(CaseFile file, String party) {
        return readers.isPatientOrProxy(file, party);
    }

    /** Whoever asks about the opinion has read it. */
    void begun(CaseFile file) {
        if (file.status().equals("delivered")) {
            steps.move(file.root(), TransitionTable.root("follow-up"));
        }
    }
}

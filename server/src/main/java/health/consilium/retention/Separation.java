package health.consilium.retention;

import health.consilium.access.Compartment;
import health.consilium.fhir.Eraser;
import health.consilium.fhir.Eraser.Stored;
import health.consilium.fhir.FhirStore;
import health.consilium.retention.rules.Scope;
import health.consilium.retention.rules.Selection.Handover;
import health.consilium.retention.rules.Stub;
import health.consilium.workflow.CaseFile;
import health.consilium.workflow.CaseSteps;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.hl7.fhir.r4.model.Task;
import org.springframework.stereotype.Component;

/** Parts what stays from what goes. */
@Component
class Separation {

    private final Eraser eraser;
    private final FhirStore store;
    private final CaseSteps steps;

    Separation(Eraser eraser, FhirStore store, CaseSteps steps) {
        this.eraser = eraser;
        this.store = store;
        this.steps = steps;
    }

    void separate(CaseFile file, PurgeRun run) {
        if (run.scope() == Scope.CASE) {
            steps.endWork(file, CentreCopies.CODE);
            // Read anew: what has just ended may have left its mark.
            store.find(ServiceRequest.class, file.id()).map(Stub::of).ifPresent(store::update);
            store.find(Task.class, file.root().getIdElement().getIdPart())
                    .map(Stub::of)
                    .ifPresent(store::update);
        }
        run.plan().shared().forEach(shared -> handOver(shared, run));
        for (Stored resource : run.plan().cut()) {
            store.find(resource.reference()).ifPresent(stays -> cut(stays, going(file, run, resource)));
        }
        if (run.scope() == Scope.CASE) {
            List<Stored> stubs = eraser.find(List.of(file.reference(), file.rootReference()), Compartment.SYSTEM);
            stubs.forEach(this::hide);
        }
    }

    /** Whose copy a centre was asked about is not said any more, though the patient may have another case. */
    private static Set<String> going(CaseFile file, PurgeRun run, Stored stays) {
        Set<String> going = new HashSet<>(run.plan().references());
        if (run.scope() == Scope.CASE
                && stays.type().equals("Task")
                && file.patient().hasReference()) {
            going.add(file.patient().getReference());
        }
        return going;
    }

    private void cut(Resource stays, Set<String> going) {
        Resource changed = stays.copy();
        Stub.cut(changed, going);
        if (!changed.equalsDeep(stays)) {
            store.update(changed);
        }
    }

    /** What another case needs is that case's from now on. */
    private void handOver(Handover shared, PurgeRun run) {
        String reference = shared.resource().reference();
        store.label(reference, shared.to().stream().map(Separation::label).toList());
        if (run.scope() == Scope.CASE) {
            eraser.unlabel(
                    reference, List.of(Compartment.ofCase(run.caseNumber()), Compartment.atDesk(run.caseNumber())));
        }
    }

    private static Coding label(String code) {
        return new Coding(Compartment.SYSTEM, code, null);
    }

    /** What is left of a case is the desk's alone to see. */
    private void hide(Stored stub) {
        List<Coding> others = stub.labels().stream()
                .filter(label -> !label.startsWith("case.") && !label.startsWith("desk."))
                .map(Separation::label)
                .toList();
        if (!others.isEmpty()) {
            eraser.unlabel(stub.reference(), others);
        }
    }
}

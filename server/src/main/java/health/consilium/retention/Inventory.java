package health.consilium.retention;

import health.consilium.access.Compartment;
import health.consilium.fhir.ErasedBytes;
import health.consilium.fhir.Eraser;
import health.consilium.fhir.Eraser.Stored;
import health.consilium.fhir.FhirStore;
import health.consilium.fhir.ResourceTypes;
import health.consilium.retention.rules.Scope;
import health.consilium.retention.rules.Selection;
import health.consilium.retention.rules.Selection.Handover;
import health.consilium.workflow.CaseFile;
import health.consilium.workflow.CaseTrace;
import health.consilium.workflow.Cases;
import health.consilium.workflow.TaskSteps;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Task;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Finds all that there is of a case, wherever it lies. */
@Component
class Inventory {

    private static final Set<String> UNOWNED = unowned();

    private final Eraser eraser;
    private final ErasedBytes bytes;
    private final Cases cases;
    private final FhirStore store;
    private final ObjectProvider<CaseTrace> traces;

    Inventory(Eraser eraser, ErasedBytes bytes, Cases cases, FhirStore store, ObjectProvider<CaseTrace> traces) {
        this.eraser = eraser;
        this.bytes = bytes;
        this.cases = cases;
        this.store = store;
        this.traces = traces;
    }

    /** A plan and what it will have done. */
    record Found(PurgePlan plan, PurgePlan.Statement statement) {

        boolean isEmpty() {
            return plan.going().isEmpty();
        }
    }

    Found of(CaseFile file, Scope scope) {
        Selection selection = new Selection(file.number(), scope, ResourceTypes.CLINICAL, UNOWNED);
        selection.begin(
                eraser.bearing(List.of(Compartment.ofCase(file.number()), Compartment.atDesk(file.number()))),
                proof(file));
        boolean changed = true;
        while (changed) {
            changed = selection.settle(
                    eraser.linksTo(selection.going().stream().map(Stored::key).toList(), Compartment.SYSTEM));
            changed |= keepBytes(selection);
        }
        return found(file, scope, selection);
    }

    /** A document names its bytes by address, which no index of references has. */
    private boolean keepBytes(Selection selection) {
        boolean changed = false;
        for (Handover shared : selection.shared()) {
            if (!shared.resource().type().equals("DocumentReference")) {
                continue;
            }
            for (Stored bytes : eraser.find(bytesOf(shared.resource().reference()), Compartment.SYSTEM)) {
                changed |= selection.keepWith(bytes, shared);
            }
        }
        return changed;
    }

    private List<String> bytesOf(String document) {
        return store.find(DocumentReference.class, document).stream()
                .flatMap(found -> found.getContent().stream())
                .map(content -> content.getAttachment().getUrl())
                .filter(url -> url != null && url.startsWith("Binary/"))
                .toList();
    }

    private Found found(CaseFile file, Scope scope, Selection selection) {
        List<ErasedBytes.Bytes> documents = selection.going().stream()
                .filter(resource -> resource.type().equals("Binary"))
                .flatMap(binary -> bytes.of(binary).stream())
                .toList();
        PurgePlan plan = new PurgePlan(selection.going(), selection.cut(), selection.shared(), documents);
        Map<String, Integer> counts = new TreeMap<>(selection.counts());
        if (scope == Scope.CASE && !plan.going().isEmpty()) {
            traces.forEach(trace -> {
                int count = trace.count(file.number());
                if (count > 0) {
                    counts.put(trace.kind(), count);
                }
            });
        }
        return new Found(
                plan,
                new PurgePlan.Statement(
                        counts, plan.hashes(), selection.shared().size()));
    }

    /** What stays to show that there was a case, and that its copies are gone. */
    private Set<String> proof(CaseFile file) {
        Set<String> proof = new HashSet<>(Set.of(file.reference(), file.rootReference()));
        for (Task copy : cases.tasks(file.number(), CentreCopies.CODE)) {
            proof.add("Task/" + copy.getIdElement().getIdPart());
            for (Reference attestation : TaskSteps.outputs(copy, CentreCopies.ATTESTATION)) {
                proof.add(attestation.getReference());
                proof.addAll(bytesOf(attestation.getReference()));
            }
        }
        return proof;
    }

    private static Set<String> unowned() {
        Set<String> unowned = new HashSet<>(ResourceTypes.CONFORMANCE);
        unowned.addAll(ResourceTypes.DIRECTORY);
        return Set.copyOf(unowned);
    }
}

package health.consilium.examples.coordinator;

import ca.uhn.fhir.rest.gclient.ICriterion;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.hl7.fhir.r4.model.Task;
import org.hl7.fhir.r4.model.Task.TaskOutputComponent;

/** A case as one caller sees it: its request, its own Task, and the Tasks of the work on it. */
final class CaseView {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Set<String> OPEN = Set.of("requested", "received", "accepted", "in-progress", "on-hold");

    private final Caller caller;
    private final ServiceRequest request;
    private final Reference root;

    private CaseView(Caller caller, ServiceRequest request) {
        this.caller = caller;
        this.request = request;
        this.root = Codes.to(tasks(Task.FOCUS.hasId(Codes.to(request).getReference()), "case")
                .get(0));
    }

    /** The case that a hospital sent under this order number. */
    static CaseView ofOrder(Caller caller, String order) {
        return caller
                .search(
                        ServiceRequest.class,
                        ServiceRequest.IDENTIFIER
                                .exactly()
                                .systemAndIdentifier(Codes.SO + "/sid/hospital-nairobi/order", order))
                .stream()
                .findFirst()
                .map(request -> new CaseView(caller, request))
                .orElseThrow(() -> new IllegalStateException(
                        "There is no case with order number " + order + " for " + caller.name()));
    }

    ServiceRequest request() {
        return request;
    }

    Reference patient() {
        return request.getSubject();
    }

    /** The case's number, which all its Tasks bear. */
    String number() {
        return request.getRequisition().getValue();
    }

    /** The Task of the case itself, as it is now. */
    Task root() {
        return caller.read(Task.class, root);
    }

    String status() {
        return root().getBusinessStatus().getCodingFirstRep().getCode();
    }

    /** Waits until the case has left where it stands, and tells where it is then. */
    String awaitOther(String status) {
        return await("case " + number() + " to go on from " + status, () -> Optional.of(status())
                .filter(now -> !now.equals(status)));
    }

    List<Task> tasks(String code) {
        return tasks(Task.PART_OF.hasId(root.getReference()), code);
    }

    /** The open Task of this code; the server may need a moment to open it. */
    Task open(String code) {
        return await("a Task " + code, () -> tasks(code).stream()
                .filter(task -> OPEN.contains(task.getStatus().toCode()))
                .findFirst());
    }

    /** What was put out under this type by the case's Task, oldest first. */
    List<Reference> results(String type) {
        return root().getOutput().stream()
                .filter(output -> output.getType().hasCoding(Codes.TASK_INPUT, type))
                .map(TaskOutputComponent::getValue)
                .filter(Reference.class::isInstance)
                .map(Reference.class::cast)
                .toList();
    }

    private List<Task> tasks(ICriterion<?> where, String code) {
        return caller.search(Task.class, where, Task.CODE.exactly().systemAndCode(Codes.TASK_CODE, code));
    }

    private static <T> T await(String what, Supplier<Optional<T>> look) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            Optional<T> found = look.get();
            if (found.isPresent()) {
                return found.get();
            }
            if (System.nanoTime() > end) {
                throw new IllegalStateException("Waited in vain for " + what);
            }
            try {
                Thread.sleep(250);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("Interrupted while waiting for " + what, e);
            }
        }
    }
}

package health.consilium.delivery;

import health.consilium.access.Callers;
import health.consilium.access.Role;
import health.consilium.fhir.FhirStore;
import health.consilium.fhir.Refusal;
import health.consilium.workflow.CaseFile;
import health.consilium.workflow.Cases;
import health.consilium.workflow.HeldCases;
import health.consilium.workflow.TaskSteps;
import health.consilium.workflow.rules.TaskKind;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.Communication;
import org.hl7.fhir.r4.model.Composition;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Task;
import org.springframework.stereotype.Component;

/** {@code $deliver}: once reviewed, the opinion is the patient's; asked again, it stays so. */
@Component
class Delivery {

    static final String WORK = "deliver-report";

    private final Callers callers;
    private final HeldCases held;
    private final Cases cases;
    private final FhirStore store;
    private final OpinionRelease release;
    private final DeliveryNotes notes;
    private final HandOut handOut;

    Delivery(
            Callers callers,
            HeldCases held,
            Cases cases,
            FhirStore store,
            OpinionRelease release,
            DeliveryNotes notes,
            HandOut handOut) {
        this.callers = callers;
        this.held = held;
        this.cases = cases;
        this.store = store;
        this.release = release;
        this.notes = notes;
        this.handOut = handOut;
    }

    /** @param link the SMART Health Link, where the channel is one; it is told here and nowhere else */
    record Delivered(Communication note, Optional<Link> link) {}

    record Link(String shlink, String passcode) {}

    Delivered deliver(String taskId, DeliverRequest request) {
        callers.require(Role.COORDINATOR);
        return store.inTransaction(() -> {
            CaseFile file = held.require(taskId);
            notes.requireRecipients(file, request.recipients());
            Optional<Task> work = cases.open(file.number(), WORK).stream().findFirst();
            Composition report = report(file, work.isPresent());
            Task because = work.map(open -> release.first(file, report, open)).orElseGet(() -> lastDelivery(file));
            release.letIn(request.recipients(), report, because);
            Communication note = notes.write(file, report, request);
            return new Delivered(note, handOut.link(cases.require(file.reference()), request));
        });
    }

    /** The report that is ready, or the one that was delivered before. */
    private Composition report(CaseFile file, boolean ready) {
        List<Reference> reports = ready ? submitted(file) : TaskSteps.outputs(file.root(), "report");
        if (!ready && isUnderWay(file)) {
            throw notReady(file);
        }
        return reports.stream()
                .filter(reference -> reference.getReference().startsWith("Composition/"))
                .reduce((first, second) -> second)
                .flatMap(reference -> store.find(
                        Composition.class, reference.getReferenceElement().getIdPart()))
                .orElseThrow(() -> notReady(file));
    }

    private static boolean isUnderWay(CaseFile file) {
        return !DeliveredCase.isAfter(file);
    }

    private List<Reference> submitted(CaseFile file) {
        return cases.lastCompleted(file.number(), TaskKind.Codes.REFERRAL)
                .map(task -> TaskSteps.outputs(task, "report"))
                .orElse(List.of());
    }

    private Task lastDelivery(CaseFile file) {
        return cases.lastCompleted(file.number(), WORK).orElseThrow(() -> notReady(file));
    }

    private RuntimeException notReady(CaseFile file) {
        String open = cases.open(file.number()).stream()
                .filter(task -> TaskKind.of(task) == TaskKind.WORK)
                .map(TaskKind.Codes::of)
                .distinct()
                .sorted()
                .collect(Collectors.joining(", "));
        return Refusal.unprocessable(
                        "not-ready",
                        "No reviewed opinion is waiting for delivery; the case is " + file.status()
                                + (open.isEmpty() ? "." : ", open are: " + open + "."),
                        "Task.businessStatus")
                .asException();
    }
}

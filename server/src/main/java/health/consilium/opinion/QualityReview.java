package health.consilium.opinion;

import health.consilium.access.Caller;
import health.consilium.access.Compartment;
import health.consilium.fhir.FhirPackage;
import health.consilium.fhir.FhirStore;
import health.consilium.fhir.Refusal;
import health.consilium.workflow.CaseFile;
import health.consilium.workflow.Cases;
import health.consilium.workflow.TaskEffect;
import health.consilium.workflow.TaskRule;
import health.consilium.workflow.TaskSteps;
import health.consilium.workflow.WorkflowSettings;
import health.consilium.workflow.rules.State;
import health.consilium.workflow.rules.TaskKind;
import health.consilium.workflow.rules.TaskOrder;
import java.time.Clock;
import java.util.Date;
import java.util.Optional;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Communication;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.StringType;
import org.hl7.fhir.r4.model.Task;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/**
 * The Task {@code qa-report}: completed, the report may be delivered; rejected, the referral is open again and the centre
 * hears why. The reason is a message of its own: the patient sees the referral Task.
 */
@Component
class QualityReview implements TaskRule, TaskEffect {

    private static final State REPORTED = new State("completed", "report-submitted");
    private static final State REVIEWING = new State("in-progress", "under-review");

    private final FhirStore store;
    private final Cases cases;
    private final TaskSteps steps;
    private final WorkflowSettings settings;
    private final Clock clock;

    QualityReview(
            @Lazy FhirStore store, @Lazy Cases cases, @Lazy TaskSteps steps, WorkflowSettings settings, Clock clock) {
        this.store = store;
        this.cases = cases;
        this.steps = steps;
        this.settings = settings;
        this.clock = clock;
    }

    @Override
    public String code() {
        return "qa-report";
    }

    @Override
    public Optional<Refusal> refusal(Task before, Task after, Caller caller) {
        return switch (after.getStatus()) {
            case CANCELLED, FAILED ->
                Optional.of(Refusal.unprocessable(
                        "illegal-transition",
                        "No report is delivered without this review: complete it, or reject it with a reason.",
                        "Task.status"));
            case REJECTED ->
                reason(after).isBlank()
                        ? Optional.of(Refusal.unprocessable(
                                "illegal-transition",
                                "Say in statusReason.text what the centre has to mend.",
                                "Task.statusReason"))
                        : Optional.empty();
            default -> Optional.empty();
        };
    }

    @Override
    public void ended(CaseFile file, Task task) {
        if (task.getStatus() == Task.TaskStatus.REJECTED) {
            cases.tasks(file.number(), TaskKind.Codes.REFERRAL).stream()
                    .filter(referral -> State.of(referral).equals(REPORTED))
                    .max(TaskOrder.BY_LAST_WRITE)
                    .ifPresent(referral -> {
                        steps.move(referral, REVIEWING);
                        store.create(message(file, referral, reason(task)));
                    });
        }
    }

    private static String reason(Task task) {
        return task.getStatusReason().hasText() ? task.getStatusReason().getText() : "";
    }

    private Communication message(CaseFile file, Task referral, String reason) {
        Communication message = new Communication();
        message.getMeta()
                .addProfile(FhirPackage.CANONICAL + "/StructureDefinition/message")
                .addSecurity(Compartment.atDesk(file.number()))
                .addSecurity(
                        Compartment.ofReferral(referral.getGroupIdentifier().getValue()));
        message.setStatus(Communication.CommunicationStatus.COMPLETED);
        message.addCategory(new CodeableConcept(
                new Coding("http://terminology.hl7.org/CodeSystem/communication-category", "notification", null)));
        message.setSubject(file.patient().copy());
        message.addPartOf(new Reference("Task/" + referral.getIdElement().getIdPart()));
        message.addRecipient(referral.getOwner().copy());
        message.setSender(new Reference(settings.coordinationDeskReference()));
        message.setSent(Date.from(clock.instant()));
        message.addPayload().setContent(new StringType(reason));
        return message;
    }
}

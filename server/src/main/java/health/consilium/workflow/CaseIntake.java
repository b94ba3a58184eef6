package health.consilium.workflow;

import health.consilium.access.Compartment;
import health.consilium.access.Grants;
import health.consilium.fhir.FhirPackage;
import health.consilium.fhir.FhirStore;
import health.consilium.workflow.rules.TaskKind;
import health.consilium.workflow.rules.TransitionTable;
import java.time.Clock;
import java.util.Date;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Consent;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.hl7.fhir.r4.model.Task;
import org.hl7.fhir.r4.model.Task.TaskIntent;
import org.springframework.stereotype.Component;

/** Opens cases, and ends what a revoked consent ends. */
@Component
class CaseIntake {

    private static final String CASE_TASK = FhirPackage.CANONICAL + "/StructureDefinition/case-task";

    private final FhirStore store;
    private final Cases cases;
    private final CaseProgress progress;
    private final Withdrawal withdrawal;
    private final Grants grants;
    private final WorkflowSettings settings;
    private final Clock clock;

    CaseIntake(
            FhirStore store,
            Cases cases,
            CaseProgress progress,
            Withdrawal withdrawal,
            Grants grants,
            WorkflowSettings settings,
            Clock clock) {
        this.store = store;
        this.cases = cases;
        this.progress = progress;
        this.withdrawal = withdrawal;
        this.grants = grants;
        this.settings = settings;
        this.clock = clock;
    }

    /** Gives a new request its Task, lets the patient see the case, and opens the first work. */
    void open(ServiceRequest request) {
        String number = Compartment.caseNumber(request).orElseThrow();
        Task root = store.create(root(request, number));
        grants.open(new Grants.Grant(
                request.getSubject().getReference(),
                Compartment.ofCase(number).getCode(),
                "Task/" + root.getIdElement().getIdPart(),
                null));
        progress.opened(new CaseFile(request, root));
    }

    private Task root(ServiceRequest request, String number) {
        Task root = new Task();
        root.getMeta().addProfile(CASE_TASK).addSecurity(Compartment.ofCase(number));
        request.getMeta().getSecurity().stream()
                .filter(label -> Compartment.SYSTEM.equals(label.getSystem()))
                .filter(label ->
                        !label.getCode().equals(Compartment.ofCase(number).getCode()))
                .forEach(label -> root.getMeta().addSecurity(label.copy()));
        TaskSteps.set(root, TransitionTable.root("enquiry-submitted"));
        root.setIntent(TaskIntent.ORDER);
        root.getCode()
                .addCoding(new Coding(TaskKind.Codes.HL7, "fulfill", null))
                .addCoding(new Coding(TaskKind.Codes.SYSTEM, TaskKind.Codes.CASE, null));
        root.setFocus(new Reference("ServiceRequest/" + request.getIdElement().getIdPart()));
        root.setFor(request.getSubject().copy());
        root.addIdentifier(Numbers.ofCase(number));
        root.setGroupIdentifier(Numbers.ofCase(number));
        root.setRequester(request.getRequester().copy());
        root.setOwner(new Reference(settings.coordinationDeskReference()));
        root.setAuthoredOn(Date.from(clock.instant()));
        root.setLastModified(Date.from(clock.instant()));
        return root;
    }

    /**
     * What was opened because of a consent closes with it, in the same transaction; a case that is with a centre under this
     * consent ends. One to a centre that declined ends nothing.
     */
    void consentRevoked(Consent consent) {
        String reference = "Consent/" + consent.getIdElement().getIdPart();
        grants.close(reference);
        cases.of(consent)
                .filter(file -> cases.tasks(file.number(), TaskKind.Codes.REFERRAL).stream()
                        .filter(CaseIntake::isWithCentre)
                        .flatMap(referral -> TaskSteps.inputs(referral, "consent").stream())
                        .anyMatch(under -> reference.equals(under.getReference())))
                .ifPresent(file -> withdrawal.end(file, "consent-revoked"));
    }

    private static boolean isWithCentre(Task referral) {
        return switch (referral.getStatus()) {
            case REJECTED, FAILED, CANCELLED -> false;
            default -> true;
        };
    }
}

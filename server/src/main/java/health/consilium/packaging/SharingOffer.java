package health.consilium.packaging;

import health.consilium.access.Caller;
import health.consilium.access.Compartment;
import health.consilium.fhir.FhirStore;
import health.consilium.fhir.Refusal;
import health.consilium.packaging.rules.SharingTerms;
import health.consilium.workflow.CaseFile;
import health.consilium.workflow.Cases;
import health.consilium.workflow.CentreChoice;
import health.consilium.workflow.StageWork;
import health.consilium.workflow.TaskEffect;
import health.consilium.workflow.TaskRule;
import health.consilium.workflow.TaskSteps;
import health.consilium.workflow.WorkItem;
import health.consilium.workflow.Worklist;
import health.consilium.workflow.rules.TransitionTable;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.Consent;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Task;
import org.hl7.fhir.r4.model.Task.ParameterComponent;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/**
 * The Task {@code approve-sharing}: it names one centre and one package, and is completed with the consent to just that.
 * Refused, it sends the case back to the choice of a centre.
 */
@Component
class SharingOffer implements StageWork, TaskRule, TaskEffect {

    static final String CODE = "approve-sharing";
    private static final String AWAITING = "awaiting-consent";

    private final FhirStore store;
    private final Cases cases;
    private final CentreChoice centres;
    private final TaskSteps steps;
    private final Worklist worklist;
    private final ConsentGiver giver;
    private final Clock clock;

    SharingOffer(
            @Lazy FhirStore store,
            @Lazy Cases cases,
            @Lazy CentreChoice centres,
            @Lazy TaskSteps steps,
            @Lazy Worklist worklist,
            ConsentGiver giver,
            Clock clock) {
        this.store = store;
        this.cases = cases;
        this.centres = centres;
        this.steps = steps;
        this.worklist = worklist;
        this.giver = giver;
        this.clock = clock;
    }

    @Override
    public String code() {
        return CODE;
    }

    /** Opens with the package for the chosen centre, where that was made before. */
    @Override
    public List<WorkItem> needed(CaseFile file) {
        if (!cases.open(file.number(), CODE).isEmpty()) {
            return List.of();
        }
        WorkItem item = WorkItem.of(CODE);
        return List.of(centres.named(file)
                .flatMap(centre -> newestPackage(file, centre).map(sent -> item.with(inputs(sent, centre))))
                .orElse(item));
    }

    private Optional<DocumentReference> newestPackage(CaseFile file, Reference centre) {
        return cases.resources(file.number(), DocumentReference.class).stream()
                .filter(document -> document.getMeta().hasProfile(CaseMaterial.FROZEN))
                .filter(document -> isFor(document, centre.getReference()))
                .max(Comparator.comparing(DocumentReference::getDate));
    }

    static boolean isFor(DocumentReference sent, String centre) {
        return sent.getContext().getRelated().stream().anyMatch(related -> centre.equals(related.getReference()));
    }

    /** Tells the patient what is to be shared with whom; a newer package takes the place of an older one. */
    void put(CaseFile file, DocumentReference sent, Reference centre) {
        List<Task> open = cases.open(file.number(), CODE);
        if (!open.isEmpty()) {
            open.forEach(task -> steps.setInputs(task, inputs(sent, centre)));
        } else if (file.status().equals(AWAITING)) {
            worklist.open(file, WorkItem.of(CODE).with(inputs(sent, centre)));
        }
    }

    private static List<ParameterComponent> inputs(DocumentReference sent, Reference centre) {
        Reference reference =
                new Reference("DocumentReference/" + sent.getIdElement().getIdPart());
        return List.of(TaskSteps.input("package", reference), TaskSteps.input("centre", centre.copy()));
    }

    @Override
    public Optional<Refusal> refusal(Task before, Task after, Caller caller) {
        if (after.getStatus() != Task.TaskStatus.COMPLETED) {
            return Optional.empty();
        }
        List<Reference> packages = TaskSteps.inputs(after, "package");
        List<Reference> centres = TaskSteps.inputs(after, "centre");
        if (packages.isEmpty() || centres.isEmpty()) {
            return Optional.of(Refusal.unprocessable(
                    "not-ready", "There is no package to approve yet; the coordination desk makes it.", "Task.input"));
        }
        SharingTerms terms = new SharingTerms(
                after.getFor().getReference(),
                centres.get(0).getReference(),
                packages.get(0).getReference(),
                clock.instant());
        return TaskSteps.outputs(after, "consent").stream()
                .findFirst()
                .map(output -> judge(after, output, terms))
                .orElseGet(() -> Optional.of(Refusal.unprocessable(
                        "no-consent",
                        "Give the consent (profile sharing-consent) as an output of type consent.",
                        "Task.output")));
    }

    private Optional<Refusal> judge(Task task, Reference output, SharingTerms terms) {
        Optional<Consent> consent = store.find(
                        Consent.class, output.getReferenceElement().getIdPart())
                .filter(found -> Compartment.caseNumber(found).equals(Compartment.caseNumber(task)));
        if (consent.isEmpty()) {
            return Optional.of(Refusal.unprocessable(
                    "no-consent", output.getReference() + " is not a consent of this case.", "Task.output"));
        }
        List<Refusal> objections = new ArrayList<>(terms.objections(consent.get()));
        giver.objection(consent.get()).ifPresent(objections::add);
        return objections.isEmpty()
                ? Optional.empty()
                : Optional.of(Refusal.unprocessable(
                        objections.get(0).code(),
                        objections.stream().map(Refusal::message).collect(Collectors.joining(" ")),
                        "Task.output"));
    }

    @Override
    public void ended(CaseFile file, Task task) {
        if (task.getStatus() == Task.TaskStatus.REJECTED && file.status().equals(AWAITING)) {
            steps.move(file.root(), TransitionTable.root("matching"));
        }
    }
}

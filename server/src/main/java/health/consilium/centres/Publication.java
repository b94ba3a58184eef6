package health.consilium.centres;

import health.consilium.access.Compartment;
import health.consilium.centres.rules.PublishedOptions;
import health.consilium.fhir.FhirStore;
import health.consilium.fhir.Refusal;
import health.consilium.workflow.CaseFile;
import health.consilium.workflow.CaseLock;
import health.consilium.workflow.Cases;
import health.consilium.workflow.TaskSteps;
import health.consilium.workflow.WorkItem;
import health.consilium.workflow.Worklist;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Claim;
import org.hl7.fhir.r4.model.Claim.ClaimStatus;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.RequestGroup;
import org.hl7.fhir.r4.model.RequestGroup.RequestGroupActionComponent;
import org.hl7.fhir.r4.model.RequestGroup.RequestStatus;
import org.hl7.fhir.r4.model.Task;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/**
 * Lays options before the patient: from then on set and prices do not change, an earlier set is withdrawn, and the Task
 * {@code choose-option} names the one that holds.
 */
@Component
class Publication {

    /** Before there is a choice, and when the centre that was chosen fell away. */
    private static final Set<String> OPEN = Set.of("enquiry-submitted", "assessing", "options-offered", "matching");

    private final FhirStore store;
    private final Cases cases;
    private final Choices choices;
    private final TaskSteps steps;
    private final Worklist worklist;
    private final CaseLock lock;
    private final Clock clock;

    Publication(
            @Lazy FhirStore store,
            @Lazy Cases cases,
            @Lazy Choices choices,
            @Lazy TaskSteps steps,
            @Lazy Worklist worklist,
            @Lazy CaseLock lock,
            Clock clock) {
        this.store = store;
        this.cases = cases;
        this.choices = choices;
        this.steps = steps;
        this.worklist = worklist;
        this.lock = lock;
        this.clock = clock;
    }

    /** Why this draft cannot be published now; empty when it can. */
    List<Refusal> objections(RequestGroup group) {
        Optional<CaseFile> file = cases.of(group);
        if (file.isEmpty()) {
            return List.of(Refusal.unprocessable(
                    "dangling-reference", "The options belong to no case.", "RequestGroup.basedOn"));
        }
        lock.hold(file.get().number());
        List<Refusal> objections = new ArrayList<>(stage(file.get()));
        objections.addAll(PublishedOptions.objections(group, claims(group), today()));
        return objections;
    }

    private List<Refusal> stage(CaseFile file) {
        if (!OPEN.contains(file.status())) {
            return List.of(Refusal.unprocessable(
                    "illegal-transition",
                    "Options are published before the patient chooses, or when a centre is to be chosen anew; the case is "
                            + file.status() + ".",
                    "RequestGroup.status"));
        }
        return choices.standing(file, today()).stream()
                .map(choice ->
                        Refusal.unprocessable("published", choice.words() + " It is honoured.", "RequestGroup.status"))
                .toList();
    }

    private List<Optional<Claim>> claims(RequestGroup group) {
        return group.getAction().stream()
                .map(RequestGroupActionComponent::getResource)
                .map(reference -> Optional.ofNullable(reference.getReference())
                        .filter(value -> value.startsWith("Claim/"))
                        .flatMap(value -> store.find(
                                Claim.class, reference.getReferenceElement().getIdPart()))
                        .filter(OptionDrafts::isEstimate)
                        .filter(claim -> Compartment.caseNumber(claim).equals(Compartment.caseNumber(group))))
                .toList();
    }

    /** What a set becomes by being published, before it is stored. */
    void mark(RequestGroup group) {
        group.setStatus(RequestStatus.ACTIVE);
        group.setAuthoredOn(Date.from(clock.instant()));
        group.getReplaces().clear();
        Compartment.caseNumber(group).ifPresent(number -> {
            group.getMeta().addSecurity(Compartment.ofCase(number));
            earlier(group, number).forEach(old -> group.addReplaces(new Reference(reference(old))));
        });
    }

    /** What follows once it is stored. */
    void carryOut(RequestGroup group) {
        CaseFile file = cases.of(group).orElseThrow();
        claims(group).stream().flatMap(Optional::stream).forEach(claim -> {
            claim.getMeta().addSecurity(Compartment.ofCase(file.number()));
            store.update(claim.setStatus(ClaimStatus.ACTIVE));
        });
        earlier(group, file.number()).forEach(old -> {
            store.update(old.setStatus(RequestStatus.REVOKED));
            withdrawPrices(old);
        });
        offer(file, group);
    }

    /** The prices of a set that is withdrawn hold no longer. */
    void withdrawPrices(RequestGroup group) {
        claims(group).stream()
                .flatMap(Optional::stream)
                .filter(claim -> claim.getStatus() == ClaimStatus.ACTIVE)
                .forEach(claim -> store.update(claim.setStatus(ClaimStatus.CANCELLED)));
    }

    private void offer(CaseFile file, RequestGroup group) {
        List<Task.ParameterComponent> inputs = inputs(group);
        List<Task> open = cases.open(file.number(), ChosenOption.CODE);
        open.forEach(task -> steps.setInputs(task, inputs));
        if (open.isEmpty() && file.status().equals("matching")) {
            worklist.open(file, WorkItem.of(ChosenOption.CODE).with(inputs));
        }
    }

    static List<Task.ParameterComponent> inputs(RequestGroup group) {
        return List.of(TaskSteps.input("options", new Reference(reference(group))));
    }

    /** The set that is before the patient now. */
    Optional<RequestGroup> current(CaseFile file) {
        return sets(file.number())
                .filter(group -> group.getStatus() == RequestStatus.ACTIVE)
                .findFirst();
    }

    private List<RequestGroup> earlier(RequestGroup group, String number) {
        return sets(number)
                .filter(old -> !reference(old).equals(reference(group)))
                .filter(old -> old.getStatus() == RequestStatus.ACTIVE || old.getStatus() == RequestStatus.COMPLETED)
                .toList();
    }

    private Stream<RequestGroup> sets(String number) {
        return cases.resources(number, RequestGroup.class).stream().filter(OptionDrafts::isOptions);
    }

    static String reference(RequestGroup group) {
        return "RequestGroup/" + group.getIdElement().getIdPart();
    }

    private LocalDate today() {
        return LocalDate.now(clock);
    }
}

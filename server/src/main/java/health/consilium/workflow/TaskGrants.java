package health.consilium.workflow;

import health.consilium.access.Compartment;
import health.consilium.access.Grants;
import health.consilium.fhir.Eraser;
import health.consilium.fhir.FhirStore;
import health.consilium.workflow.rules.TaskKind;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Task;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/**
 * Who has a Task in hand may read it, the documents it is about, the form it asks for and the gaps it is to close, from the
 * day of taking it to the day of its end.
 */
@Component
class TaskGrants {

    private final Grants grants;
    private final FhirStore store;
    private final Eraser eraser;
    private final WorkflowSettings settings;
    private final Cases cases;
    private final ApplicationEventPublisher events;

    TaskGrants(
            Grants grants,
            FhirStore store,
            Eraser eraser,
            WorkflowSettings settings,
            @Lazy Cases cases,
            ApplicationEventPublisher events) {
        this.grants = grants;
        this.store = store;
        this.eraser = eraser;
        this.settings = settings;
        this.cases = cases;
        this.events = events;
    }

    void open(Task task) {
        String owner = owner(task);
        if (owner.isEmpty() || owner.equals(settings.coordinationDeskReference())) {
            return;
        }
        String because = reference(task);
        targets(task).forEach(target -> grants.open(new Grants.Grant(owner, target, because, null)));
    }

    void follow(Task before, Task after) {
        boolean changedHands = !owner(before).equals(owner(after));
        boolean ended = Cases.isClosed(after) && !Cases.isClosed(before);
        // A case that has ended is still its patient's to read.
        if (changedHands || (ended && TaskKind.of(after) != TaskKind.ROOT)) {
            grants.close(reference(after));
        }
        if (ended && after.getStatus() != Task.TaskStatus.COMPLETED && TaskKind.of(after) == TaskKind.REFERRAL) {
            closeReferral(after);
        }
        if (changedHands && TaskKind.of(after) == TaskKind.WORK) {
            relabel(before, after);
        }
        if (changedHands && !Cases.isClosed(after)) {
            open(after);
        }
    }

    /** By this label an organization finds the Tasks that it has in hand. */
    static Optional<Coding> ownersLabel(Task task) {
        String owner = owner(task);
        return owner.startsWith("Organization/")
                ? Optional.of(Compartment.ofContributor(new IdType(owner).getIdPart()))
                : Optional.empty();
    }

    /** What an organization has sent itself stays its own to read. */
    private void relabel(Task before, Task after) {
        boolean sent = owner(before).equals(before.getRequester().getReference());
        ownersLabel(before).filter(label -> !sent).ifPresent(label -> eraser.unlabel(reference(after), List.of(label)));
        ownersLabel(after).ifPresent(label -> store.label(reference(after), List.of(label)));
    }

    /** What a centre may see because of a referral: it stands on the consent that the Task names. */
    void closeReferral(Task referral) {
        int open = grants.close(reference(referral));
        for (Reference consent : TaskSteps.inputs(referral, "consent")) {
            open += grants.close(consent.getReference());
        }
        if (open > 0) {
            cases.of(referral)
                    .ifPresent(file -> events.publishEvent(new CaseEvents.PackageWithdrawn(
                            file.id(), file.number(), referral.getIdElement().getIdPart(), owner(referral))));
        }
    }

    /** What this consent let anybody see. */
    void closeConsent(String consent) {
        grants.close(consent);
    }

    private Set<String> targets(Task task) {
        Set<String> targets = new LinkedHashSet<>();
        targets.add(reference(task));
        Stream.concat(
                        Stream.of(task.getFocus()),
                        task.getInput().stream()
                                .map(Task.ParameterComponent::getValue)
                                .filter(Reference.class::isInstance)
                                .map(Reference.class::cast))
                .map(Reference::getReference)
                .filter(Objects::nonNull)
                .forEach(reference -> add(reference, targets));
        return targets;
    }

    private void add(String reference, Set<String> targets) {
        if (reference.startsWith("DocumentReference/")) {
            addDocument(reference, targets);
        } else if (reference.startsWith("Questionnaire/") || reference.startsWith("DetectedIssue/")) {
            targets.add(reference);
        }
    }

    private void addDocument(String reference, Set<String> targets) {
        store.find(DocumentReference.class, reference).ifPresent(document -> {
            targets.add(reference);
            document.getContent().stream()
                    .map(content -> content.getAttachment().getUrl())
                    .filter(url -> url != null && url.startsWith("Binary/"))
                    .forEach(targets::add);
        });
    }

    private static String owner(Task task) {
        String owner = task.getOwner().getReference();
        return owner == null ? "" : owner;
    }

    private static String reference(Task task) {
        return "Task/" + task.getIdElement().getIdPart();
    }
}

package health.consilium.delivery;

import health.consilium.fhir.FhirStore;
import health.consilium.workflow.CaseFile;
import health.consilium.workflow.Cases;
import health.consilium.workflow.CentreWork;
import health.consilium.workflow.TaskSteps;
import health.consilium.workflow.WorkflowSettings;
import health.consilium.workflow.rules.TaskOrder;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.r4.model.Claim;
import org.hl7.fhir.r4.model.Composition;
import org.hl7.fhir.r4.model.Money;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Task;
import org.springframework.stereotype.Component;

/**
 * What was done in a case, when, by whom and at what cost: the opinion and each round of questions. A price counts when the
 * patient agreed to it, in the option that was chosen or in the offer that was accepted; none is made up.
 */
@Component
class RenderedServices {

    /** Done by the desk; all else by the centre. */
    private static final Set<String> BY_DESK = Set.of("translation-page", "interpreter", "coordination");

    private final FhirStore store;
    private final Cases cases;
    private final CentreWork centres;
    private final WorkflowSettings settings;

    RenderedServices(FhirStore store, Cases cases, CentreWork centres, WorkflowSettings settings) {
        this.store = store;
        this.cases = cases;
        this.centres = centres;
        this.settings = settings;
    }

    List<Rendered> of(CaseFile file, Composition opinion) {
        Reference centre = centres.reported(file).orElseThrow().getOwner();
        List<Rendered> all = new ArrayList<>(opinion(file, opinion, centre));
        cases.tasks(file.number(), Questions.CODE).stream()
                .filter(task -> task.getStatus() == Task.TaskStatus.COMPLETED)
                .sorted(TaskOrder.BY_LAST_WRITE)
                .forEach(task -> all.addAll(round(task, centre)));
        return all;
    }

    private List<Rendered> opinion(CaseFile file, Composition opinion, Reference centre) {
        LocalDate day = OpinionLetters.day(opinion)
                .orElseGet(() -> day(centres.reported(file).orElseThrow().getLastModified()));
        List<Rendered> priced = cases.tasks(file.number(), "choose-option").stream()
                .filter(task -> task.getStatus() == Task.TaskStatus.COMPLETED)
                .sorted(TaskOrder.BY_LAST_WRITE)
                .flatMap(task -> TaskSteps.outputs(task, "option").stream())
                .flatMap(option -> claim(option).stream())
                .reduce((first, second) -> second)
                .map(claim -> items(claim, day, centre))
                .orElse(List.of());
        return priced.isEmpty()
                ? List.of(new Rendered("review", day, centre, Optional.empty(), Optional.empty()))
                : priced;
    }

    /** The round that is included costs nothing; a further one what was accepted. */
    private List<Rendered> round(Task task, Reference centre) {
        LocalDate day = day(task.getLastModified());
        return TaskSteps.inputs(task, "estimate").stream()
                .findFirst()
                .flatMap(this::claim)
                .map(claim -> items(claim, day, centre))
                .orElseGet(() ->
                        List.of(new Rendered(FollowUpOffer.ROUND, day, centre, Optional.empty(), Optional.empty())));
    }

    private Optional<Claim> claim(Reference reference) {
        return reference.getReference().startsWith("Claim/")
                ? store.find(Claim.class, reference.getReferenceElement().getIdPart())
                : Optional.empty();
    }

    private List<Rendered> items(Claim claim, LocalDate day, Reference centre) {
        Reference agreed = new Reference("Claim/" + claim.getIdElement().getIdPart());
        return claim.getItem().stream()
                .filter(item -> item.getNet().hasValue())
                .filter(item -> item.getNet().getValue().compareTo(BigDecimal.ZERO) != 0)
                .map(item -> {
                    String line = item.getProductOrService().getCodingFirstRep().getCode();
                    Money cost = item.getNet().copy();
                    Reference by = BY_DESK.contains(line)
                            ? new Reference(settings.coordinationDeskReference())
                            : centre.copy();
                    return new Rendered(line, day, by, Optional.of(cost), Optional.of(agreed));
                })
                .toList();
    }

    private static LocalDate day(Date date) {
        return date.toInstant().atZone(ZoneOffset.UTC).toLocalDate();
    }
}

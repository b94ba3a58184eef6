package health.consilium.workflow.rules;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.r4.model.PlanDefinition;
import org.hl7.fhir.r4.model.PlanDefinition.ActionCardinalityBehavior;
import org.hl7.fhir.r4.model.PlanDefinition.ActionRequiredBehavior;
import org.hl7.fhir.r4.model.PlanDefinition.PlanDefinitionActionComponent;

/**
 * The order of the work, read from {@code PlanDefinition/pathway}: which Task opens when the case enters a business status or
 * when another Task is completed, who does it, how long it may take, and where the case goes when the work is done.
 */
public record Pathway(List<Step> steps) {

    private static final String CLOSES_TO = "https://w3id.org/consilium/fhir/StructureDefinition/closes-to";
    private static final String TRIGGER = "case.";

    /**
     * One kind of Task.
     *
     * @param code task code
     * @param stage id of the stage, such as {@code stage-1}
     * @param title what the Task is called
     * @param role who does it
     * @param opensAt business statuses of the case that open it
     * @param follows codes of Tasks after whose completion it opens
     * @param automatic whether it opens by itself; else a station opens it on demand
     * @param multiple whether there is one for each of something (a record), which a station has to name
     * @param closesTo business status that the case enters when all of this work is done, if any
     * @param days time allowed
     * @param businessDays whether those are business days
     */
    public record Step(
            String code,
            String stage,
            String title,
            String role,
            Set<String> opensAt,
            Set<String> follows,
            boolean automatic,
            boolean multiple,
            Optional<String> closesTo,
            int days,
            boolean businessDays) {}

    public static Pathway of(PlanDefinition definition) {
        List<Step> steps = new ArrayList<>();
        definition.getAction().forEach(stage -> stage.getAction()
                .forEach(task -> steps.add(step(stage.getId(), task))));
        return new Pathway(List.copyOf(steps));
    }

    private static Step step(String stage, PlanDefinitionActionComponent action) {
        Set<String> opensAt = new HashSet<>();
        action.getTrigger().stream()
                .filter(trigger -> trigger.getName().startsWith(TRIGGER))
                .forEach(trigger -> opensAt.add(trigger.getName().substring(TRIGGER.length())));
        Set<String> follows = new HashSet<>();
        action.getRelatedAction().forEach(related -> follows.add(related.getActionId()));
        boolean days = action.hasTimingDuration();
        return new Step(
                action.getCodeFirstRep().getCodingFirstRep().getCode(),
                stage,
                action.getTitle(),
                action.getParticipantFirstRep().getRole().getCodingFirstRep().getCode(),
                Set.copyOf(opensAt),
                Set.copyOf(follows),
                action.getRequiredBehavior() == ActionRequiredBehavior.MUST,
                action.getCardinalityBehavior() == ActionCardinalityBehavior.MULTIPLE,
                Optional.ofNullable(action.getExtensionString(CLOSES_TO)),
                days ? action.getTimingDuration().getValue().intValue() : 0,
                days && action.getTimingDuration().getUnit().startsWith("business"));
    }

    /** A Task code is also the id of its action. */
    public Optional<Step> step(String code) {
        return steps.stream().filter(step -> step.code().equals(code)).findFirst();
    }

    /** What opens by itself when the case enters a business status. */
    public List<Step> openedAt(String business) {
        return steps.stream()
                .filter(step -> step.automatic() && step.opensAt().contains(business))
                .toList();
    }

    /** What opens by itself when a Task of this code is completed. */
    public List<Step> openedAfter(String code) {
        return steps.stream()
                .filter(step -> step.automatic() && step.follows().contains(code))
                .toList();
    }

    /** The codes whose Tasks must all be closed before the case may leave a business status by their {@code closesTo}. */
    public Set<String> workOf(String business) {
        Set<String> codes = new HashSet<>();
        steps.stream().filter(step -> step.opensAt().contains(business)).forEach(step -> codes.add(step.code()));
        boolean grown = true;
        while (grown) {
            grown = false;
            for (Step step : steps) {
                if (step.follows().stream().anyMatch(codes::contains)) {
                    grown |= codes.add(step.code());
                }
            }
        }
        return codes;
    }

    /** Where the case goes when the work of a business status is done. */
    public Optional<String> after(String business) {
        Set<String> work = workOf(business);
        return steps.stream()
                .filter(step -> work.contains(step.code()))
                .flatMap(step -> step.closesTo().stream())
                .findFirst();
    }
}

package health.consilium.turnaround.rules;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hl7.fhir.r4.model.Duration;
import org.hl7.fhir.r4.model.PlanDefinition;
import org.hl7.fhir.r4.model.PlanDefinition.ActionRelationshipType;
import org.hl7.fhir.r4.model.PlanDefinition.PlanDefinitionActionComponent;
import org.hl7.fhir.r4.model.PlanDefinition.PlanDefinitionActionRelatedActionComponent;

/** The chase ladders, read from {@code PlanDefinition/chase-ladder}, by the event that starts a clock. */
public record Ladders(Map<String, Ladder> byTrigger) {

    public static final String ANY_TASK = "task";

    /**
     * What is done about one kind of Task.
     *
     * @param id id of the action
     * @param time what is allowed where the pathway does not say
     * @param steps in the order in which they come for a budget of some days
     */
    public record Ladder(String id, Optional<Allowed> time, List<Step> steps) {

        public Optional<Step> step(String code) {
            return steps.stream().filter(step -> step.code().equals(code)).findFirst();
        }
    }

    /** Time allowed, in business days or in calendar days. */
    public record Allowed(int days, boolean business) {

        public long seconds() {
            return days * BusinessTime.DAY;
        }
    }

    /**
     * One step.
     *
     * @param code of {@code CodeSystem/chase-step}
     * @param afterStart whether its days count from the start; else from the due date
     * @param days after that, before it when less than nothing
     */
    public record Step(String code, boolean afterStart, int days) {

        /**
         * How much of the clock has run when the step is due; empty for a step that would come before the clock starts,
         * such as a reminder a day before work of one day is due.
         */
        public Optional<Long> at(long budget) {
            long at = (afterStart ? 0 : budget) + days * BusinessTime.DAY;
            return at > 0 ? Optional.of(at) : Optional.empty();
        }
    }

    public static Ladders of(PlanDefinition definition) {
        Map<String, Ladder> ladders = new LinkedHashMap<>();
        for (PlanDefinitionActionComponent action : definition.getAction()) {
            Ladder ladder = ladder(action);
            action.getTrigger().forEach(trigger -> ladders.put(trigger.getName(), ladder));
        }
        return new Ladders(Map.copyOf(ladders));
    }

    private static Ladder ladder(PlanDefinitionActionComponent action) {
        List<Step> steps = new ArrayList<>();
        action.getAction().forEach(step -> steps.add(step(step)));
        return new Ladder(
                action.getId(),
                Optional.of(action)
                        .filter(PlanDefinitionActionComponent::hasTimingDuration)
                        .map(timed -> allowed(timed.getTimingDuration())),
                List.copyOf(steps));
    }

    private static Allowed allowed(Duration time) {
        return new Allowed(time.getValue().intValueExact(), time.getUnit().startsWith("business"));
    }

    private static Step step(PlanDefinitionActionComponent action) {
        PlanDefinitionActionRelatedActionComponent anchor = action.getRelatedActionFirstRep();
        int days = ((Duration) anchor.getOffset()).getValue().intValueExact();
        ActionRelationshipType relation = anchor.getRelationship();
        return new Step(
                action.getCodeFirstRep().getCodingFirstRep().getCode(),
                relation == ActionRelationshipType.AFTERSTART,
                relation == ActionRelationshipType.BEFOREEND ? -days : days);
    }

    /** The ladder of this event; that of any Task where it has none of its own. */
    public Ladder of(String trigger) {
        return byTrigger.getOrDefault(trigger, byTrigger.get(ANY_TASK));
    }

    public Ladder byId(String id) {
        return byTrigger.values().stream()
                .filter(ladder -> ladder.id().equals(id))
                .findFirst()
                .orElse(byTrigger.get(ANY_TASK));
    }

    /** The steps of a ladder in the order in which they come for this budget. */
    public static List<Step> inOrder(Ladder ladder, long budget) {
        return ladder.steps().stream()
                .filter(step -> step.at(budget).isPresent())
                .sorted(Comparator.comparingLong(step -> step.at(budget).orElseThrow()))
                .toList();
    }
}

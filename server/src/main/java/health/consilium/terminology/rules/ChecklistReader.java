package health.consilium.terminology.rules;

import health.consilium.terminology.rules.Applicability.Coverage;
import health.consilium.terminology.rules.ChecklistItem.Requirement;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.DataRequirement;
import org.hl7.fhir.r4.model.Duration;
import org.hl7.fhir.r4.model.PlanDefinition;
import org.hl7.fhir.r4.model.PlanDefinition.PlanDefinitionActionComponent;
import org.hl7.fhir.r4.model.PlanDefinition.PlanDefinitionActionConditionComponent;
import org.hl7.fhir.r4.model.RelatedArtifact;

/** Turns a checklist PlanDefinition into a {@link Checklist}. */
final class ChecklistReader {
    private ChecklistReader() {}

    static Checklist read(PlanDefinition plan) {
        return new Checklist(
                plan.getUrl(),
                plan.getVersion(),
                plan.getUseContextFirstRep()
                        .getValueCodeableConcept()
                        .getCodingFirstRep()
                        .getCode(),
                plan.getTitle(),
                plan.getUsage(),
                plan.getAction().stream().map(ChecklistReader::item).toList(),
                Optional.empty());
    }

    private static ChecklistItem item(PlanDefinitionActionComponent action) {
        String id = action.getPrefix();
        try {
            return new ChecklistItem(
                    id,
                    action.getTitle(),
                    requirement(action),
                    AcceptanceReader.read(action),
                    maxAge(action),
                    guidance(action),
                    Optional.empty());
        } catch (ContentException | IllegalArgumentException e) {
            throw new ContentException("Checklist item " + id + ": " + e.getMessage(), e);
        }
    }

    private static Requirement requirement(PlanDefinitionActionComponent action) {
        return new Requirement(
                Category.valueOf(category(action).toUpperCase(Locale.ROOT)),
                Strength.valueOf(Extensions.required(action, "strength").toUpperCase(Locale.ROOT)),
                Extensions.flag(action, "blocking"),
                action.getCondition().stream().findFirst().map(ChecklistReader::applicability));
    }

    private static String category(PlanDefinitionActionComponent action) {
        return action.getCode().stream()
                .map(CodeableConcept::getCodingFirstRep)
                .filter(c -> Systems.CHECKLIST_CATEGORY.equals(c.getSystem()))
                .map(Coding::getCode)
                .findFirst()
                .orElseThrow(() -> new ContentException("no category"));
    }

    private static Applicability applicability(PlanDefinitionActionConditionComponent condition) {
        return new Applicability(
                condition.getExpression().getDescription(),
                Condition.parse(condition.getExpression().getExpression()),
                Coverage.valueOf(
                        Extensions.required(condition, "condition-coverage").toUpperCase(Locale.ROOT)));
    }

    private static OptionalInt maxAge(PlanDefinitionActionComponent action) {
        Optional<DataRequirement> dated = action.getInput().stream()
                .filter(DataRequirement::hasDateFilter)
                .findFirst();
        if (dated.isEmpty()) {
            return OptionalInt.empty();
        }
        if (dated.get().getDateFilterFirstRep().getValue() instanceof Duration age && "d".equals(age.getCode())) {
            return OptionalInt.of(age.getValue().intValueExact());
        }
        throw new ContentException("the maximum age is not a duration in days");
    }

    private static Guidance guidance(PlanDefinitionActionComponent action) {
        List<String> sources = action.getDocumentation().stream()
                .map(RelatedArtifact::getLabel)
                .toList();
        return new Guidance(
                action.getReasonFirstRep().getText(),
                Extensions.required(action, "remedy"),
                action.getInput(),
                sources,
                Extensions.required(action, "source-status"),
                Extensions.required(action, "statement-read"));
    }
}

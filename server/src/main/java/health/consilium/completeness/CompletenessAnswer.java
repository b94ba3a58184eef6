package health.consilium.completeness;

import health.consilium.completeness.rules.CompletenessResult;
import health.consilium.completeness.rules.ItemResult;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.DecimalType;
import org.hl7.fhir.r4.model.DetectedIssue;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Parameters.ParametersParameterComponent;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.StringType;

/**
 * A result as the caller gets it.
 *
 * @param gaps the gap of an item, if it has one
 * @param shown which evidence the caller may know of
 * @param texts what people read, in the language of the caller
 * @param about the patient, as far as one is known
 */
record CompletenessAnswer(
        CompletenessResult result,
        Function<ItemResult, Optional<DetectedIssue>> gaps,
        Predicate<String> shown,
        AnswerTexts texts,
        Optional<Reference> about) {

    Parameters asParameters() {
        Parameters answer = new Parameters();
        answer.addParameter("complete", new BooleanType(result.complete()));
        answer.addParameter("score", new DecimalType(BigDecimal.valueOf(result.score())));
        answer.addParameter("notice", new StringType(result.checklist().notice()));
        texts.notices(result).forEach(notice -> answer.addParameter("notice", new StringType(notice)));
        answer.addParameter("language", new CodeType(texts.language()));
        result.checklist()
                .centre()
                .ifPresent(centre ->
                        answer.addParameter("centre", new Reference(centre.reference()).setDisplay(centre.name())));
        result.items().forEach(item -> add(answer.addParameter().setName("item"), item));
        answer.addParameter().setName("guidance").setResource(GuidanceForm.of(result, about));
        return answer;
    }

    private void add(ParametersParameterComponent parameter, ItemResult item) {
        parameter.addPart().setName("requirement").setValue(requirement(item));
        texts.addLabel(parameter, item);
        parameter
                .addPart()
                .setName("status")
                .setValue(new CodeType(item.status().code()));
        parameter
                .addPart()
                .setName("strength")
                .setValue(new CodeType(item.item().requirement().strength().code()));
        texts.addAsked(parameter, item);
        item.evidence().stream()
                .filter(shown)
                .forEach(reference -> parameter.addPart().setName("evidence").setValue(new Reference(reference)));
        item.questions().stream()
                .filter(question -> shown.test(question.reference()))
                .forEach(question -> parameter.addPart().setName("question").setValue(texts.question(question)));
        if (!item.status().isSettled()) {
            parameter
                    .addPart()
                    .setName("why")
                    .setValue(new StringType(item.item().guidance().why()));
        }
        texts.addRemedy(parameter, item);
        gaps.apply(item).ifPresent(gap -> parameter.addPart().setName("gap").setResource(texts.readable(gap, item)));
    }

    static Coding requirement(ItemResult item) {
        return new Coding(
                item.item().code().system(), item.item().id(), item.item().label());
    }
}

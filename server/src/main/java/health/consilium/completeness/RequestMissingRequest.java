package health.consilium.completeness;

import health.consilium.fhir.LanguageParameter;
import health.consilium.fhir.Refusal;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.MarkdownType;
import org.hl7.fhir.r4.model.Reference;

/**
 * What {@code $request-missing} is asked for.
 *
 * @param taskId id of the Task that stands for the case
 * @param gaps such as {@code DetectedIssue/1}, in order, each once
 * @param assignee who is asked; empty for the source of each item
 * @param language BCP 47; empty for that of whoever is asked
 * @param note words of the coordinator
 */
record RequestMissingRequest(
        String taskId, List<String> gaps, Optional<String> assignee, Optional<String> language, Optional<String> note) {

    /** @throws health.consilium.fhir.RefusedException 400 or 422, naming the parameter */
    static RequestMissingRequest of(
            String taskId, List<Reference> gaps, Reference assignee, CodeType language, MarkdownType note) {
        if (gaps == null || gaps.isEmpty()) {
            throw Refusal.badRequest(
                            "malformed", "Name at least one gap, such as DetectedIssue/1.", "Parameters.parameter")
                    .asException();
        }
        return new RequestMissingRequest(
                taskId,
                gaps.stream().map(RequestMissingRequest::unversioned).distinct().toList(),
                Optional.ofNullable(assignee).map(RequestMissingRequest::unversioned),
                Optional.ofNullable(language).map(RequestMissingRequest::tag),
                Optional.ofNullable(note).map(MarkdownType::getValue).filter(text -> !text.isBlank()));
    }

    private static String unversioned(Reference reference) {
        return String.valueOf(
                new IdType(reference.getReference()).toUnqualifiedVersionless().getValue());
    }

    private static String tag(CodeType language) {
        return LanguageParameter.require(language.getValue(), "Parameters.parameter.where(name = 'language')")
                .toLanguageTag();
    }
}

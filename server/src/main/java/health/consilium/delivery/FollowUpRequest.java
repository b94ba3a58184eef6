package health.consilium.delivery;

import health.consilium.fhir.LanguageParameter;
import health.consilium.fhir.Refusal;
import java.util.Locale;
import java.util.Optional;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.MarkdownType;
import org.hl7.fhir.r4.model.Reference;

/**
 * What {@code $follow-up-question} is asked for.
 *
 * @param language of the question
 * @param author such as {@code Patient/1}; empty for whoever calls, or the patient whom the desk calls for
 * @param accept the Claim whose price is accepted, such as {@code Claim/1}
 */
record FollowUpRequest(String question, Locale language, Optional<String> author, Optional<String> accept) {

    /** Ten pages; who needs more has another case. */
    private static final int LONGEST = 20_000;

    static FollowUpRequest of(MarkdownType question, CodeType language, Reference author, Reference accept) {
        String asked = question == null || question.getValue() == null
                ? ""
                : question.getValue().strip();
        if (asked.isEmpty() || asked.length() > LONGEST) {
            throw Refusal.badRequest("malformed", "Ask a question of 1 to " + LONGEST + " characters.", "question")
                    .asException();
        }
        if (language == null || language.getValue() == null) {
            throw Refusal.badRequest("malformed", "Say in which language the question is.", "language")
                    .asException();
        }
        return new FollowUpRequest(
                asked,
                LanguageParameter.require(language.getValue(), "language"),
                reference(author, "author"),
                reference(accept, "accept"));
    }

    private static Optional<String> reference(Reference reference, String parameter) {
        if (reference == null || reference.isEmpty()) {
            return Optional.empty();
        }
        IdType id = new IdType(reference.getReference()).toUnqualifiedVersionless();
        if (!id.hasResourceType() || !id.hasIdPart()) {
            throw Refusal.badRequest("malformed", "A reference has the form Type/id.", parameter)
                    .asException();
        }
        return Optional.of(id.getValue());
    }
}

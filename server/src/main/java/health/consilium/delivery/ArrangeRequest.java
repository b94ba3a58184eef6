package health.consilium.delivery;

import health.consilium.fhir.LanguageParameter;
import health.consilium.fhir.Refusal;
import java.util.Locale;
import java.util.Optional;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Reference;

/**
 * What {@code $arrange} is asked for.
 *
 * @param what code of the Task
 * @param recipient who gets a letter beside the patient, such as {@code Organization/1}
 * @param language of what is written
 */
record ArrangeRequest(String what, Optional<String> recipient, Optional<Locale> language) {

    static ArrangeRequest of(CodeType what, Reference recipient, CodeType language) {
        if (what == null || what.getValue() == null) {
            throw Refusal.badRequest("malformed", "Say what is to be arranged.", "what")
                    .asException();
        }
        return new ArrangeRequest(
                what.getValue(),
                Optional.ofNullable(recipient).filter(Reference::hasReference).map(reference -> new IdType(
                                reference.getReference())
                        .toUnqualifiedVersionless()
                        .getValue()),
                Optional.ofNullable(language)
                        .filter(CodeType::hasValue)
                        .map(tag -> LanguageParameter.require(tag.getValue(), "language")));
    }
}

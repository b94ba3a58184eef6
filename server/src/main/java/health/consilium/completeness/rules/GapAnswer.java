package health.consilium.completeness.rules;

import health.consilium.terminology.rules.Systems;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.QuestionnaireResponse;
import org.hl7.fhir.r4.model.QuestionnaireResponse.QuestionnaireResponseItemAnswerComponent;
import org.hl7.fhir.r4.model.QuestionnaireResponse.QuestionnaireResponseItemComponent;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Type;

/**
 * What somebody who was asked for a missing item answers, in the form of an information request: a group whose {@code linkId}
 * is the id of the item.
 *
 * @param reason why it does not exist or does not apply; empty when none is given
 * @param documents what is attached
 * @param date when it will be sent, as written; empty when no date is given
 */
public record GapAnswer(String itemId, Kind kind, String reason, List<String> documents, String date) {

    public static final String SYSTEM = Systems.CONSILIUM + "/CodeSystem/gap-answer";

    public static final String HELP = "/help";
    public static final String ANSWER = "/answer";
    public static final String DOCUMENT = "/document";
    public static final String REASON = "/reason";
    public static final String DATE = "/date";

    /** {@code CodeSystem/gap-answer}. */
    public enum Kind {
        ATTACHED,
        ABSENT,
        NOT_APPLICABLE,
        LATER;

        public String code() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        static Optional<Kind> of(String code) {
            return List.of(values()).stream()
                    .filter(kind -> kind.code().equals(code))
                    .findFirst();
        }
    }

    /** The answers that such a form holds, in its order; none of a form of another kind. */
    public static List<GapAnswer> of(QuestionnaireResponse response) {
        List<GapAnswer> answers = new ArrayList<>();
        response.getItem().forEach(group -> kind(group)
                .ifPresent(kind -> answers.add(new GapAnswer(
                        group.getLinkId(),
                        kind,
                        text(group, REASON),
                        values(group, DOCUMENT).stream()
                                .filter(Reference.class::isInstance)
                                .map(value -> String.valueOf(((Reference) value).getReference()))
                                .toList(),
                        text(group, DATE)))));
        return answers;
    }

    /** Whether it says what has to go with it: a document, a reason, a date. */
    public boolean isWhole() {
        return switch (kind) {
            case ATTACHED -> !documents.isEmpty();
            case ABSENT, NOT_APPLICABLE -> !reason.isBlank();
            case LATER -> !date.isBlank();
        };
    }

    private static Optional<Kind> kind(QuestionnaireResponseItemComponent group) {
        return values(group, ANSWER).stream()
                .filter(Coding.class::isInstance)
                .map(Coding.class::cast)
                .filter(coding -> SYSTEM.equals(coding.getSystem()))
                .flatMap(coding -> Kind.of(coding.getCode()).stream())
                .findFirst();
    }

    private static String text(QuestionnaireResponseItemComponent group, String part) {
        return values(group, part).stream()
                .filter(Type::isPrimitive)
                .map(value -> String.valueOf(value.primitiveValue()))
                .findFirst()
                .orElse("");
    }

    private static List<Type> values(QuestionnaireResponseItemComponent group, String part) {
        return group.getItem().stream()
                .filter(item -> (group.getLinkId() + part).equals(item.getLinkId()))
                .flatMap(item -> item.getAnswer().stream())
                .map(QuestionnaireResponseItemAnswerComponent::getValue)
                .filter(value -> value != null)
                .toList();
    }
}

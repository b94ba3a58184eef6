package health.consilium.completeness;

import health.consilium.completeness.rules.GapAnswer;
import health.consilium.letter.Words;
import health.consilium.terminology.rules.Systems;
import java.util.List;
import java.util.Map;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Enumerations.PublicationStatus;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.Questionnaire;
import org.hl7.fhir.r4.model.Questionnaire.EnableWhenBehavior;
import org.hl7.fhir.r4.model.Questionnaire.QuestionnaireItemComponent;
import org.hl7.fhir.r4.model.Questionnaire.QuestionnaireItemOperator;
import org.hl7.fhir.r4.model.Questionnaire.QuestionnaireItemType;

/**
 * The form that goes with a request: for each gap what it is, how to obtain it, and what came of it.
 *
 * @see <a href="https://hl7.org/fhir/uv/sdc/STU3/">Structured Data Capture</a>
 */
final class RequestForm {

    private static final String SDC = "http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire";
    private static final String CONTROL = "http://hl7.org/fhir/StructureDefinition/questionnaire-itemControl";
    private static final String CONTROLS = "http://hl7.org/fhir/questionnaire-item-control";
    private static final String REFERENCED = "http://hl7.org/fhir/StructureDefinition/questionnaire-referenceResource";

    private final Words words;

    private RequestForm(Words words) {
        this.words = words;
    }

    /** Without id and url. */
    static Questionnaire of(String caseNumber, List<MissingItem> items, Words words) {
        RequestForm form = new RequestForm(words);
        Questionnaire questionnaire = new Questionnaire();
        questionnaire.getMeta().addProfile(SDC);
        questionnaire.setLanguage(words.language());
        questionnaire.setName("MissingRecords");
        questionnaire.setTitle(words.text("form.title", Map.of("case", caseNumber)));
        questionnaire.setStatus(PublicationStatus.ACTIVE);
        questionnaire.addSubjectType("Patient");
        items.forEach(item -> questionnaire.addItem(form.group(item)));
        return questionnaire;
    }

    private QuestionnaireItemComponent group(MissingItem missing) {
        String id = missing.id();
        QuestionnaireItemComponent group =
                item(id, missing.wanted().what(), QuestionnaireItemType.GROUP).setRequired(true);
        group.addCode(new Coding(Systems.CHECKLIST_ITEM, id, null));
        if (!missing.wanted().how().isBlank()) {
            QuestionnaireItemComponent help =
                    item(id + GapAnswer.HELP, missing.wanted().how(), QuestionnaireItemType.DISPLAY);
            help.addExtension(new Extension(CONTROL, new CodeableConcept(new Coding(CONTROLS, "help", null))));
            group.addItem(help);
        }
        QuestionnaireItemComponent answer = item(
                        id + GapAnswer.ANSWER, words.text("form.answer"), QuestionnaireItemType.CHOICE)
                .setRequired(true);
        for (GapAnswer.Kind kind : GapAnswer.Kind.values()) {
            answer.addAnswerOption().setValue(coding(kind).setDisplay(words.text("form." + kind.code())));
        }
        group.addItem(answer);
        QuestionnaireItemComponent document = when(
                        id,
                        GapAnswer.DOCUMENT,
                        "form.document",
                        QuestionnaireItemType.REFERENCE,
                        GapAnswer.Kind.ATTACHED)
                .setRepeats(true);
        document.addExtension(new Extension(REFERENCED, new CodeType("DocumentReference")));
        group.addItem(document);
        group.addItem(when(
                id,
                GapAnswer.REASON,
                "form.reason",
                QuestionnaireItemType.TEXT,
                GapAnswer.Kind.ABSENT,
                GapAnswer.Kind.NOT_APPLICABLE));
        group.addItem(when(id, GapAnswer.DATE, "form.date", QuestionnaireItemType.DATE, GapAnswer.Kind.LATER));
        return group;
    }

    private QuestionnaireItemComponent when(
            String id, String part, String text, QuestionnaireItemType type, GapAnswer.Kind... kinds) {
        QuestionnaireItemComponent item =
                item(id + part, words.text(text), type).setRequired(true);
        for (GapAnswer.Kind kind : kinds) {
            item.addEnableWhen()
                    .setQuestion(id + GapAnswer.ANSWER)
                    .setOperator(QuestionnaireItemOperator.EQUAL)
                    .setAnswer(coding(kind));
        }
        if (kinds.length > 1) {
            item.setEnableBehavior(EnableWhenBehavior.ANY);
        }
        return item;
    }

    private static Coding coding(GapAnswer.Kind kind) {
        return new Coding(GapAnswer.SYSTEM, kind.code(), null);
    }

    private static QuestionnaireItemComponent item(String linkId, String text, QuestionnaireItemType type) {
        return new QuestionnaireItemComponent().setLinkId(linkId).setText(text).setType(type);
    }
}

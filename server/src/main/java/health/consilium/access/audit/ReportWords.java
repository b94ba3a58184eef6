package health.consilium.access.audit;

import health.consilium.access.audit.rules.Kind;
import java.text.MessageFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.ResourceBundle;
import java.util.ResourceBundle.Control;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;

/** The words of the access report; English where a language is not there. */
final class ReportWords {

    private static final String TEXTS = "health.consilium.access.audit.report";

    private final ResourceBundle texts;

    ReportWords(Locale language) {
        this.texts = ResourceBundle.getBundle(TEXTS, language, Control.getNoFallbackControl(Control.FORMAT_PROPERTIES));
    }

    /** BCP 47 tag of the language that the words are in. */
    String language() {
        return texts.getLocale().equals(Locale.ROOT) ? "en" : texts.getLocale().toLanguageTag();
    }

    String what(Kind kind, int records, String note) {
        return new MessageFormat(texts.getString("what." + kind), texts.getLocale())
                .format(new Object[] {records, note == null ? "" : note});
    }

    String whatOfLink(Kind kind) {
        return texts.getString("what." + kind + ".link");
    }

    String whatOfConsent(Kind kind) {
        return texts.getString("what." + kind + ".consent");
    }

    String byLink(String name) {
        return name + " (" + texts.getString("role.link") + ")";
    }

    String why(String purpose) {
        String key = "why." + purpose;
        return texts.containsKey(key) ? new MessageFormat(texts.getString(key)).format(new Object[0]) : "";
    }

    String whyOfProxy(String purpose) {
        String key = "why." + purpose + ".proxy";
        return texts.containsKey(key) ? texts.getString(key) : why(purpose);
    }

    String anotherPatient() {
        return texts.getString("role.patient.other");
    }

    /** Who acts for the patient, with what that person is to the patient where it is known. */
    String proxy(List<CodeableConcept> relationship) {
        return relationship.stream()
                .flatMap(concept -> word(concept).stream())
                .findFirst()
                .map(word -> new MessageFormat(texts.getString("role.proxy.relative"), texts.getLocale())
                        .format(new Object[] {word}))
                .orElseGet(() -> texts.getString("role.proxy"));
    }

    /** A code in the patient's language, else what somebody wrote. */
    private Optional<String> word(CodeableConcept relationship) {
        return relationship.getCoding().stream()
                .map(coding -> "relationship." + coding.getCode())
                .filter(texts::containsKey)
                .findFirst()
                .map(texts::getString)
                .or(() -> Stream.concat(
                                Stream.of(relationship.getText()),
                                relationship.getCoding().stream().map(Coding::getDisplay))
                        .filter(text -> text != null && !text.isBlank())
                        .findFirst());
    }

    String role(String role) {
        String key = "role." + role;
        return texts.containsKey(key) ? texts.getString(key) : role;
    }
}

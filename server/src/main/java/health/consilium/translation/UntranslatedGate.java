package health.consilium.translation;

import health.consilium.translation.rules.Translated;
import health.consilium.workflow.Gate;
import java.util.List;
import org.springframework.stereotype.Component;

/** No case goes to a centre with a record that nobody there can read. */
@Component
class UntranslatedGate implements Gate {

    private final Translations translations;

    UntranslatedGate(Translations translations) {
        this.translations = translations;
    }

    @Override
    public List<Unmet> unmet(Submission submission) {
        return translations.untranslated(submission.file().number()).stream()
                .map(Translated::reference)
                .map(record -> new Unmet(
                        "untranslated",
                        record + " is not in English and has no verified translation. Wait for its translate and"
                                + " verify-translation Tasks; where one was cancelled, have the record superseded, or"
                                + " sent anew in its place (replaces).",
                        record,
                        false))
                .toList();
    }
}

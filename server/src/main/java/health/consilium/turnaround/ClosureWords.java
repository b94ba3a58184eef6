package health.consilium.turnaround;

import health.consilium.fhir.FhirStore;
import health.consilium.fhir.SpokenLanguages;
import health.consilium.fhir.Translation;
import health.consilium.letter.Words;
import health.consilium.terminology.rules.PrimaryLanguage;
import health.consilium.turnaround.rules.Closures;
import health.consilium.turnaround.rules.Closures.Closure;
import health.consilium.workflow.rules.TaskKind;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.StringType;
import org.hl7.fhir.r4.model.Task;
import org.springframework.stereotype.Component;

/** Says why a due date is later than weekends and public holidays make it. */
@Component
class ClosureWords {

    private static final String TEXTS = "health.consilium.turnaround.closures";
    private static final Words ENGLISH = Words.of(TEXTS, "en");

    private final FhirStore store;

    ClosureWords(FhirStore store) {
        this.store = store;
    }

    /** In English, with the patient's language beside it; nothing where nothing was skipped. */
    Optional<StringType> explain(Closures skipped, Reference patient) {
        if (skipped.isEmpty()) {
            return Optional.empty();
        }
        StringType text = new StringType(said(skipped, ENGLISH));
        language(patient)
                .map(tag -> Words.of(TEXTS, tag))
                .filter(words -> !words.isFallback())
                .ifPresent(words -> Translation.add(text, words.language(), said(skipped, words)));
        return Optional.of(text);
    }

    /** What the coordination desk, which reads English, is asked to do about closures before a due date that stands. */
    static String forTheDesk(Closures closures, Task task) {
        String what = TaskKind.of(task) == TaskKind.REFERRAL
                ? "Referral " + task.getGroupIdentifier().getValue()
                : "Task/" + task.getIdElement().getIdPart();
        String due = ENGLISH.date(task.getRestriction()
                .getPeriod()
                .getEndElement()
                .getValueAsString()
                .substring(0, 10));
        String when = closures.periods().stream()
                .map(closure -> said(closure, ENGLISH))
                .collect(Collectors.joining(" "));
        return what + " is due on " + due + ". After that was promised, the one who has it published: " + when
                + " The due date stands. Ask whether it will be kept; a referral can be given to another centre.";
    }

    private Optional<String> language(Reference patient) {
        return Optional.ofNullable(patient.getReference())
                .filter(reference -> reference.startsWith("Patient/"))
                .flatMap(store::find)
                .flatMap(SpokenLanguages::first)
                .filter(tag -> !PrimaryLanguage.of(tag).equals(ENGLISH.language()));
    }

    private static String said(Closures skipped, Words words) {
        return skipped.periods().stream()
                .map(closure -> said(closure, words))
                .collect(Collectors.joining(" ", "", " " + words.text("uncounted")));
    }

    private static String said(Closure closure, Words words) {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("from", words.date(closure.from()));
        values.put("until", words.date(closure.until()));
        // Last, because it is somebody else's words, and may have braces in it.
        values.put("why", closure.why());
        String when = closure.from().equals(closure.until()) ? "day" : "days";
        return words.text(closure.why().isEmpty() ? when : when + ".why", values);
    }
}

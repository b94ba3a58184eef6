package health.consilium.terminology.rules;

import health.consilium.terminology.rules.TextInLanguage.Status;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.hl7.fhir.r4.model.CodeSystem;

/**
 * What people read of a checklist, in their language: the labels of the items and how to obtain a record. A language is a
 * supplement of {@code CodeSystem/checklist-text}; what it does not say is given in English.
 */
public final class ChecklistTexts {

    /** The language that the content was written in. */
    public static final String ENGLISH = "en";

    private static final String REMEDY = "remedy-";

    private final Map<String, String> english;
    private final Map<String, String> codeByLabel = new HashMap<>();
    private final Map<String, Map<String, TextInLanguage>> byLanguage;
    private final Set<String> languages;

    private ChecklistTexts(Map<String, String> english, Map<String, Map<String, TextInLanguage>> byLanguage) {
        this.english = english;
        this.byLanguage = byLanguage;
        languages = new TreeSet<>(byLanguage.keySet());
        languages.add(ENGLISH);
        english.forEach((code, text) -> codeByLabel.put(text, code));
    }

    /**
     * @param systems among which the texts and their supplements are; others are ignored
     * @throws ContentException there are no texts, or a translation of something that is no text
     */
    public static ChecklistTexts of(Collection<CodeSystem> systems) {
        Map<String, String> english = ChecklistTextReader.english(systems);
        return new ChecklistTexts(english, ChecklistTextReader.translations(systems, english));
    }

    /** Those with a file of their own, and English. */
    public Set<String> languages() {
        return Set.copyOf(languages);
    }

    /**
     * The first language of a reader that we have something in.
     *
     * @param readers BCP 47 tags, best first
     * @return one of {@link #languages()}; empty when none of them serves
     */
    public Optional<String> serving(List<String> readers) {
        return readers.stream()
                .flatMap(tag -> LanguageMatch.of(tag, languages).stream())
                .findFirst();
    }

    /**
     * @param label of an item, in English; one that is no text of the content is given as it is
     * @param language BCP 47
     */
    public TextInLanguage label(String label, String language) {
        return text(codeByLabel.get(label), label, language);
    }

    /**
     * How to obtain a record.
     *
     * @param remedy code of {@code CodeSystem/remedy}
     * @param language BCP 47
     */
    public TextInLanguage remedy(String remedy, String language) {
        String code = REMEDY + remedy;
        if (!english.containsKey(code)) {
            throw new ContentException("There is no text for the remedy " + remedy);
        }
        return text(code, english.get(code), language);
    }

    private TextInLanguage text(String code, String original, String language) {
        Optional<String> served = LanguageMatch.of(language, languages);
        return served.map(byLanguage::get)
                .map(texts -> texts.get(code))
                .orElseGet(() -> new TextInLanguage(
                        original,
                        original,
                        ENGLISH,
                        Status.ORIGINAL,
                        served.filter(ENGLISH::equals).isEmpty()));
    }
}

package health.consilium.centres.rules;

import com.ibm.icu.text.MessageFormat;
import com.ibm.icu.text.NumberFormat;
import com.ibm.icu.util.ULocale;
import health.consilium.letter.Words;
import health.consilium.terminology.rules.Designations;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * Says phrases in one language: the same phrase in the same words each time. Where there is no catalogue of a language, English
 * is spoken, and {@link #language()} says so.
 */
public final class ReasonWords {

    private static final String TEXTS = "health.consilium.centres.reasons";
    private static final Map<String, ReasonWords> KNOWN = new ConcurrentHashMap<>();

    public static final ReasonWords ENGLISH = in("en");

    private final Words words;
    private final ULocale locale;
    private final NumberFormat numbers;
    private final Map<String, MessageFormat> patterns = new ConcurrentHashMap<>();

    private ReasonWords(Words words) {
        this.words = words;
        this.locale = ULocale.forLanguageTag(words.language() + "-u-nu-latn");
        this.numbers = NumberFormat.getInstance(locale);
        // A year or a number of patients is read as it is; half days are told, too.
        numbers.setGroupingUsed(false);
        numbers.setMaximumFractionDigits(2);
    }

    /** @param language BCP 47 */
    public static ReasonWords in(String language) {
        Words words = Words.of(TEXTS, language);
        return KNOWN.computeIfAbsent(words.language(), tag -> new ReasonWords(words));
    }

    /** The first of these languages that there is a catalogue of, or English. */
    public static ReasonWords firstOf(List<String> languages) {
        return languages.stream()
                .map(language -> Words.of(TEXTS, language))
                .filter(words -> !words.isFallback())
                .findFirst()
                .map(words -> in(words.language()))
                .orElse(ENGLISH);
    }

    /** The language that is spoken, as BCP 47. */
    public String language() {
        return words.language();
    }

    public boolean isEnglish() {
        return this == ENGLISH;
    }

    public String say(Phrase phrase) {
        Map<String, Object> values = new HashMap<>();
        phrase.values().forEach((name, value) -> {
            if (value instanceof Number number) {
                values.put(name, number);
                values.put(name + "Text", shown(number));
            } else {
                values.put(name, said(value));
            }
        });
        MessageFormat pattern = patterns.computeIfAbsent(phrase.key(), this::pattern);
        // A MessageFormat is not for two threads at once.
        synchronized (pattern) {
            return pattern.format(values);
        }
    }

    private MessageFormat pattern(String key) {
        return new MessageFormat(words.text(key), locale);
    }

    private String said(Object value) {
        if (value instanceof Phrase phrase) {
            return say(phrase);
        }
        if (value instanceof Phrase.Languages languages) {
            return languages.tags().stream().map(this::name).distinct().collect(Collectors.joining(words.text("and")));
        }
        if (value instanceof Designations coded) {
            return words.isolated(coded.in(language()));
        }
        return words.isolated(value.toString());
    }

    private String shown(Number number) {
        synchronized (numbers) {
            return numbers.format(number);
        }
    }

    private String name(String tag) {
        String language = Locale.forLanguageTag(tag).getLanguage();
        return new ULocale(language).getDisplayLanguage(locale);
    }
}

package health.consilium.letter;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.ResourceBundle.Control;

/** The fixed words of a letter or message in one language; other languages fall back to English, and a letter says so. */
public final class Words {

    /** One file of every bundle each. Chinese in traditional characters is not Chinese in simplified ones. */
    private static final List<Locale> LANGUAGES = List.of(
            Locale.ENGLISH,
            Locale.FRENCH,
            Locale.forLanguageTag("hi"),
            Locale.forLanguageTag("ar"),
            Locale.forLanguageTag("zh-Hans"));

    private static final List<String> TRADITIONAL = List.of("TW", "HK", "MO");

    // Name and number within text of the other direction, see
    // https://www.unicode.org/reports/tr9/#Explicit_Directional_Isolates
    private static final String ISOLATE = "\u2068";
    private static final String END = "\u2069";

    private static final int FULL_DATE = "2026-11-25".length();

    private final Locale wanted;
    private final Locale locale;
    private final ResourceBundle texts;

    private Words(String bundle, Locale wanted, Locale locale) {
        this.wanted = wanted;
        this.locale = locale;
        this.texts = ResourceBundle.getBundle(bundle, locale, Control.getNoFallbackControl(Control.FORMAT_PROPERTIES));
    }

    /**
     * @param bundle base name of the properties
     * @param language BCP 47
     */
    public static Words of(String bundle, String language) {
        Locale wanted = Locale.forLanguageTag(language);
        return new Words(
                bundle,
                wanted,
                LANGUAGES.stream()
                        .filter(known -> serves(known, wanted))
                        .findFirst()
                        .orElse(Locale.ENGLISH));
    }

    private static boolean serves(Locale known, Locale wanted) {
        if (!known.getLanguage().equals(wanted.getLanguage())) {
            return false;
        }
        String script = wanted.getScript();
        boolean traditional = script.equals("Hant") || script.isEmpty() && TRADITIONAL.contains(wanted.getCountry());
        return known.getScript().isEmpty() || !traditional;
    }

    /** The language that the words are in, as BCP 47. */
    public String language() {
        return locale.toLanguageTag();
    }

    public Locale locale() {
        return locale;
    }

    public boolean isRightToLeft() {
        return locale.getLanguage().equals("ar");
    }

    /** Whether English stands in for a language that there are no words in. */
    public boolean isFallback() {
        return !wanted.getLanguage().equals(locale.getLanguage())
                || wanted.getLanguage().equals("zh") && !serves(locale, wanted);
    }

    /** The wanted language, by its English name. */
    public String wanted() {
        return wanted.getDisplayName(Locale.ENGLISH);
    }

    public String text(String key) {
        return texts.getString(key);
    }

    /** The text with values in place of {@code {name}}. */
    public String text(String key, Map<String, String> values) {
        return in(text(key), values);
    }

    /** The same in words that were put together. */
    public String in(String words, Map<String, String> values) {
        String text = words;
        for (Map.Entry<String, String> value : values.entrySet()) {
            text = text.replace("{" + value.getKey() + "}", isolated(value.getValue()));
        }
        return text;
    }

    /** Words of another language within a letter: their punctuation stays with them. */
    public String isolated(String words) {
        return isRightToLeft() ? ISOLATE + words + END : words;
    }

    /** A date as FHIR has it: a day in full, a year or a month as they are written. */
    public String date(String known) {
        return known.length() == FULL_DATE ? date(LocalDate.parse(known)) : known;
    }

    /** A day in full, the day before the month in English, with the digits 0 to 9, which every records office reads. */
    public String date(LocalDate day) {
        Locale digits = new Locale.Builder()
                .setLocale(locale.equals(Locale.ENGLISH) ? Locale.UK : locale)
                .setUnicodeLocaleKeyword("nu", "latn")
                .build();
        return DateTimeFormatter.ofLocalizedDate(FormatStyle.LONG)
                .localizedBy(digits)
                .format(day);
    }
}

package health.consilium.people;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.text.MessageFormat;
import java.util.List;
import java.util.Locale;
import java.util.Locale.LanguageRange;
import java.util.ResourceBundle;
import java.util.ResourceBundle.Control;
import java.util.Set;

/** The words of pages and mails in one language. */
final class Words {

    private static final String BUNDLE = "health.consilium.people.words";
    private static final String CHOSEN = Words.class.getName();

    /** One file {@code words_*.properties} each; the first is the fallback. */
    static final List<Locale> LANGUAGES = List.of(
            Locale.ENGLISH,
            Locale.FRENCH,
            Locale.forLanguageTag("hi"),
            Locale.forLanguageTag("ar"),
            Locale.forLanguageTag("zh-Hans"));

    private final Locale locale;
    private final ResourceBundle texts;

    private Words(Locale locale) {
        this.locale = locale;
        this.texts = ResourceBundle.getBundle(BUNDLE, locale, Control.getNoFallbackControl(Control.FORMAT_PROPERTIES));
    }

    /** @param language BCP 47; null or one that we do not speak is English */
    static Words in(String language) {
        Locale wanted = Locale.forLanguageTag(language == null ? "" : language);
        return new Words(LANGUAGES.stream()
                .filter(known -> known.getLanguage().equals(wanted.getLanguage()))
                .findFirst()
                .orElse(Locale.ENGLISH));
    }

    /** What the person chose on a page ({@code ?lang=}), before what the browser asks for. */
    static Words of(HttpServletRequest request) {
        String asked = request.getParameter("lang");
        if (asked != null) {
            Words chosen = in(asked);
            request.getSession().setAttribute(CHOSEN, chosen.tag());
            return chosen;
        }
        HttpSession session = request.getSession(false);
        Object chosen = session == null ? null : session.getAttribute(CHOSEN);
        return in(chosen == null ? accepted(request.getHeader("Accept-Language")) : (String) chosen);
    }

    private static String accepted(String header) {
        if (header == null) {
            return null;
        }
        try {
            List<LanguageRange> ranges = LanguageRange.parse(header);
            Locale best = Locale.lookup(ranges, LANGUAGES);
            if (best != null) {
                return best.toLanguageTag();
            }
            return ranges.stream()
                    .map(range -> range.getRange().split("-")[0])
                    .filter(language -> LANGUAGES.stream()
                            .anyMatch(known -> known.getLanguage().equals(language)))
                    .findFirst()
                    .orElse(null);
        } catch (IllegalArgumentException unreadable) {
            return null;
        }
    }

    String get(String key, Object... arguments) {
        String text = texts.getString(key);
        return arguments.length == 0 ? text : new MessageFormat(text, locale).format(arguments);
    }

    Set<String> keys() {
        return texts.keySet();
    }

    String tag() {
        return locale.toLanguageTag();
    }

    String direction() {
        return locale.getLanguage().equals("ar") ? "rtl" : "ltr";
    }

    /** The language's own name, for the person who looks for it. */
    static String nameOf(Locale language) {
        return language.getDisplayLanguage(language);
    }

    Locale locale() {
        return locale;
    }
}

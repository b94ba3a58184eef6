package health.consilium.terminology.rules;

import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Which of the languages that we have serves a reader who asks for another, by BCP 47 tags. */
final class LanguageMatch {

    /** Where Chinese is written in traditional characters when the tag does not say how. */
    private static final Map<String, String> SCRIPT_BY_REGION =
            Map.of("zh-TW", "Hant", "zh-HK", "Hant", "zh-MO", "Hant", "zh-CN", "Hans", "zh-SG", "Hans");

    private LanguageMatch() {}

    /** The same tag; else the tag shortened from its end (RFC 4647, 3.4); else the same language in no other script. */
    static Optional<String> of(String asked, Collection<String> available) {
        for (String range = tag(asked); !range.isEmpty(); range = shorter(range)) {
            String candidate = range;
            Optional<String> found =
                    available.stream().filter(candidate::equalsIgnoreCase).findFirst();
            if (found.isPresent()) {
                return found;
            }
        }
        Locale reader = Locale.forLanguageTag(asked);
        return available.stream()
                .filter(tag -> readable(reader, Locale.forLanguageTag(tag)))
                .sorted()
                .findFirst();
    }

    private static String tag(String asked) {
        Locale locale = Locale.forLanguageTag(asked);
        return locale.getLanguage().isEmpty() ? "" : locale.toLanguageTag();
    }

    private static String shorter(String range) {
        return range.contains("-") ? range.substring(0, range.lastIndexOf('-')) : "";
    }

    private static boolean readable(Locale reader, Locale text) {
        String wanted = script(reader);
        String written = script(text);
        return !reader.getLanguage().isEmpty()
                && reader.getLanguage().equals(text.getLanguage())
                && (wanted.isEmpty() || written.isEmpty() || wanted.equals(written));
    }

    private static String script(Locale locale) {
        return locale.getScript().isEmpty()
                ? SCRIPT_BY_REGION.getOrDefault(locale.getLanguage() + "-" + locale.getCountry(), "")
                : locale.getScript();
    }
}

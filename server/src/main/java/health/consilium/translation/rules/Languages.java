package health.consilium.translation.rules;

import java.util.Locale;
import java.util.Set;

/** Compares language tags (BCP 47) as far as it matters to a reader: language and script, not region. */
public final class Languages {

    /** No linguistic content, RFC 5646, 4.1. */
    private static final Set<String> WORDLESS = Set.of("zxx");

    private Languages() {}

    public static boolean isEnglish(String tag) {
        return tag != null && Locale.forLanguageTag(tag).getLanguage().equals("en");
    }

    /** Whether a reader of English can do without a translation; a document of unknown language needs one. */
    public static boolean isReadInEnglish(String tag) {
        return isEnglish(tag)
                || (tag != null && WORDLESS.contains(Locale.forLanguageTag(tag).getLanguage()));
    }

    /** Whether who reads one language reads the other. A script counts only where both tags name one. */
    public static boolean same(String one, String other) {
        if (one == null || other == null) {
            return false;
        }
        Locale a = Locale.forLanguageTag(one);
        Locale b = Locale.forLanguageTag(other);
        boolean script = a.getScript().isEmpty()
                || b.getScript().isEmpty()
                || a.getScript().equals(b.getScript());
        return !a.getLanguage().isEmpty() && a.getLanguage().equals(b.getLanguage()) && script;
    }
}

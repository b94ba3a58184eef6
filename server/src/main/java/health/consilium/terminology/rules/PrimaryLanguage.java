package health.consilium.terminology.rules;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The language of a BCP 47 tag, whatever its script and region: who translates {@code fr} translates {@code fr-CA}. Looking a
 * language up takes a hundred times as long as to compare two, so that it is remembered.
 */
public final class PrimaryLanguage {

    /** How near what is said of one language comes to another; the later, the nearer. */
    public enum Nearness {
        /** It is about another language. */
        NONE,
        /** It is about any language. */
        ANY,
        /** It is about the same language, in whatever script and region. */
        SAME_LANGUAGE,
        /** It is about this very tag. */
        SAME_TAG
    }

    private static final int MOST_REMEMBERED = 2_000;
    private static final Map<String, String> KNOWN = new ConcurrentHashMap<>();

    private PrimaryLanguage() {}

    /** In lower case; empty for a tag that names none. */
    public static String of(String tag) {
        String found = KNOWN.get(tag);
        if (found == null) {
            found = Locale.forLanguageTag(tag).getLanguage();
            if (KNOWN.size() < MOST_REMEMBERED) {
                KNOWN.put(tag, found);
            }
        }
        return found;
    }

    /**
     * @param said tag that something is said of, such as a price; empty for any
     * @param wanted tag that it is looked up for; empty where no language is in question
     */
    public static Nearness nearness(Optional<String> said, Optional<String> wanted) {
        if (said.isEmpty()) {
            return Nearness.ANY;
        }
        if (wanted.isEmpty() || !of(said.get()).equals(of(wanted.get()))) {
            return Nearness.NONE;
        }
        return said.get().equalsIgnoreCase(wanted.get()) ? Nearness.SAME_TAG : Nearness.SAME_LANGUAGE;
    }
}

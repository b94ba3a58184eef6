package health.consilium.centres.rules;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * Which of the wanted languages a service works in.
 *
 * @param rank position of the first one among the wanted, the best being 0; their number where there is none
 * @param fits whether there is one, or none is wanted
 */
public record LanguageFit(int rank, boolean fits, String words) {

    private static final int MOST_REMEMBERED = 2_000;
    private static final Map<String, String> PRIMARY = new ConcurrentHashMap<>();
    private static final Map<String, String> NAMES = new ConcurrentHashMap<>();

    public static LanguageFit of(List<String> wanted, List<String> offered) {
        if (wanted.isEmpty()) {
            return new LanguageFit(0, true, "Works in " + names(offered) + "; no language was asked for");
        }
        for (int i = 0; i < wanted.size(); i++) {
            String language = primary(wanted.get(i));
            if (offered.stream().anyMatch(tag -> primary(tag).equals(language))) {
                return new LanguageFit(i, true, "Works in " + name(wanted.get(i)));
            }
        }
        return new LanguageFit(
                wanted.size(),
                false,
                "Works in " + names(offered) + ", not in " + names(wanted) + ": an interpreter is needed");
    }

    /** The opinion is talked about, so that the language decides and not its script or region. */
    private static String primary(String tag) {
        return remembered(PRIMARY, tag, any -> Locale.forLanguageTag(any).getLanguage());
    }

    private static String names(List<String> tags) {
        return tags.isEmpty()
                ? "languages unknown"
                : tags.stream().map(LanguageFit::name).distinct().collect(Collectors.joining(", "));
    }

    private static String name(String tag) {
        return remembered(
                NAMES, primary(tag), language -> Locale.forLanguageTag(language).getDisplayLanguage(Locale.ENGLISH));
    }

    /** Looking a language up takes a hundred times as long as all else that a service is compared by. */
    private static String remembered(Map<String, String> known, String key, UnaryOperator<String> look) {
        String found = known.get(key);
        if (found == null) {
            found = look.apply(key);
            if (known.size() < MOST_REMEMBERED) {
                known.put(key, found);
            }
        }
        return found;
    }
}

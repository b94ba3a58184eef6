package health.consilium.centres.rules;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Which of the wanted languages a service works in.
 *
 * @param rank position of the first one among the wanted, the best being 0; their number where there is none
 * @param fits whether there is one, or none is wanted
 */
public record LanguageFit(int rank, boolean fits, String words) {

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
        return Locale.forLanguageTag(tag).getLanguage();
    }

    private static String names(List<String> tags) {
        return tags.isEmpty()
                ? "languages unknown"
                : tags.stream().map(LanguageFit::name).distinct().collect(Collectors.joining(", "));
    }

    private static String name(String tag) {
        return Locale.forLanguageTag(tag).getDisplayLanguage(Locale.ENGLISH);
    }
}

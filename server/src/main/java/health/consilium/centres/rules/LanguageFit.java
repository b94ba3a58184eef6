package health.consilium.centres.rules;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which of the wanted languages a service works in.
 *
 * @param rank position of the first one among the wanted, the best being 0; their number where there is none
 * @param fits whether there is one, or none is wanted
 */
public record LanguageFit(int rank, boolean fits, Phrase phrase) {

    private static final int MOST_REMEMBERED = 2_000;
    private static final Map<String, String> PRIMARY = new ConcurrentHashMap<>();

    public static LanguageFit of(List<String> wanted, List<String> offered) {
        if (wanted.isEmpty()) {
            return new LanguageFit(0, true, new Phrase("language.any", Map.of("offered", names(offered))));
        }
        for (int i = 0; i < wanted.size(); i++) {
            String language = primary(wanted.get(i));
            if (offered.stream().anyMatch(tag -> primary(tag).equals(language))) {
                return new LanguageFit(
                        i, true, new Phrase("language.fits", Map.of("offered", names(List.of(wanted.get(i))))));
            }
        }
        return new LanguageFit(
                wanted.size(),
                false,
                new Phrase("language.none", Map.of("offered", names(offered), "wanted", names(wanted))));
    }

    /**
     * The opinion is talked about, so that the language decides and not its script or region. Looking a language up takes a hundred
     * times as long as all else that a service is compared by.
     */
    private static String primary(String tag) {
        String found = PRIMARY.get(tag);
        if (found == null) {
            found = Locale.forLanguageTag(tag).getLanguage();
            if (PRIMARY.size() < MOST_REMEMBERED) {
                PRIMARY.put(tag, found);
            }
        }
        return found;
    }

    private static Object names(List<String> tags) {
        return tags.isEmpty() ? Phrase.of("language.unknown") : new Phrase.Languages(List.copyOf(tags));
    }
}

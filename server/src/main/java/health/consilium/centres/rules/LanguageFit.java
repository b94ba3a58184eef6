package health.consilium.centres.rules;

import health.consilium.terminology.rules.PrimaryLanguage;
import java.util.List;
import java.util.Map;

/**
 * Which of the wanted languages a service works in. The opinion is talked about, so that the language decides and not its script or
 * region.
 *
 * @param rank position of the first one among the wanted, the best being 0; their number where there is none
 * @param fits whether there is one, or none is wanted
 */
public record LanguageFit(int rank, boolean fits, Phrase phrase) {

    public static LanguageFit of(List<String> wanted, List<String> offered) {
        if (wanted.isEmpty()) {
            return new LanguageFit(0, true, new Phrase("language.any", Map.of("offered", names(offered))));
        }
        for (int i = 0; i < wanted.size(); i++) {
            String language = PrimaryLanguage.of(wanted.get(i));
            if (offered.stream().anyMatch(tag -> PrimaryLanguage.of(tag).equals(language))) {
                return new LanguageFit(
                        i, true, new Phrase("language.fits", Map.of("offered", names(List.of(wanted.get(i))))));
            }
        }
        return new LanguageFit(
                wanted.size(),
                false,
                new Phrase("language.none", Map.of("offered", names(offered), "wanted", names(wanted))));
    }

    private static Object names(List<String> tags) {
        return tags.isEmpty() ? Phrase.of("language.unknown") : new Phrase.Languages(List.copyOf(tags));
    }
}

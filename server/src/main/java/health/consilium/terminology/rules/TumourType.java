package health.consilium.terminology.rules;

import java.util.Set;

/**
 * A tumour type of the content ({@code CodeSystem/tumour-type}).
 *
 * @param name what people read
 * @param priority the highest wins among candidates
 * @param histologyTags values that the case fact {@code histology} can take
 * @param siteTags values that the case fact {@code primarySite} can take
 */
public record TumourType(
        String id, Designations name, Driver driver, int priority, Set<String> histologyTags, Set<String> siteTags) {

    /** What decides membership of the type. */
    public enum Driver {
        SITE,
        MORPHOLOGY,
        MORPHOLOGY_AND_SITE;

        static Driver of(String code) {
            return switch (code) {
                case "site" -> SITE;
                case "morphology" -> MORPHOLOGY;
                case "morphology+site" -> MORPHOLOGY_AND_SITE;
                default -> throw new ContentException("Unknown driver '" + code + "' in CodeSystem/tumour-type");
            };
        }

        boolean needsSite() {
            return this != MORPHOLOGY;
        }
    }
}

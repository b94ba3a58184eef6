package health.consilium.completeness.letter;

import health.consilium.letter.Words;

/** The words of a request: letter and form, one file {@code request_*.properties} a language. */
public final class RequestWords {

    private static final String BUNDLE = "health.consilium.completeness.request";

    private RequestWords() {}

    /** @param language BCP 47 */
    public static Words in(String language) {
        return Words.of(BUNDLE, language);
    }
}

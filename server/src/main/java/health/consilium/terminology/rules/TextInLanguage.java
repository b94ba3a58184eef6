package health.consilium.terminology.rules;

/**
 * A text of the content as a person gets to read it.
 *
 * @param english as the content says it
 * @param text in {@code language}
 * @param language BCP 47, of the text given, whatever was asked for
 * @param fallback the text is English, because there is none in the language asked for
 */
public record TextInLanguage(String english, String text, String language, Status status, boolean fallback) {

    public enum Status {
        /** The English text, which the content was written in. */
        ORIGINAL,
        /** A translation that nobody answers for yet. */
        DRAFT,
        /** A translation that a person signed off. */
        SIGNED_OFF
    }
}

package health.consilium.terminology.rules;

import java.util.regex.Pattern;

/** Whether the description of a series says that contrast was given; the regular expressions are content. */
public record ContrastWords(Pattern ambiguous, Pattern negative, Pattern positive) {

    /** "With and without" is tried first, then "without", then "with": that is the precedence of the content. */
    public Truth read(String description) {
        if (ambiguous.matcher(description).find()) {
            return Truth.UNKNOWN;
        }
        if (negative.matcher(description).find()) {
            return Truth.FALSE;
        }
        return positive.matcher(description).find() ? Truth.TRUE : Truth.UNKNOWN;
    }
}

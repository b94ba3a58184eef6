package health.consilium.access;

import java.util.regex.Pattern;

/**
 * Somebody used a link by which a patient shows the opinion; published before anything is shown.
 *
 * @param recipient who it was, as said by whoever used the link: nobody has checked it
 */
public record LinkUsed(String caseNumber, Use use, String recipient) {

    private static final int LONGEST = 120;

    /** Line ends and marks of direction, by which one entry of a log would look like two or like another. */
    private static final Pattern UNSEEN = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Co}\\p{Cn}\\p{Z}\\s]+");

    /** What came of it. */
    public enum Use {
        OPENED,
        FILE_FETCHED,
        WRONG_PASSCODE
    }

    public LinkUsed {
        recipient = plain(recipient);
    }

    /** What can be read of a text that somebody wrote; not more of it than a name is long. */
    public static String plain(String text) {
        String seen = UNSEEN.matcher(text).replaceAll(" ").strip();
        int length = Math.min(seen.codePointCount(0, seen.length()), LONGEST);
        return seen.substring(0, seen.offsetByCodePoints(0, length));
    }
}

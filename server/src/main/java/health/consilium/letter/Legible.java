package health.consilium.letter;

import com.ibm.icu.text.Transliterator;
import java.util.function.IntPredicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Text that the fonts can show. A word with a character that none of them has is written in Latin letters as a whole: a name
 * half in boxes identifies nobody.
 */
final class Legible {

    private static final Pattern WORDS = Pattern.compile("(?<=\\s)|(?=\\s)");
    private static final IntPredicate SHOWN = Legible::isShown;

    /** For a letter that nobody has a transcription of: seen to be missing, and to be filled in by hand. */
    private static final char BLANK = '_';

    private static final class Latin {
        static final Transliterator LETTERS = Transliterator.getInstance("Any-Latin; NFC");
    }

    private Legible() {}

    static String of(String text) {
        return isShown(text)
                ? text
                : WORDS.splitAsStream(text).map(Legible::word).collect(Collectors.joining());
    }

    static boolean isShown(String text) {
        return text.codePoints().allMatch(SHOWN);
    }

    private static String word(String word) {
        if (isShown(word)) {
            return word;
        }
        return Latin.LETTERS
                .transliterate(word)
                .codePoints()
                .map(character -> isShown(character) ? character : BLANK)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static boolean isShown(int character) {
        return isFormat(character) || Face.ALL.stream().anyMatch(face -> face.has(character));
    }

    /** Joiners and marks of direction act on their neighbours and have no shape. */
    static boolean isFormat(int character) {
        return Character.getType(character) == Character.FORMAT || Character.isWhitespace(character);
    }
}

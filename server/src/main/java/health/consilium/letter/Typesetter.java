package health.consilium.letter;

import java.awt.Font;
import java.awt.font.FontRenderContext;
import java.awt.font.GlyphVector;
import java.text.Bidi;
import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;

/**
 * Breaks text into lines and shapes them: Unicode's bidirectional algorithm for the order, HarfBuzz (within Java's text
 * layout) for joining, conjuncts and marks, the first {@link Face} that has it for each character.
 */
final class Typesetter {

    /** Glyph codes from here on stand for characters without a shape. */
    private static final int INVISIBLE = 0xfffe;

    private static final FontRenderContext CONTEXT = new FontRenderContext(null, true, true);

    private final Locale locale;
    private final boolean rightToLeft;

    Typesetter(Locale locale, boolean rightToLeft) {
        this.locale = locale;
        this.rightToLeft = rightToLeft;
    }

    /** @param width of the column, in units of {@link Face#UNITS} */
    List<Line> lines(String text, float width) {
        String shown = Legible.of(text.strip());
        List<Line> lines = new ArrayList<>();
        shown.lines().forEach(paragraph -> breakInto(lines, paragraph, width));
        return lines;
    }

    private void breakInto(List<Line> lines, String paragraph, float width) {
        // Of the paragraph as a whole: what is isolated may go over the end of a line.
        Bidi bidi = new Bidi(paragraph, rightToLeft ? Bidi.DIRECTION_RIGHT_TO_LEFT : Bidi.DIRECTION_LEFT_TO_RIGHT);
        BreakIterator breaks = BreakIterator.getLineInstance(locale);
        breaks.setText(paragraph);
        int start = 0;
        int end = 0;
        for (int next = breaks.next(); next != BreakIterator.DONE; next = breaks.next()) {
            if (next < paragraph.length() && paragraph.charAt(next - 1) == '-') {
                // Within a case number or another code.
                continue;
            }
            if (end > start && line(paragraph, start, next, bidi).width() > width) {
                lines.add(line(paragraph, start, end, bidi));
                start = end;
            }
            end = next;
        }
        if (end > start) {
            lines.add(line(paragraph, start, end, bidi));
        }
    }

    private static Line line(String paragraph, int start, int end, Bidi whole) {
        String text = paragraph.substring(start, end).stripTrailing();
        if (text.isEmpty()) {
            return new Line("", List.of(), 0);
        }
        Bidi bidi = whole.createLineBidi(start, start + text.length());
        byte[] levels = new byte[bidi.getRunCount()];
        Integer[] runs = new Integer[bidi.getRunCount()];
        for (int i = 0; i < runs.length; i++) {
            levels[i] = (byte) bidi.getRunLevel(i);
            runs[i] = i;
        }
        Bidi.reorderVisually(levels, 0, runs, 0, runs.length);
        List<Line.Glyph> glyphs = new ArrayList<>();
        float x = 0;
        for (int run : runs) {
            x = run(text, bidi.getRunStart(run), bidi.getRunLimit(run), bidi.getRunLevel(run), x, glyphs);
        }
        return new Line(text, glyphs, x);
    }

    /** A run of one direction, in as many pieces as it needs faces; gives where the next run begins. */
    private static float run(String text, int start, int limit, int level, float from, List<Line.Glyph> glyphs) {
        boolean reversed = level % 2 == 1;
        List<int[]> pieces = new ArrayList<>();
        List<Face> faces = new ArrayList<>();
        split(text, start, limit, pieces, faces);
        float x = from;
        for (int i = 0; i < pieces.size(); i++) {
            int index = reversed ? pieces.size() - 1 - i : i;
            x = shape(text, pieces.get(index), faces.get(index), reversed, x, glyphs);
        }
        return x;
    }

    private static void split(String text, int start, int limit, List<int[]> pieces, List<Face> faces) {
        Face before = null;
        for (int at = start; at < limit; ) {
            int character = text.codePointAt(at);
            int next = at + Character.charCount(character);
            Face face = face(character, before);
            if (face == before) {
                pieces.get(pieces.size() - 1)[1] = next;
            } else {
                pieces.add(new int[] {at, next});
                faces.add(face);
            }
            before = face;
            at = next;
        }
    }

    /** Marks and joiners stay with what they act on. */
    private static Face face(int character, Face before) {
        boolean joins = Legible.isFormat(character) || Character.getType(character) == Character.NON_SPACING_MARK;
        if (before != null && joins && (before.has(character) || Legible.isFormat(character))) {
            return before;
        }
        return Face.ALL.stream()
                .filter(face -> face.has(character))
                .findFirst()
                .orElse(before == null ? Face.LATIN : before);
    }

    private static float shape(
            String text, int[] piece, Face face, boolean reversed, float from, List<Line.Glyph> glyphs) {
        GlyphVector shaped = face.font()
                .layoutGlyphVector(
                        CONTEXT,
                        text.toCharArray(),
                        piece[0],
                        piece[1],
                        reversed ? Font.LAYOUT_RIGHT_TO_LEFT : Font.LAYOUT_LEFT_TO_RIGHT);
        BitSet begins = new BitSet();
        for (int i = 0; i < shaped.getNumGlyphs(); i++) {
            begins.set(piece[0] + shaped.getGlyphCharIndex(i));
        }
        for (int i = 0; i < shaped.getNumGlyphs(); i++) {
            int code = shaped.getGlyphCode(i);
            int at = piece[0] + shaped.getGlyphCharIndex(i);
            int next = begins.nextSetBit(at + 1);
            String meant = text.substring(at, next < 0 ? piece[1] : next);
            // Marks of direction are shaped as blanks of no width.
            if (code < INVISIBLE && !meant.chars().allMatch(sign -> Character.getType(sign) == Character.FORMAT)) {
                float x = (float) shaped.getGlyphPosition(i).getX();
                float y = (float) -shaped.getGlyphPosition(i).getY();
                glyphs.add(new Line.Glyph(face, code, from + x, y, meant));
            }
        }
        return from + (float) shaped.getGlyphPosition(shaped.getNumGlyphs()).getX();
    }
}

package health.consilium.letter;

import java.util.List;

/**
 * One line, ready to be drawn.
 *
 * @param text what it says, in the order of reading
 * @param width in units of {@link Face#UNITS}
 */
record Line(String text, List<Glyph> glyphs, float width) {

    /**
     * A glyph of a face at its place on the line, in units of {@link Face#UNITS}.
     *
     * @param text the characters that it stands for, alone or with others
     */
    record Glyph(Face face, int code, float x, float y, String text) {}
}

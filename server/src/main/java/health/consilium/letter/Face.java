package health.consilium.letter;

import java.awt.Font;
import java.awt.FontFormatException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * A font of the jar: its bytes go into the PDF, Java's own text layout (HarfBuzz) shapes with it. Glyph numbers are those of
 * the file on both sides.
 */
enum Face {
    LATIN("NotoSans"),
    ARABIC("NotoNaskhArabic"),
    DEVANAGARI("NotoSansDevanagari"),
    HAN("NotoSansSC");

    /** Size at which glyphs are laid out; positions are scaled from here. */
    static final float UNITS = 1000;

    /** In this order a face is looked for; the first has digits and punctuation for all. */
    static final List<Face> ALL = List.of(values());

    private final byte[] bytes;
    private final Font font;

    Face(String name) {
        try (InputStream in = Face.class.getResourceAsStream("/health/consilium/letter/fonts/" + name + ".ttf")) {
            bytes = in.readAllBytes();
            font = Font.createFont(Font.TRUETYPE_FONT, new ByteArrayInputStream(bytes))
                    .deriveFont(UNITS);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (FontFormatException e) {
            throw new IllegalStateException("The font " + name + " cannot be read", e);
        }
    }

    InputStream open() {
        return new ByteArrayInputStream(bytes);
    }

    Font font() {
        return font;
    }

    boolean has(int character) {
        return font.canDisplay(character);
    }
}

package health.consilium.letter;

import com.ibm.icu.text.Bidi;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.pdfbox.contentstream.operator.Operator;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSFloat;
import org.apache.pdfbox.cos.COSInteger;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSString;
import org.apache.pdfbox.pdfwriter.ContentStreamWriter;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDResources;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.common.PDStream;
import org.apache.pdfbox.pdmodel.font.PDType0Font;

/**
 * Pages that fill from top to bottom. Glyphs are placed one by one, as they were shaped. So that a search finds conjuncts, a
 * line that runs from left to right carries what it says as ActualText (ISO 32000-1, 14.9.4). Viewers turn that around where
 * the line runs from right to left; there the glyphs of joined letters are told what they stand for (ToUnicode, 9.10.3).
 */
public final class Sheet implements AutoCloseable {

    static final float MARGIN = 56;
    static final float WIDTH = PDRectangle.A4.getWidth() - 2 * MARGIN;
    private static final float LEADING = 1.45f;

    private final PDDocument document = new PDDocument();
    private final Map<Face, PDType0Font> fonts = new EnumMap<>(Face.class);
    private final Map<Face, Map<Integer, String>> used = new EnumMap<>(Face.class);
    private final Words words;
    private final Typesetter typesetter;
    private final boolean rightToLeft;
    private PDPage page;
    private List<Object> tokens = new ArrayList<>();
    private float y;

    public Sheet(Words words, String title) throws IOException {
        this.words = words;
        typesetter = new Typesetter(words.locale(), words.isRightToLeft());
        rightToLeft = words.isRightToLeft();
        document.getDocumentCatalog().setLanguage(words.language());
        document.getDocumentInformation().setTitle(title);
        turn();
    }

    /** @param indent from the side where lines begin */
    public void paragraph(String text, float size, float indent, float gap) throws IOException {
        paragraph(text, size, indent, gap, rightToLeft);
    }

    /** What somebody else wrote: its lines begin on the side on which they begin in its own language. */
    public void quotation(String text, float size, float indent, float gap) throws IOException {
        boolean fromRight = rightToLeft && Bidi.getBaseDirection(text) != Bidi.LTR;
        paragraph(words.isolated(text), size, indent, gap, fromRight);
    }

    private void paragraph(String text, float size, float indent, float gap, boolean fromRight) throws IOException {
        for (Line line : typesetter.lines(text, (WIDTH - indent) / size * Face.UNITS)) {
            need(size * LEADING);
            y -= size * LEADING;
            float length = line.width() * size / Face.UNITS;
            draw(line, size, fromRight ? MARGIN + WIDTH - indent - length : MARGIN + indent);
        }
        y -= gap;
    }

    /** Lines to write on, side by side, each with what belongs there. */
    public void blanks(List<String> labels, float size) throws IOException {
        float gap = 18;
        float each = (WIDTH - gap * (labels.size() - 1)) / labels.size();
        List<List<Line>> under = new ArrayList<>();
        for (String label : labels) {
            under.add(typesetter.lines(label, each / size * Face.UNITS));
        }
        int rows = under.stream().mapToInt(List::size).max().orElse(0);
        need(40 + rows * size * LEADING);
        y -= 40;
        for (int i = 0; i < labels.size(); i++) {
            float x = MARGIN + (rightToLeft ? labels.size() - 1 - i : i) * (each + gap);
            rule(x, each);
            float top = y;
            for (Line line : under.get(i)) {
                y -= size * LEADING;
                draw(line, size, rightToLeft ? x + each - line.width() * size / Face.UNITS : x);
            }
            y = top;
        }
        y -= rows * size * LEADING;
    }

    /** Keeps what comes together on one page. */
    public void need(float height) throws IOException {
        if (y - height < MARGIN) {
            turn();
        }
    }

    private void turn() throws IOException {
        finish();
        page = new PDPage(PDRectangle.A4);
        page.setResources(new PDResources());
        document.addPage(page);
        y = PDRectangle.A4.getHeight() - MARGIN;
    }

    private void finish() throws IOException {
        if (page == null) {
            return;
        }
        PDStream contents = new PDStream(document);
        try (OutputStream out = contents.createOutputStream(COSName.FLATE_DECODE)) {
            new ContentStreamWriter(out).writeTokens(tokens);
        }
        page.setContents(contents);
        tokens = new ArrayList<>();
    }

    private void rule(float x, float width) {
        add("w", new COSFloat(0.6f));
        add("m", new COSFloat(x), new COSFloat(y));
        add("l", new COSFloat(x + width), new COSFloat(y));
        add("S");
    }

    private void draw(Line line, float size, float x) throws IOException {
        if (!rightToLeft) {
            COSDictionary said = new COSDictionary();
            said.setItem(COSName.ACTUAL_TEXT, new COSString(line.text()));
            add("BDC", COSName.getPDFName("Span"), said);
        }
        add("BT");
        Face face = null;
        for (Line.Glyph glyph : line.glyphs()) {
            if (glyph.face() != face) {
                face = glyph.face();
                add("Tf", page.getResources().add(font(face)), new COSFloat(size));
            }
            used.computeIfAbsent(face, any -> new TreeMap<>()).putIfAbsent(glyph.code(), glyph.text());
            float scale = size / Face.UNITS;
            add(
                    "Tm",
                    COSInteger.ONE,
                    COSInteger.ZERO,
                    COSInteger.ZERO,
                    COSInteger.ONE,
                    new COSFloat(x + glyph.x() * scale),
                    new COSFloat(y + glyph.y() * scale));
            COSString code = new COSString(new byte[] {(byte) (glyph.code() >> 8), (byte) glyph.code()});
            code.setForceHexForm(true);
            add("Tj", code);
        }
        add("ET");
        if (!rightToLeft) {
            add("EMC");
        }
    }

    private PDType0Font font(Face face) throws IOException {
        PDType0Font font = fonts.get(face);
        if (font == null) {
            font = PDType0Font.load(document, face.open(), true);
            fonts.put(face, font);
        }
        return font;
    }

    private void add(String operator, Object... operands) {
        Collections.addAll(tokens, operands);
        tokens.add(Operator.getOperator(operator));
    }

    public byte[] bytes() throws IOException {
        finish();
        page = null;
        for (Map.Entry<Face, PDType0Font> font : fonts.entrySet()) {
            Map<Integer, String> glyphs = used.get(font.getKey());
            font.getValue().addGlyphsToSubset(glyphs.keySet());
            font.getValue().subset();
            font.getValue().getCOSObject().setItem(COSName.TO_UNICODE, ToUnicode.of(document, glyphs));
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        document.save(out);
        return out.toByteArray();
    }

    @Override
    public void close() throws IOException {
        document.close();
    }
}

package health.consilium.letter;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.common.PDStream;

/** Which characters a glyph stands for, as a CMap (ISO 32000-1, 9.10.3). PDFBox knows only glyphs that have a character. */
final class ToUnicode {

    /** As many lines as a block may have. */
    private static final int BLOCK = 100;

    private ToUnicode() {}

    static PDStream of(PDDocument document, Map<Integer, String> glyphs) throws IOException {
        StringBuilder map = new StringBuilder(
                """
                /CIDInit /ProcSet findresource begin
                12 dict begin
                begincmap
                /CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
                /CMapName /Adobe-Identity-UCS def
                /CMapType 2 def
                1 begincodespacerange
                <0000> <FFFF>
                endcodespacerange
                """);
        List<String> lines = new ArrayList<>();
        glyphs.forEach((code, text) -> lines.add(
                "<%04X> <%s>".formatted(code, HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_16BE)))));
        for (int from = 0; from < lines.size(); from += BLOCK) {
            List<String> block = lines.subList(from, Math.min(from + BLOCK, lines.size()));
            map.append(block.size()).append(" beginbfchar\n");
            block.forEach(line -> map.append(line).append('\n'));
            map.append("endbfchar\n");
        }
        map.append("endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n");
        PDStream stream = new PDStream(document);
        try (OutputStream out = stream.createOutputStream(COSName.FLATE_DECODE)) {
            out.write(map.toString().getBytes(StandardCharsets.US_ASCII));
        }
        return stream;
    }
}

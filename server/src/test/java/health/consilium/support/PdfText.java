package health.consilium.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.documentinterchange.markedcontent.PDMarkedContent;
import org.apache.pdfbox.text.PDFMarkedContentExtractor;
import org.apache.pdfbox.text.PDFTextStripper;
import org.apache.pdfbox.text.TextPosition;

/**
 * A PDF opened again.
 *
 * @param text what a search finds, a blank for each end of a line
 * @param codes glyphs in the order in which they are drawn
 * @param rightEdges where each of them ends, in points
 */
public record PdfText(String text, List<Integer> codes, List<Float> rightEdges) {

    public static PdfText of(byte[] pdf) {
        try (PDDocument document = Loader.loadPDF(pdf)) {
            Drawn drawn = new Drawn();
            String stripped = drawn.getText(document);
            String actual = actualText(document);
            return new PdfText(
                    (actual.isEmpty() ? stripped : actual).replaceAll("[\\s\\u2066-\\u2069]+", " "),
                    drawn.positions.stream()
                            .map(position -> position.getCharacterCodes()[0])
                            .toList(),
                    drawn.positions.stream()
                            .map(position -> position.getX() + position.getWidth())
                            .toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String actualText(PDDocument document) throws IOException {
        List<PDMarkedContent> contents = new ArrayList<>();
        for (PDPage page : document.getPages()) {
            PDFMarkedContentExtractor extractor = new PDFMarkedContentExtractor();
            extractor.processPage(page);
            contents.addAll(extractor.getMarkedContents());
        }
        return contents.stream().map(PDMarkedContent::getActualText).collect(Collectors.joining(" "));
    }

    private static final class Drawn extends PDFTextStripper {

        private final List<TextPosition> positions = new ArrayList<>();

        @Override
        protected void processTextPosition(TextPosition position) {
            positions.add(position);
            super.processTextPosition(position);
        }
    }
}

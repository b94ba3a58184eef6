package health.consilium.delivery;

import health.consilium.letter.Sheet;
import health.consilium.letter.Words;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What was done for a patient, when, by whom and at what cost, for people who read it at an insurer.
 *
 * @param totals one for each currency, written out
 */
record InsuranceLetter(
        String desk,
        String caseNumber,
        LocalDate written,
        String patient,
        Optional<String> born,
        List<Line> lines,
        List<String> totals) {

    private static final float TITLE = 16;
    private static final float TEXT = 10.5f;
    private static final float SMALL = 8.5f;
    private static final float INDENT = 16;

    /**
     * @param service code of {@code CodeSystem/cost-line}
     * @param cost written out; empty when none was agreed
     */
    record Line(String service, LocalDate day, String by, Optional<String> cost) {}

    byte[] pdf(Words words) {
        try (Sheet sheet = new Sheet(words, words.text("insurance.title") + " " + caseNumber)) {
            sheet.paragraph(words.isolated(desk), TEXT, 0, 0);
            sheet.paragraph(words.text("date", Map.of("date", words.date(written))), TEXT, 0, 0);
            sheet.paragraph(words.text("case", Map.of("case", caseNumber)), TEXT, 0, 18);
            sheet.paragraph(words.text("insurance.title"), TITLE, 0, 8);
            sheet.paragraph(words.text("patient", Map.of("name", patient)), TEXT, 0, born.isPresent() ? 0 : 8);
            if (born.isPresent()) {
                sheet.paragraph(words.text("born", Map.of("date", words.date(born.get()))), TEXT, 0, 8);
            }
            sheet.paragraph(words.text("insurance.intro"), TEXT, 0, 8);
            for (Line line : lines) {
                line(sheet, words, line);
            }
            for (String total : totals) {
                sheet.paragraph(words.text("insurance.total", Map.of("amount", total)), TEXT + 1, 0, 0);
            }
            sheet.paragraph(" ", SMALL, 0, 6);
            sheet.paragraph(words.text("insurance.agreed"), SMALL, 0, 0);
            if (words.isFallback()) {
                sheet.paragraph(words.text("english.only", Map.of("language", words.wanted())), SMALL, 0, 0);
            }
            return sheet.bytes();
        } catch (IOException e) {
            throw new UncheckedIOException("A letter cannot be set", e);
        }
    }

    private static void line(Sheet sheet, Words words, Line line) throws IOException {
        sheet.need(4 * TEXT);
        sheet.paragraph(words.text("line." + line.service()), TEXT, 0, 0);
        String cost = line.cost()
                .map(amount -> words.text("insurance.cost", Map.of("amount", amount)))
                .orElseGet(() -> words.text("insurance.free"));
        sheet.paragraph(
                words.text("insurance.done", Map.of("date", words.date(line.day()), "by", line.by())),
                SMALL,
                INDENT,
                0);
        sheet.paragraph(cost, SMALL, INDENT, 6);
    }
}

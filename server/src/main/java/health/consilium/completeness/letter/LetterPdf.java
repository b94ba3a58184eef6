package health.consilium.completeness.letter;

import health.consilium.letter.Sheet;
import health.consilium.letter.Words;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

/** A {@link ReleaseLetter} as PDF. */
public final class LetterPdf {

    private static final float TITLE = 16;
    private static final float TEXT = 10.5f;
    private static final float SMALL = 8.5f;
    private static final float INDENT = 16;

    private final ReleaseLetter letter;
    private final Words words;

    private LetterPdf(ReleaseLetter letter, Words words) {
        this.letter = letter;
        this.words = words;
    }

    public static byte[] of(ReleaseLetter letter, Words words) {
        return new LetterPdf(letter, words).bytes();
    }

    private byte[] bytes() {
        try (Sheet sheet = new Sheet(words, words.text("title") + " " + letter.caseNumber())) {
            head(sheet);
            wanted(sheet);
            release(sheet);
            foot(sheet);
            return sheet.bytes();
        } catch (IOException e) {
            throw new UncheckedIOException("A letter cannot be set", e);
        }
    }

    private void head(Sheet sheet) throws IOException {
        sheet.paragraph(words.isolated(letter.desk()), TEXT, 0, 0);
        sheet.paragraph(words.text("date", Map.of("date", words.date(letter.written()))), TEXT, 0, 0);
        sheet.paragraph(words.text("case", Map.of("case", letter.caseNumber())), TEXT, 0, 14);
        sheet.paragraph(words.text("to." + letter.source()), TEXT, 0, 0);
        sheet.paragraph(words.isolated(letter.addressee()), TEXT, 0, 18);
        sheet.paragraph(words.text("title"), TITLE, 0, 8);
        sheet.paragraph(words.text("patient", Map.of("name", letter.patient())), TEXT, 0, 0);
        sheet.paragraph(words.text("born", Map.of("date", born())), TEXT, 0, 10);
        sheet.paragraph(words.text("intro." + letter.source(), Map.of("due", words.date(letter.due()))), TEXT, 0, 8);
    }

    private String born() {
        return letter.born().map(words::date).orElseGet(() -> words.text("not.stated"));
    }

    private void wanted(Sheet sheet) throws IOException {
        int number = 1;
        for (ReleaseLetter.Wanted wanted : letter.wanted()) {
            sheet.need(4 * TEXT);
            sheet.paragraph(number++ + ". " + words.isolated(wanted.what()), TEXT, 0, 0);
            if (!wanted.how().isBlank()) {
                sheet.paragraph(words.text("how", Map.of("how", wanted.how())), SMALL, INDENT, 5);
            }
        }
        if (letter.note().isPresent()) {
            sheet.paragraph(words.text("note", Map.of("note", letter.note().get())), TEXT, 0, 6);
        }
        sheet.paragraph(words.text("send", Map.of("case", letter.caseNumber())), TEXT, 0, 0);
        sheet.paragraph(words.text("absent"), TEXT, 0, 14);
    }

    private void release(Sheet sheet) throws IOException {
        sheet.need(11 * TEXT);
        sheet.paragraph(words.text("release.title"), TEXT + 1.5f, 0, 2);
        sheet.paragraph(words.text("release", Map.of("desk", letter.desk())), TEXT, 0, 4);
        sheet.blanks(List.of(words.text("sign.signature"), words.text("sign.name"), words.text("sign.date")), SMALL);
    }

    private void foot(Sheet sheet) throws IOException {
        sheet.paragraph(" ", SMALL, 0, 10);
        sheet.paragraph(words.text("draft"), SMALL, 0, 0);
        if (words.isFallback()) {
            sheet.paragraph(words.text("english.only", Map.of("language", words.wanted())), SMALL, 0, 0);
        } else if (letter.wanted().stream().anyMatch(wanted -> !wanted.translated())) {
            sheet.paragraph(words.text("english.parts"), SMALL, 0, 0);
        }
    }
}

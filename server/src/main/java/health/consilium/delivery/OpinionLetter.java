package health.consilium.delivery;

import health.consilium.letter.Sheet;
import health.consilium.letter.Words;
import health.consilium.terminology.rules.Designations;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A letter to the oncologist who treats the patient: what was asked, what the centre answers, how far it agrees. The answers
 * stand in it as the centre wrote them.
 *
 * @param addressee empty when the patient hands it on
 * @param born as far as it is known
 * @param tumour as the request has it, which the opinion may contradict; empty when its codes do not say
 * @param given when the opinion is dated
 * @param agreement pairs of aspect and degree, codes of concordance-aspect and concordance-degree
 */
record OpinionLetter(
        String desk,
        String caseNumber,
        LocalDate written,
        Optional<String> addressee,
        String patient,
        Optional<String> born,
        Optional<Designations> tumour,
        String centre,
        Optional<LocalDate> given,
        List<Answered> answers,
        List<Agreement> agreement) {

    private static final float TITLE = 16;
    private static final float TEXT = 10.5f;
    private static final float SMALL = 8.5f;
    private static final float INDENT = 16;

    record Answered(String question, String answer) {}

    record Agreement(String aspect, String degree) {}

    byte[] pdf(Words words) {
        try (Sheet sheet = new Sheet(words, words.text("oncologist.title") + " " + caseNumber)) {
            head(sheet, words);
            answers(sheet, words);
            foot(sheet, words);
            return sheet.bytes();
        } catch (IOException e) {
            throw new UncheckedIOException("A letter cannot be set", e);
        }
    }

    private void head(Sheet sheet, Words words) throws IOException {
        sheet.paragraph(words.isolated(desk), TEXT, 0, 0);
        sheet.paragraph(words.text("date", Map.of("date", words.date(written))), TEXT, 0, 0);
        sheet.paragraph(words.text("case", Map.of("case", caseNumber)), TEXT, 0, 14);
        sheet.paragraph(words.text("oncologist.to"), TEXT, 0, addressee.isPresent() ? 0 : 18);
        if (addressee.isPresent()) {
            sheet.paragraph(words.isolated(addressee.get()), TEXT, 0, 18);
        }
        sheet.paragraph(words.text("oncologist.title"), TITLE, 0, 8);
        sheet.paragraph(words.text("patient", Map.of("name", patient)), TEXT, 0, born.isPresent() ? 0 : 8);
        if (born.isPresent()) {
            sheet.paragraph(words.text("born", Map.of("date", words.date(born.get()))), TEXT, 0, 8);
        }
        if (tumour.isPresent()) {
            String name = tumour.get().in(words.language());
            sheet.paragraph(words.text("oncologist.tumour", Map.of("tumour", name)), TEXT, 0, 8);
        }
        String when = given.map(words::date).orElseGet(() -> words.text("not.stated"));
        sheet.paragraph(words.text("oncologist.intro", Map.of("centre", centre, "date", when)), TEXT, 0, 8);
    }

    private void answers(Sheet sheet, Words words) throws IOException {
        int number = 1;
        for (Answered answered : answers) {
            sheet.need(5 * TEXT);
            sheet.quotation(number++ + ". " + answered.question(), TEXT, 0, 2);
            sheet.quotation(answered.answer(), TEXT, INDENT, 8);
        }
        for (Agreement one : agreement) {
            sheet.paragraph(
                    words.text("aspect." + one.aspect()) + ": " + words.text("degree." + one.degree()), TEXT, 0, 0);
        }
    }

    private static void foot(Sheet sheet, Words words) throws IOException {
        sheet.paragraph(" ", SMALL, 0, 6);
        sheet.paragraph(words.text("oncologist.whole"), TEXT, 0, 8);
        sheet.paragraph(words.text("oncologist.quoted"), SMALL, 0, 0);
        if (words.isFallback()) {
            sheet.paragraph(words.text("english.only", Map.of("language", words.wanted())), SMALL, 0, 0);
        }
    }
}

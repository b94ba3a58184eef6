package health.consilium.notification;

import java.text.MessageFormat;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.ResourceBundle.Control;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import org.springframework.web.util.HtmlUtils;

/**
 * The words of mails, in the reader's language where there are words in it, else in English. A sentence is found by kind and
 * detail, else by kind; what has none is not told by mail.
 */
@Component
class MailTexts {

    private static final String TEXTS = "health.consilium.notification.mail";

    private static final String HTML =
            """
            <!DOCTYPE html>
            <html lang="%1$s" dir="%2$s">
            <head><meta charset="UTF-8"><title>%3$s</title></head>
            <body style="margin:0;padding:24px;font-family:sans-serif;font-size:16px;line-height:1.5;text-align:start">
            <p>%4$s</p>
            <p>%5$s</p>
            <p><a href="%6$s" style="display:inline-block;padding:10px 18px;background:#1a5fb4;color:#ffffff">%7$s</a></p>
            <p style="color:#555555;font-size:14px">%8$s</p>
            </body>
            </html>
            """;

    record Text(String language, String subject, String plain, String html) {}

    record Sentence(String language, String text) {}

    /** What has happened, in one or two sentences. */
    Sentence sentence(String kind, String detail, String language) {
        ResourceBundle texts = bundle(Locale.forLanguageTag(language));
        String text = keys(kind, detail)
                .filter(texts::containsKey)
                .map(texts::getString)
                .findFirst()
                .orElseThrow();
        return new Sentence(tag(texts), text);
    }

    boolean has(String kind, String detail) {
        ResourceBundle english = bundle(Locale.ROOT);
        return keys(kind, detail).anyMatch(english::containsKey);
    }

    /** @param number of the case or referral, by which the reader knows what the mail is about */
    Text of(String kind, String detail, String language, String number, String link) {
        ResourceBundle texts = bundle(Locale.forLanguageTag(language));
        String tag = tag(texts);
        String sentence = sentence(kind, detail, language).text();
        String reference = MessageFormat.format(texts.getString("reference"), number);
        String subject = texts.getString("subject");
        String plain = String.join(
                "\n\n", sentence, reference, texts.getString("open") + "\n" + link, texts.getString("footer"));
        return new Text(tag, subject, plain + "\n", html(texts, tag, List.of(subject, sentence, reference, link)));
    }

    private static String html(ResourceBundle texts, String tag, List<String> parts) {
        List<String> escaped =
                parts.stream().map(part -> HtmlUtils.htmlEscape(part, "UTF-8")).toList();
        return HTML.formatted(
                tag,
                texts.getString("direction"),
                escaped.get(0),
                escaped.get(1),
                escaped.get(2),
                escaped.get(3),
                HtmlUtils.htmlEscape(texts.getString("open"), "UTF-8"),
                HtmlUtils.htmlEscape(texts.getString("footer"), "UTF-8"));
    }

    private static String tag(ResourceBundle texts) {
        return texts.getLocale().equals(Locale.ROOT) ? "en" : texts.getLocale().toLanguageTag();
    }

    private static Stream<String> keys(String kind, String detail) {
        return Stream.of(kind + "." + detail, kind);
    }

    private static ResourceBundle bundle(Locale wanted) {
        return ResourceBundle.getBundle(TEXTS, wanted, Control.getNoFallbackControl(Control.FORMAT_PROPERTIES));
    }
}

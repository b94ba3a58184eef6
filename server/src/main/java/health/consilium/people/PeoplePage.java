package health.consilium.people;

import health.consilium.smart.PageTemplate;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** A page of this module, in the language of who reads it. */
enum PeoplePage {
    LOGIN("login.html"),
    LINK("link.html"),
    OPEN("open.html"),
    PASSKEYS("passkeys.html"),
    PASSKEY("passkey.html"),
    FRAME("frame.html");

    private final PageTemplate template;

    PeoplePage(String file) {
        this.template = PageTemplate.beside(PeoplePage.class, file);
    }

    /** The part of a page that goes into others. A name that is not among the texts is a key of the words. */
    String part(Words words, Map<String, String> texts, Map<String, String> markup) {
        return template.render(with(texts, words), markup::get);
    }

    /** The whole page. */
    String render(Words words, Map<String, String> texts, Map<String, String> markup) {
        String languages = Words.LANGUAGES.stream()
                .map(language -> "<a href=\"?lang=" + language.toLanguageTag() + "\" lang=\"" + language.toLanguageTag()
                        + "\">" + Words.nameOf(language) + "</a>")
                .collect(Collectors.joining(" · "));
        return FRAME.template.render(
                with(Map.of("lang", words.tag(), "dir", words.direction()), words),
                Map.of("content", part(words, texts, markup), "languages", languages)::get);
    }

    private static UnaryOperator<String> with(Map<String, String> texts, Words words) {
        return name -> texts.containsKey(name) ? texts.get(name) : words.get(name);
    }

    static String notice(String role, String text) {
        return "<p role=\"" + role + "\">" + org.springframework.web.util.HtmlUtils.htmlEscape(text, "UTF-8") + "</p>";
    }
}

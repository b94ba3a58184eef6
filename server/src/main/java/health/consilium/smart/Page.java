package health.consilium.smart;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.web.util.HtmlUtils;

/** A page of this module: a file with {@code {{name}}} where a text goes, and {@code {{{name}}}} where markup goes. */
enum Page {
    LOGIN("login.html"),
    CONSENT("consent.html"),
    ACCOUNT("account.html"),
    APPS("apps.html"),
    APP("app.html"),
    STYLE("smart.css");

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{\\{(\\w+)}}}|\\{\\{(\\w+)}}");

    private final String template;

    Page(String file) {
        this.template = read(file);
    }

    /**
     * In one pass, so that a text which looks like a placeholder stays a text.
     *
     * @param texts escaped before they go in
     * @param markup goes in as it is: never what a caller sent
     */
    String render(Map<String, String> texts, Map<String, String> markup) {
        return PLACEHOLDER
                .matcher(template)
                .replaceAll(found -> Matcher.quoteReplacement(
                        found.group(1) != null
                                ? markup.get(found.group(1))
                                : HtmlUtils.htmlEscape(texts.get(found.group(2)), "UTF-8")));
    }

    private static String read(String file) {
        try (InputStream stream = Page.class.getResourceAsStream(file)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package health.consilium.smart;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.web.util.HtmlUtils;

/** A file with {@code {{name}}} where a text goes, and {@code {{{name}}}} where markup goes. */
public final class PageTemplate {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{\\{(\\w+)}}}|\\{\\{(\\w+)}}");

    private final String template;

    private PageTemplate(String template) {
        this.template = template;
    }

    /** @param file beside the class */
    public static PageTemplate beside(Class<?> owner, String file) {
        try (InputStream stream = owner.getResourceAsStream(file)) {
            return new PageTemplate(new String(stream.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * In one pass, so that a text which looks like a placeholder stays a text.
     *
     * @param texts by name; escaped before they go in
     * @param markup by name; goes in as it is: never what a caller sent
     */
    public String render(UnaryOperator<String> texts, UnaryOperator<String> markup) {
        return PLACEHOLDER
                .matcher(template)
                .replaceAll(found -> Matcher.quoteReplacement(
                        found.group(1) != null
                                ? markup.apply(found.group(1))
                                : HtmlUtils.htmlEscape(texts.apply(found.group(2)), "UTF-8")));
    }
}

package health.consilium.smart;

import health.consilium.smart.rules.ScopeWords;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import org.springframework.http.HttpHeaders;

/** The texts of this module's pages in one language. */
final class PageTexts implements ScopeWords.Texts {

    /** English first: it is for those who read none of the others. */
    static final List<String> LANGUAGES = List.of("en", "ar", "fr", "hi", "zh");

    private static final Map<String, PageTexts> ALL = load();

    private final Locale locale;
    private final Properties texts;

    private PageTexts(Locale locale, Properties texts) {
        this.locale = locale;
        this.texts = texts;
    }

    /** By what the browser prefers. */
    static PageTexts of(HttpServletRequest request) {
        String accepted = request.getHeader(HttpHeaders.ACCEPT_LANGUAGE);
        try {
            String found = accepted == null ? null : Locale.lookupTag(Locale.LanguageRange.parse(accepted), LANGUAGES);
            return ALL.get(found == null ? LANGUAGES.get(0) : found);
        } catch (IllegalArgumentException malformed) {
            return ALL.get(LANGUAGES.get(0));
        }
    }

    static PageTexts in(String language) {
        return ALL.get(language);
    }

    Locale locale() {
        return locale;
    }

    String direction() {
        return locale.getLanguage().equals("ar") ? "rtl" : "ltr";
    }

    Properties all() {
        return texts;
    }

    @Override
    public boolean has(String key) {
        return texts.containsKey(key);
    }

    @Override
    public String get(String key, String... arguments) {
        String text = texts.getProperty(key);
        if (text == null) {
            throw new IllegalArgumentException("There is no text " + key);
        }
        for (int i = 0; i < arguments.length; i++) {
            text = text.replace("{" + i + "}", arguments[i]);
        }
        return text;
    }

    private static Map<String, PageTexts> load() {
        Map<String, PageTexts> all = new LinkedHashMap<>();
        for (String language : LANGUAGES) {
            String file = language.equals(LANGUAGES.get(0)) ? "texts.properties" : "texts_" + language + ".properties";
            Properties texts = new Properties();
            try (InputStream stream = PageTexts.class.getResourceAsStream(file)) {
                texts.load(new InputStreamReader(stream, StandardCharsets.UTF_8));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            all.put(language, new PageTexts(Locale.forLanguageTag(language), texts));
        }
        return all;
    }
}

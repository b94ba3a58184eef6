package health.consilium.centres.rules;

import java.util.IllformedLocaleException;
import java.util.Locale;

/** Language tags as BCP 47 has them. */
public final class LanguageTag {

    private LanguageTag() {}

    /** Whether it is well-formed and names a language. */
    public static boolean isOne(String tag) {
        try {
            return tag != null
                    && !new Locale.Builder()
                            .setLanguageTag(tag)
                            .build()
                            .getLanguage()
                            .isEmpty();
        } catch (IllformedLocaleException e) {
            return false;
        }
    }
}

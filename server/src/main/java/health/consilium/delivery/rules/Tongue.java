package health.consilium.delivery.rules;

import java.util.Locale;

/** Languages of readers, as BCP 47 tags. */
public final class Tongue {

    private Tongue() {}

    public static boolean isEnglish(Locale language) {
        return language.getLanguage().equals("en");
    }

    /** Whether who reads one reads the other: region does not matter, script does where both name one. */
    public static boolean same(Locale one, Locale other) {
        boolean script = one.getScript().isEmpty()
                || other.getScript().isEmpty()
                || one.getScript().equals(other.getScript());
        return one.getLanguage().equals(other.getLanguage()) && script;
    }
}

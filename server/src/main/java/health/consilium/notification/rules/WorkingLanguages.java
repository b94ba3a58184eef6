package health.consilium.notification.rules;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Practitioner;

/** In which languages somebody works. English is the one that every translator has beside another. */
public final class WorkingLanguages {

    private WorkingLanguages() {}

    /** Whether this is one of them; who says nothing is taken to work in any. Script and region do not count. */
    public static boolean include(Practitioner person, String tag) {
        List<String> said = person.getCommunication().stream()
                .flatMap(language -> language.getCoding().stream())
                .map(Coding::getCode)
                .filter(Objects::nonNull)
                .map(WorkingLanguages::primary)
                .toList();
        return said.isEmpty() || said.contains(primary(tag));
    }

    public static boolean isEnglish(String tag) {
        return primary(tag).equals("en");
    }

    private static String primary(String tag) {
        return Locale.forLanguageTag(tag).getLanguage();
    }
}

package health.consilium.fhir;

import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.PrimitiveType;
import org.hl7.fhir.r4.model.StringType;

/**
 * The same words in another language, beside them.
 *
 * @see <a href="https://hl7.org/fhir/R4/languages.html#translations">Translations of strings</a>
 */
public final class Translation {

    private static final String URL = "http://hl7.org/fhir/StructureDefinition/translation";

    private Translation() {}

    /** @param language BCP 47, of the other words */
    public static void add(PrimitiveType<?> words, String language, String others) {
        Extension translation = words.addExtension().setUrl(URL);
        translation.addExtension("lang", new CodeType(language));
        translation.addExtension("content", new StringType(others));
    }
}

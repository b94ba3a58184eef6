package health.consilium.terminology.rules;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The codes of one diagnosis, as far as they are known.
 *
 * @param morphology ICD-O-3 morphology with behaviour ("8500/3"), or null
 * @param topography ICD-O-3 topography of the primary site ("C50.4"), or null
 * @param icd10 WHO ICD-10 code, or null
 * @param icd10Cm ICD-10-CM code, or null
 * @param gender administrative gender of the patient, or null
 * @param others codes of other systems (SNOMED CT), which count only where a map is supplied
 */
public record Diagnosis(
        String morphology, String topography, String icd10, String icd10Cm, String gender, List<Code> others) {

    private static final Pattern MORPHOLOGY = Pattern.compile("M?-?(\\d{4})/?(\\d)");
    private static final Pattern TOPOGRAPHY = Pattern.compile("(C\\d\\d)\\.?(\\d?)");

    public Diagnosis {
        morphology = normalised(MORPHOLOGY, morphology, "/");
        topography = normalised(TOPOGRAPHY, topography, ".");
        icd10 = upper(icd10);
        icd10Cm = upper(icd10Cm);
        others = List.copyOf(others);
    }

    static boolean isMorphology(String code) {
        return code != null && MORPHOLOGY.matcher(code.trim()).matches();
    }

    /** Whether no code is known at all. */
    public boolean isEmpty() {
        return morphology == null && topography == null && icd10 == null && icd10Cm == null && others.isEmpty();
    }

    /** A metastasis: ICD-O-3 behaviour 6. */
    boolean isMetastasis() {
        return morphology != null && morphology.endsWith("/6");
    }

    /** Morphology for look-up: behaviour 6 means the same tumour as behaviour 3 of the primary. */
    public Optional<String> primaryMorphology() {
        return Optional.ofNullable(morphology).map(m -> m.endsWith("/6") ? m.substring(0, 4) + "/3" : m);
    }

    /**
     * Primary site for look-up. The topography of ICD-O-3 is the neoplasm chapter of ICD-10 for solid tumours
     * (ICD-O-3, Introduction), so that an ICD-10 code stands in where no topography was recorded.
     */
    public Optional<String> site() {
        if (topography != null) {
            return Optional.of(topography);
        }
        String code = icd10 != null ? icd10 : icd10Cm;
        if (code == null || code.compareTo("C") < 0 || code.compareTo("C76") >= 0) {
            return Optional.empty();
        }
        String stem = code.length() > 5 ? code.substring(0, 5) : code;
        return TOPOGRAPHY.matcher(stem).matches() ? Optional.of(stem) : Optional.empty();
    }

    private static String normalised(Pattern pattern, String code, String separator) {
        String value = upper(code);
        if (value == null) {
            return null;
        }
        Matcher matcher = pattern.matcher(value);
        if (!matcher.matches()) {
            return value;
        }
        return matcher.group(2).isEmpty() ? matcher.group(1) : matcher.group(1) + separator + matcher.group(2);
    }

    private static String upper(String code) {
        return code == null || code.isBlank() ? null : code.trim().toUpperCase(Locale.ROOT);
    }
}

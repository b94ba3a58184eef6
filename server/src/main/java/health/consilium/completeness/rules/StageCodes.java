package health.consilium.completeness.rules;

import health.consilium.terminology.rules.Code;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Condition;
import org.hl7.fhir.r4.model.Condition.ConditionStageComponent;

/** Reads Condition.stage: a stage group, TNM categories written out, or a code of a staging system. */
final class StageCodes {
    private static final Pattern TNM = Pattern.compile(
            "\\b(?:y?([cp]))?T(?:is|x|[0-4])[a-z]?\\s*,?\\s*(?:[cp])?N(?:x|[0-3])[a-z]*\\s*,?\\s*(?:[cp])?M(?:x|[01])",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern GROUP =
            Pattern.compile("(?:^|stage\\s*|\\s)(0|I{1,3}|IV)([A-D]\\d?)?(?=$|[\\s,;/)(])", Pattern.CASE_INSENSITIVE);

    private static final Pattern AJCC = Pattern.compile("c?p?([0-4])([A-D]?\\d?)");
    private static final String[] ROMAN = {"0", "I", "II", "III", "IV"};

    private StageCodes() {}

    static Set<Code> of(Condition condition) {
        Set<Code> codes = new LinkedHashSet<>();
        condition.getStage().forEach(s -> add(s, codes));
        return codes;
    }

    private static void add(ConditionStageComponent stage, Set<Code> codes) {
        stage.getType().getCoding().forEach(c -> codes.add(Code.of(c)));
        boolean pathological = words(stage.getType()).contains("patholog");
        String summary = text(stage.getSummary());
        Matcher tnm = TNM.matcher(summary);
        if (tnm.find()) {
            boolean p = "p".equalsIgnoreCase(tnm.group(1)) || tnm.group(1) == null && pathological;
            for (String code : p
                    ? new String[] {"21899-0", "21900-6", "21901-4"}
                    : new String[] {"21905-5", "21906-3", "21907-1"}) {
                codes.add(RecordCodes.loinc(code));
            }
        }
        if (group(stage.getSummary()) != null) {
            codes.add(RecordCodes.loinc(pathological ? "21902-2" : "21908-9"));
        }
    }

    /** The stage group as 0, I, II, III or IV with its letter ("IIIB"), or null. */
    static String group(CodeableConcept summary) {
        for (Coding coding : summary.getCoding()) {
            String code = coding.hasCode() ? group(roman(coding)) : null;
            String display = code == null && coding.hasDisplay() ? group(coding.getDisplay()) : code;
            if (display != null) {
                return display;
            }
        }
        return summary.hasText() ? group(summary.getText()) : null;
    }

    /** The AJCC codes its groups with Arabic numerals, "3C" for IIIC, http://cancerstaging.org. */
    private static String roman(Coding coding) {
        Matcher ajcc = AJCC.matcher(coding.getCode());
        return String.valueOf(coding.getSystem()).contains("cancerstaging.org") && ajcc.matches()
                ? ROMAN[Integer.parseInt(ajcc.group(1))] + ajcc.group(2)
                : coding.getCode();
    }

    static String group(String text) {
        Matcher matcher = GROUP.matcher(text);
        if (!matcher.find()) {
            return null;
        }
        String letter = matcher.group(2) == null ? "" : matcher.group(2);
        return (matcher.group(1) + letter).toUpperCase(Locale.ROOT);
    }

    private static String words(CodeableConcept concept) {
        return text(concept).toLowerCase(Locale.ROOT);
    }

    private static String text(CodeableConcept concept) {
        StringBuilder text = new StringBuilder();
        concept.getCoding().forEach(c -> text.append(c.hasDisplay() ? c.getDisplay() : c.getCode())
                .append(' '));
        return (concept.hasText() ? text.append(concept.getText()) : text).toString();
    }
}

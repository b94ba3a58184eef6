package health.consilium.completeness.rules;

import health.consilium.terminology.rules.Systems;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.ImagingStudy;
import org.hl7.fhir.r4.model.ImagingStudy.ImagingStudySeriesComponent;

/** Reads what an ImagingStudy tells about itself. */
final class Studies {

    private static final String CONTRAST = Systems.extension("contrast");

    private Studies() {}

    static Set<String> modalities(ImagingStudy study) {
        Set<String> modalities = new LinkedHashSet<>();
        study.getModality().stream().filter(Coding::hasCode).forEach(m -> modalities.add(m.getCode()));
        study.getSeries().stream()
                .filter(s -> s.getModality().hasCode())
                .forEach(s -> modalities.add(s.getModality().getCode()));
        return modalities;
    }

    static String description(ImagingStudySeriesComponent series) {
        return series.hasDescription() ? series.getDescription().toLowerCase(Locale.ROOT) : "";
    }

    /** Description and contrast agent or phase of a series; empty if it tells neither. */
    static String contrast(ImagingStudySeriesComponent series) {
        Extension contrast = series.getExtensionByUrl(CONTRAST);
        StringBuilder text = new StringBuilder(description(series));
        if (contrast != null && contrast.getValue() instanceof CodeableConcept concept) {
            append(concept, text);
        }
        return text.toString().trim();
    }

    /** Everything that may name the body region, in lower case; empty if nothing does. */
    static String words(ImagingStudy study) {
        StringBuilder words = new StringBuilder(study.hasDescription() ? study.getDescription() : "");
        study.getProcedureCode().forEach(c -> append(c, words));
        for (ImagingStudySeriesComponent series : study.getSeries()) {
            words.append(' ').append(series.hasDescription() ? series.getDescription() : "");
            words.append(' ')
                    .append(
                            series.getBodySite().hasDisplay()
                                    ? series.getBodySite().getDisplay()
                                    : "");
        }
        return words.toString().toLowerCase(Locale.ROOT).trim();
    }

    private static void append(CodeableConcept concept, StringBuilder words) {
        concept.getCoding().forEach(c -> words.append(' ').append(c.hasDisplay() ? c.getDisplay() : ""));
        words.append(' ').append(concept.hasText() ? concept.getText() : "");
    }
}

package health.consilium.completeness.rules;

import health.consilium.terminology.rules.Acceptance;
import health.consilium.terminology.rules.ChecklistItem;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Specimen;

/**
 * Slides are specimens of slides or whole-slide images (DICOM modality SM); blocks are paraffin-embedded specimens or, as
 * the checklists allow, unstained slides.
 */
final class MaterialRule implements ItemRule {
    private static final String SLIDE = "1179252003";
    private static final String PARAFFIN = "441652008";
    private static final Pattern SLIDE_WORDS = Pattern.compile("\\b(slides?|smears?|h&e)\\b");
    private static final Pattern BLOCK_WORDS = Pattern.compile("\\b(blocks?|ffpe|paraffin[- ]?embedded|unstained)\\b");

    @Override
    public Finding judge(ChecklistItem item, EvidenceIndex index, LocalDate asOf) {
        boolean slides = item.acceptance() instanceof Acceptance.Slides;
        List<Evidence> offered = new ArrayList<>();
        for (Evidence specimen : index.specimens()) {
            if (isOf((Specimen) specimen.resource(), slides)) {
                offered.add(specimen);
            }
        }
        if (slides) {
            offered.addAll(index.studies("SM"));
        }
        return Offer.of(offered, item.maxAgeDays(), asOf).asFinding(item.label());
    }

    private static boolean isOf(Specimen specimen, boolean slides) {
        if (matches(specimen.getType(), slides)) {
            return true;
        }
        return specimen.getContainer().stream().anyMatch(c -> matches(c.getType(), slides));
    }

    private static boolean matches(CodeableConcept type, boolean slides) {
        StringBuilder words = new StringBuilder(type.hasText() ? type.getText() : "");
        for (Coding coding : type.getCoding()) {
            if ((slides ? SLIDE : PARAFFIN).equals(coding.getCode())) {
                return true;
            }
            words.append(' ').append(coding.hasDisplay() ? coding.getDisplay() : "");
        }
        String text = words.toString().toLowerCase(Locale.ROOT);
        boolean unstained = text.contains("unstained");
        return slides
                ? !unstained && SLIDE_WORDS.matcher(text).find()
                : BLOCK_WORDS.matcher(text).find();
    }
}

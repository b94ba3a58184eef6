package health.consilium.terminology.rules;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The imaging that an item asks for.
 *
 * @param alternatives each is a set of studies; one complete set satisfies the item
 * @param maxSliceThickness in millimetres
 */
public record ImagingProtocol(
        List<List<Study>> alternatives, String bodyRegion, String contrast, Optional<Double> maxSliceThickness) {
    public ImagingProtocol {
        alternatives = alternatives.stream().map(List::copyOf).toList();
    }

    /**
     * @param modality DICOM modality
     * @param rule imaging rule, if there is one
     * @param procedures codes of such a study
     */
    public record Study(String modality, Optional<String> rule, Set<Code> procedures) {
        public Study {
            procedures = Set.copyOf(procedures);
        }
    }
}

package health.consilium.terminology.rules;

import java.util.List;
import org.hl7.fhir.r4.model.DataRequirement;

/**
 * What people, and their machines, are told about an item.
 *
 * @param why why it matters
 * @param remedy code of {@code CodeSystem/remedy}: how to obtain it
 * @param inputs the data that are asked for, as the checklist says it; never changed
 * @param sources keys of {@code Library/checklist-sources}
 * @param sourceStatus how far the sources were opened
 * @param statementRead how much of the requirement itself was seen
 */
public record Guidance(
        String why,
        String remedy,
        List<DataRequirement> inputs,
        List<String> sources,
        String sourceStatus,
        String statementRead) {
    public Guidance {
        inputs = List.copyOf(inputs);
        sources = List.copyOf(sources);
    }
}

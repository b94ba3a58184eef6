package health.consilium.terminology.rules;

import java.util.List;

/**
 * What people are told about an item.
 *
 * @param why why it matters
 * @param remedy code of {@code CodeSystem/remedy}: how to obtain it
 * @param sources keys of {@code Library/checklist-sources}
 * @param sourceStatus how far the sources were opened
 * @param statementRead how much of the requirement itself was seen
 */
public record Guidance(String why, String remedy, List<String> sources, String sourceStatus, String statementRead) {
    public Guidance {
        sources = List.copyOf(sources);
    }
}

package health.consilium.terminology.rules;

import java.util.List;

/** Codes that are alternatives of each other; the label names what the set stands for, for messages. */
public record CodeSet(String label, List<Code> codes) {
    public CodeSet {
        codes = List.copyOf(codes);
    }
}

package health.consilium.terminology.rules;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.Set;

/** The named case facts that conditions ask for ({@code Library/checklist-method}). Anything may be unknown. */
public interface Facts {

    /** Whether the fact has at least one of these values. */
    Truth hasAny(String fact, Set<String> values);

    Truth isTrue(String fact);

    Optional<BigDecimal> number(String fact);

    /** Whether the case already holds an accepted document for that checklist item. */
    boolean hasItem(String itemId);
}

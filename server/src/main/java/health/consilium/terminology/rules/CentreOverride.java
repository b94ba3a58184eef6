package health.consilium.terminology.rules;

import java.util.Optional;
import java.util.OptionalInt;

/** What one receiving centre asks differently for one item; empty parts keep the checklist's own value. */
public record CentreOverride(
        String itemId, Optional<Strength> strength, Optional<Boolean> blocking, OptionalInt maxAgeDays) {}

package health.consilium.terminology.rules;

import java.util.OptionalInt;

/** How firmly an item is asked for, and how old it may be. */
record Demand(Strength strength, boolean blocking, OptionalInt maxAgeDays) {

    static Demand of(ChecklistItem item) {
        return new Demand(item.requirement().strength(), item.requirement().blocking(), item.maxAgeDays());
    }

    /** What blocks is required; what is only recommended does not block. */
    static Demand of(ChecklistItem item, CentreOverride override) {
        Demand own = of(item);
        boolean blocks = override.blocking()
                .orElse(own.blocking && override.strength().orElse(own.strength) != Strength.RECOMMENDED);
        Strength strength = override.strength().orElse(own.strength);
        // A conditional item that blocks stays one: where it applies is not for a centre to say.
        boolean raised = blocks && strength == Strength.RECOMMENDED;
        return new Demand(
                raised ? Strength.REQUIRED : strength,
                blocks,
                override.maxAgeDays().isPresent() ? override.maxAgeDays() : own.maxAgeDays);
    }

    /** The stricter of both in each part. */
    Demand and(Demand other) {
        boolean firmer = firmness() >= other.firmness();
        return new Demand(
                firmer ? strength : other.strength,
                blocking || other.blocking,
                age() <= other.age() ? maxAgeDays : other.maxAgeDays);
    }

    boolean isStricterThan(Demand other) {
        return firmness() > other.firmness() || age() < other.age();
    }

    int firmness() {
        int rank =
                switch (strength) {
                    case REQUIRED -> 2;
                    case CONDITIONAL -> 1;
                    case RECOMMENDED -> 0;
                };
        return blocking ? rank + 3 : rank;
    }

    int age() {
        return maxAgeDays.orElse(Integer.MAX_VALUE);
    }
}

package health.consilium.completeness.rules;

/** Derives some of the case facts. */
@FunctionalInterface
interface FactRule {
    void read(FactContext context, CaseFacts.Builder facts);
}

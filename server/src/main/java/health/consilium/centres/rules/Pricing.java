package health.consilium.centres.rules;

import health.consilium.fhir.Refusal;
import java.util.List;

/** What comes of pricing an option. */
public sealed interface Pricing {

    record Priced(Estimate estimate) implements Pricing {}

    /** Each refusal is about one line that has no price. */
    record Unpriced(List<Refusal> refusals) implements Pricing {}
}

package health.consilium.delivery;

import java.time.LocalDate;
import java.util.Optional;
import org.hl7.fhir.r4.model.Money;
import org.hl7.fhir.r4.model.Reference;

/**
 * A service that was rendered in a case.
 *
 * @param line code of {@code CodeSystem/cost-line}
 * @param by the organization that did it
 * @param cost empty when nothing was agreed for it
 * @param agreed the Claim in which its price was agreed
 */
record Rendered(String line, LocalDate day, Reference by, Optional<Money> cost, Optional<Reference> agreed) {

    String currency() {
        return cost.map(Money::getCurrency).orElse("");
    }
}

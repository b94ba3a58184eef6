package health.consilium.terminology;

import health.consilium.terminology.rules.CentreAsks;
import java.util.Optional;

/** What the partner centres ask differently than the checklists; whoever keeps the directory tells it. */
public interface AskingCentres {

    /**
     * @param reference of the Organization
     * @return empty when it is no partner centre that takes cases
     */
    Optional<CentreAsks> find(String reference);
}

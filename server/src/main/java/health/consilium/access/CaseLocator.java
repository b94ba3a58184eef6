package health.consilium.access;

import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Resource;

/** Tells which case a client's write belongs to; implemented where cases are kept. */
public interface CaseLocator {

    /** The labels of the case that a single resource joins, by what it refers to; empty when it joins none. */
    List<Coding> labelsOf(Resource resource);

    /**
     * The number of the one case that a transaction is about: an existing one that it refers to or sends again, or a new
     * number when it brings a new case.
     *
     * @throws health.consilium.fhir.RefusedException 422 when it is about more than one
     */
    Optional<String> caseOf(Bundle transaction);
}

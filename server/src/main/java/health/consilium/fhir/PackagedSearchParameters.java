package health.consilium.fhir;

import ca.uhn.fhir.jpa.searchparam.registry.SearchParamRegistryImpl;
import java.util.Collection;
import org.hl7.fhir.instance.model.api.IIdType;

/**
 * HAPI's registry takes the search parameters that are stored in the database; ours come with the program, so that all
 * servers of one version index alike.
 */
final class PackagedSearchParameters extends SearchParamRegistryImpl {

    private final SearchParameters parameters;

    PackagedSearchParameters(SearchParameters parameters) {
        this.parameters = parameters;
    }

    @Override
    public void handleInit(Collection<IIdType> stored) {
        super.handleInit(parameters.ids());
    }
}

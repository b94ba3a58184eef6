package health.consilium.fhir;

import ca.uhn.fhir.rest.server.util.ISearchParamRegistry;
import ca.uhn.fhir.rest.server.util.ISearchParamRegistry.SearchParamLookupContextEnum;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/** By what resources of a type are searched: R4's parameters that are indexed, and those of the FHIR package. */
@Component
public class SearchNames {

    private final ISearchParamRegistry registry;

    SearchNames(@Lazy ISearchParamRegistry registry) {
        this.registry = registry;
    }

    public boolean isSearchedBy(String type, String parameter) {
        return registry.hasActiveSearchParam(type, parameter, SearchParamLookupContextEnum.SEARCH);
    }
}

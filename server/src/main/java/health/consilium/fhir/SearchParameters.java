package health.consilium.fhir;

import ca.uhn.fhir.jpa.searchparam.SearchParameterMap;
import ca.uhn.fhir.jpa.searchparam.registry.ISearchParamProvider;
import ca.uhn.fhir.rest.api.server.IBundleProvider;
import ca.uhn.fhir.rest.server.SimpleBundleProvider;
import ca.uhn.fhir.rest.server.exceptions.ResourceNotFoundException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.instance.model.api.IIdType;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.Enumerations.PublicationStatus;
import org.hl7.fhir.r4.model.SearchParameter;
import org.springframework.context.annotation.Primary;
import org.springframework.stereotype.Component;

/**
 * The search parameters that are indexed: of R4's some 1,400 those in {@link IndexedParameters}, and our own from the FHIR
 * package. Each index row costs time at every write and space for ever, so a parameter is added when a reader needs it.
 */
@Component
@Primary
class SearchParameters implements ISearchParamProvider {

    private final Map<String, SearchParameter> byId = new LinkedHashMap<>();

    SearchParameters(FhirPackage fhirPackage) {
        Collection<IBaseResource> standard = Definitions.searchParameters().fetchAllSearchParameters();
        for (IBaseResource resource : Objects.requireNonNull(standard)) {
            restrict((SearchParameter) resource);
        }
        fhirPackage.resources(SearchParameter.class).forEach(own -> byId.put(own.getIdPart(), active(own.copy())));
    }

    /** A parameter shared by several types (clinical-patient, clinical-date) is kept for those that need it. */
    private void restrict(SearchParameter standard) {
        List<String> bases = standard.getBase().stream()
                .map(CodeType::getCode)
                .filter(type -> IndexedParameters.of(type).contains(standard.getCode()))
                .toList();
        if (bases.isEmpty()) {
            return;
        }
        SearchParameter kept = active(standard.copy());
        kept.getBase().clear();
        bases.forEach(kept::addBase);
        byId.put(kept.getIdPart(), kept);
    }

    private static SearchParameter active(SearchParameter parameter) {
        parameter.setStatus(PublicationStatus.ACTIVE);
        return parameter;
    }

    @Override
    public IBundleProvider search(SearchParameterMap params) {
        return new SimpleBundleProvider(new ArrayList<>(byId.values()));
    }

    @Override
    public IBaseResource read(IIdType id) {
        SearchParameter parameter = byId.get(id.getIdPart());
        if (parameter == null) {
            throw new ResourceNotFoundException(id);
        }
        return parameter;
    }

    List<IIdType> ids() {
        return byId.values().stream()
                .map(parameter -> (IIdType) parameter.getIdElement())
                .toList();
    }
}

package health.consilium.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import java.util.EnumSet;
import java.util.Set;
import org.hl7.fhir.r4.model.Enumerations.SearchParamType;
import org.hl7.fhir.r4.model.SearchParameter;
import org.junit.jupiter.api.Test;

class IndexedParametersTests {

    private static final Set<SearchParamType> NUMERIC =
            EnumSet.of(SearchParamType.NUMBER, SearchParamType.QUANTITY, SearchParamType.COMPOSITE);

    /** Within a Bundle alone a search by one is looked for: {@link NumberQueries}. */
    @Test
    void nothingIsSearchedByANumber() {
        SearchParameters indexed = new SearchParameters(new FhirPackage(FhirContext.forR4Cached()));

        assertThat(indexed.ids())
                .isNotEmpty()
                .map(id -> (SearchParameter) indexed.read(id))
                .noneMatch(parameter -> NUMERIC.contains(parameter.getType()));
    }
}

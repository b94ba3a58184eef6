package health.consilium.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.PlanDefinition;
import org.hl7.fhir.r4.model.Resource;
import org.junit.jupiter.api.Test;

class FhirPackageTests {

    private final FhirPackage fhirPackage = new FhirPackage(FhirContext.forR4Cached());

    @Test
    void everyFileIsFoundUnderTheTypeThatItHolds() {
        assertThat(fhirPackage.all().stream().map(Resource::fhirType).collect(Collectors.toSet()))
                .isNotEmpty()
                .allSatisfy(type -> assertThat(fhirPackage.all().stream()
                                .filter(resource -> resource.fhirType().equals(type))
                                .count())
                        .as(type)
                        .isEqualTo(fhirPackage
                                .resources(FhirContext.forR4Cached()
                                        .getResourceDefinition(type)
                                        .getImplementingClass()
                                        .asSubclass(Resource.class))
                                .size()));
    }

    @Test
    void thePathwayIsFoundByItsUrlWithOrWithoutAVersion() {
        String url = FhirPackage.CANONICAL + "/PlanDefinition/pathway";
        assertThat(fhirPackage.byUrl(PlanDefinition.class, url)).isPresent();
        assertThat(fhirPackage.byUrl(PlanDefinition.class, url + "|0.1.0")).isPresent();
    }
}

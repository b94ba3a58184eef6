package health.consilium.completeness;

import health.consilium.fhir.FhirPackage;
import health.consilium.terminology.rules.ChecklistItem;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.CodeSystem;
import org.hl7.fhir.r4.model.CodeSystem.ConceptDefinitionComponent;
import org.springframework.stereotype.Component;

/** Who can supply a missing record ({@code CodeSystem/remedy}, property {@code asked-of}). */
@Component
class Remedies {

    private static final String SYSTEM = FhirPackage.CANONICAL + "/CodeSystem/remedy";
    private static final String ASKED_OF = "asked-of";

    private final Map<String, ConceptDefinitionComponent> byCode;

    Remedies(FhirPackage fhirPackage) {
        byCode = fhirPackage
                .byUrl(CodeSystem.class, SYSTEM)
                .orElseThrow(() -> new IllegalStateException("The FHIR package lacks " + SYSTEM))
                .getConcept()
                .stream()
                .collect(Collectors.toMap(ConceptDefinitionComponent::getCode, Function.identity()));
    }

    /** Who can act; the hospital where the content does not say. */
    Source askedOf(ChecklistItem item) {
        ConceptDefinitionComponent remedy = byCode.get(item.guidance().remedy());
        return remedy == null
                ? Source.HOSPITAL
                : remedy.getProperty().stream()
                        .filter(property -> property.getCode().equals(ASKED_OF))
                        .map(property -> Source.of(property.getValue().primitiveValue()))
                        .findFirst()
                        .orElse(Source.HOSPITAL);
    }
}

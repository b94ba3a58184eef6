package health.consilium.terminology;

import health.consilium.fhir.FhirPackage;
import health.consilium.terminology.rules.ChecklistLibrary;
import health.consilium.terminology.rules.ChecklistTexts;
import health.consilium.terminology.rules.CodeEquivalence;
import health.consilium.terminology.rules.ImagingRules;
import health.consilium.terminology.rules.Systems;
import health.consilium.terminology.rules.TumourTypeMapper;
import health.consilium.terminology.rules.Weights;
import java.util.ArrayList;
import java.util.List;
import org.hl7.fhir.r4.model.CodeSystem;
import org.hl7.fhir.r4.model.ConceptMap;
import org.hl7.fhir.r4.model.Library;
import org.hl7.fhir.r4.model.MetadataResource;
import org.hl7.fhir.r4.model.PlanDefinition;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Reads the content from the FHIR package, once. Content that cannot be read keeps the server from starting. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(TerminologySettings.class)
class TerminologyConfiguration {

    @Bean
    TumourTypeMapper tumourTypeMapper(FhirPackage fhirPackage, TerminologySettings settings) {
        CodeSystem types = required(fhirPackage, CodeSystem.class, "CodeSystem/tumour-type");
        List<ConceptMap> maps = new ArrayList<>(fhirPackage.resources(ConceptMap.class));
        maps.addAll(SuppliedMaps.in(settings.conceptMaps()));
        return TumourTypeMapper.of(types, maps);
    }

    /** One checklist for each tumour type; the examples of the package are none. */
    @Bean
    ChecklistLibrary checklistLibrary(FhirPackage fhirPackage, TumourTypeMapper types) {
        return ChecklistLibrary.of(types.types().stream()
                .map(type -> required(fhirPackage, PlanDefinition.class, "PlanDefinition/checklist-" + type.id()))
                .toList());
    }

    /** Whatever language files there are. */
    @Bean
    ChecklistTexts checklistTexts(FhirPackage fhirPackage) {
        return ChecklistTexts.of(fhirPackage.resources(CodeSystem.class));
    }

    @Bean
    CodeEquivalence codeEquivalence(FhirPackage fhirPackage) {
        return CodeEquivalence.of(fhirPackage.resources(ConceptMap.class));
    }

    @Bean
    ImagingRules imagingRules(FhirPackage fhirPackage) {
        return ImagingRules.of(required(fhirPackage, PlanDefinition.class, "PlanDefinition/imaging-rules"));
    }

    @Bean
    Weights checklistWeights(FhirPackage fhirPackage) {
        return Weights.of(required(fhirPackage, Library.class, "Library/checklist-method"));
    }

    private static <T extends MetadataResource> T required(FhirPackage fhirPackage, Class<T> type, String path) {
        return fhirPackage
                .byUrl(type, Systems.CONSILIUM + "/" + path)
                .orElseThrow(() -> new IllegalStateException("The FHIR package lacks " + path));
    }
}

package health.consilium.completeness;

import health.consilium.completeness.rules.CaseFactsExtractor;
import health.consilium.completeness.rules.CompletenessEngine;
import health.consilium.fhir.FhirPackage;
import health.consilium.terminology.rules.CodeEquivalence;
import health.consilium.terminology.rules.ImagingRules;
import health.consilium.terminology.rules.TumourTypeMapper;
import health.consilium.terminology.rules.Weights;
import org.hl7.fhir.r4.model.ConceptMap;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class CompletenessConfiguration {

    @Bean
    CompletenessEngine completenessEngine(
            FhirPackage fhirPackage,
            TumourTypeMapper types,
            CodeEquivalence equivalence,
            ImagingRules imagingRules,
            Weights weights) {
        CaseFactsExtractor facts = new CaseFactsExtractor(types.types(), fhirPackage.resources(ConceptMap.class));
        return new CompletenessEngine(equivalence, imagingRules, facts, weights);
    }
}

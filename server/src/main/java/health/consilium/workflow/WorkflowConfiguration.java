package health.consilium.workflow;

import health.consilium.fhir.FhirPackage;
import health.consilium.workflow.rules.Pathway;
import org.hl7.fhir.r4.model.PlanDefinition;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableAsync;

@Configuration(proxyBeanMethods = false)
@EnableAsync
@EnableConfigurationProperties(WorkflowSettings.class)
class WorkflowConfiguration {

    @Bean
    Pathway pathway(FhirPackage fhirPackage) {
        return fhirPackage
                .byUrl(PlanDefinition.class, FhirPackage.CANONICAL + "/PlanDefinition/pathway")
                .map(Pathway::of)
                .orElseThrow(() -> new IllegalStateException("The FHIR package holds no PlanDefinition/pathway"));
    }
}

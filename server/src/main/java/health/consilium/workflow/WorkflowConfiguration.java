package health.consilium.workflow;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import health.consilium.fhir.FhirPackage;
import health.consilium.workflow.rules.Pathway;
import java.time.Duration;
import org.hl7.fhir.r4.model.PlanDefinition;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.modulith.events.IncompleteEventPublications;
import org.springframework.scheduling.annotation.EnableAsync;

@Configuration(proxyBeanMethods = false)
@EnableAsync
@EnableConfigurationProperties(WorkflowSettings.class)
class WorkflowConfiguration {

    /** Longer than any listener takes, so that nothing under way is begun twice; if it were, listeners bear it. */
    private static final Duration UNHEARD_AFTER = Duration.ofMinutes(5);

    @Bean
    Pathway pathway(FhirPackage fhirPackage) {
        return fhirPackage
                .byUrl(PlanDefinition.class, FhirPackage.CANONICAL + "/PlanDefinition/pathway")
                .map(Pathway::of)
                .orElseThrow(() -> new IllegalStateException("The FHIR package holds no PlanDefinition/pathway"));
    }

    /** What a listener could not do, because the database was away or busy, waits for no restart. */
    @Bean
    RecurringTask<Void> unheardEventsTimer(IncompleteEventPublications events) {
        return Tasks.recurring("unheard-events", FixedDelay.of(UNHEARD_AFTER))
                .execute((timer, context) -> events.resubmitIncompletePublicationsOlderThan(UNHEARD_AFTER));
    }
}

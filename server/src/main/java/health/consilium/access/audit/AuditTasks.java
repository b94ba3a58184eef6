package health.consilium.access.audit;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.Daily;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import java.time.ZoneOffset;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Links events as they come, and verifies the chain once a day; of several servers one does. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(AuditSettings.class)
class AuditTasks {

    @Bean
    RecurringTask<Void> auditLink(AuditChain chain, AuditSettings settings) {
        return Tasks.recurring("audit-link", FixedDelay.of(settings.linkInterval()))
                .execute((instance, context) -> chain.link());
    }

    @Bean
    RecurringTask<Void> auditVerification(AuditVerifications verifications, AuditSettings settings) {
        return Tasks.recurring("audit-verification", new Daily(ZoneOffset.UTC, settings.verifyAt()))
                .execute((instance, context) -> verifications.run());
    }
}

package health.consilium.access.audit;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.Daily;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import java.time.ZoneOffset;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Links events as they come, tells the log each hour where the chain ends, and verifies the chain once a day; of several servers one does. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(AuditSettings.class)
class AuditTasks {

    private static final Logger log = LoggerFactory.getLogger(AuditTasks.class);

    @Bean
    RecurringTask<Void> auditLink(AuditChain chain, AuditSettings settings) {
        return Tasks.recurring("audit-link", FixedDelay.of(settings.linkInterval()))
                .execute((instance, context) -> chain.link());
    }

    @Bean
    RecurringTask<Void> auditHead(AuditChain chain, AuditSettings settings) {
        return Tasks.recurring("audit-head", FixedDelay.of(settings.headInterval()))
                .execute((instance, context) ->
                        chain.head().ifPresent(head -> log.info("The audit trail ends at {}", head)));
    }

    @Bean
    RecurringTask<Void> auditVerification(AuditVerifications verifications, AuditSettings settings) {
        return Tasks.recurring("audit-verification", new Daily(ZoneOffset.UTC, settings.verifyAt()))
                .execute((instance, context) -> verifications.run());
    }
}

package health.consilium.retention;

import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import com.github.kagkarlsson.scheduler.task.helper.CustomTask;
import com.github.kagkarlsson.scheduler.task.helper.OneTimeTask;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.Daily;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import health.consilium.fhir.FhirStore;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.UUID;
import java.util.function.Consumer;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(RetentionSettings.class)
class RetentionConfiguration {

    static final String PURGE = "purge";

    private static final Duration AGAIN = Duration.ofSeconds(5);
    private static final Duration EXPORTS_EVERY = Duration.ofHours(1);
    private static final int MOST_DOUBLINGS = 7;

    /** An erasure that fails, or waits, goes on until it is done. */
    @Bean
    CustomTask<Void> purgeTimer(PurgeJob job) {
        return Tasks.custom(PURGE, Void.class)
                .onFailure((failed, timer) ->
                        timer.reschedule(failed, failed.getTimeDone().plus(wait(failed))))
                .execute((timer, context) -> job.run(UUID.fromString(timer.getId()))
                        ? new CompletionHandler.OnCompleteRemove<>()
                        : new CompletionHandler.OnCompleteReschedule<>(FixedDelay.of(AGAIN)));
    }

    @Bean
    OneTimeTask<Void> centreCopyTimer(ConsentEnds consents) {
        return oneTime(ConsentEnds.TIMER, consents::fire);
    }

    @Bean
    OneTimeTask<Void> heldCopyTimer(HeldCopies copies) {
        return oneTime(HeldCopies.TIMER, copies::fire);
    }

    @Bean
    OneTimeTask<Void> heldEarlierTimer(HeldCopies copies) {
        return oneTime(HeldCopies.EARLIER, copies::catchUp);
    }

    private static OneTimeTask<Void> oneTime(String name, Consumer<String> work) {
        return Tasks.oneTime(name)
                .onFailure((failed, timer) ->
                        timer.reschedule(failed, failed.getTimeDone().plus(wait(failed))))
                .execute((timer, context) -> work.accept(timer.getId()));
    }

    @Bean
    RecurringTask<Void> retentionEndTimer(RetentionEnds ends, RetentionSettings settings) {
        return Tasks.recurring("retention-end", new Daily(ZoneOffset.UTC, settings.lookAt()))
                .execute((timer, context) -> {
                    if (context.getExecution().lastSuccess == null) {
                        ends.adopt();
                    }
                    ends.look();
                });
    }

    @Bean
    RecurringTask<Void> endedExportsTimer(ExportedCopies exports, FhirStore store) {
        return Tasks.recurring("ended-exports", FixedDelay.of(EXPORTS_EVERY))
                .execute((timer, context) -> store.inTransaction(exports::clearEnded));
    }

    private static Duration wait(ExecutionComplete failed) {
        return AGAIN.multipliedBy(1L << Math.min(failed.getExecution().consecutiveFailures, MOST_DOUBLINGS));
    }
}

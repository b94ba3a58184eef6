package health.consilium.turnaround;

import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import com.github.kagkarlsson.scheduler.task.helper.OneTimeTask;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import health.consilium.fhir.FhirPackage;
import health.consilium.turnaround.rules.Ladders;
import java.time.Duration;
import org.hl7.fhir.r4.model.PlanDefinition;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(TurnaroundSettings.class)
class TurnaroundConfiguration {

    private static final Duration FIRST_RETRY = Duration.ofSeconds(5);
    private static final int MOST_DOUBLINGS = 7;
    private static final Duration MISSING_CLOCKS_EVERY = Duration.ofHours(1);

    @Bean
    Ladders ladders(FhirPackage fhirPackage) {
        return fhirPackage
                .byUrl(PlanDefinition.class, FhirPackage.CANONICAL + "/PlanDefinition/chase-ladder")
                .map(Ladders::of)
                .orElseThrow(() -> new IllegalStateException("The FHIR package holds no PlanDefinition/chase-ladder"));
    }

    /** A timer that fails, because a caller changed the same Task or the database is away, fires again until it succeeds. */
    @Bean
    OneTimeTask<Void> chaseTimer(Chase chase) {
        return Tasks.oneTime(ChaseTimers.NAME)
                .onFailure((failed, timer) ->
                        timer.reschedule(failed, failed.getTimeDone().plus(wait(failed))))
                .execute((timer, context) -> chase.fire(timer.getId()));
    }

    @Bean
    RecurringTask<Void> observedTurnaround(Turnaround turnaround, TurnaroundSettings settings) {
        return Tasks.recurring("observed-turnaround", FixedDelay.of(settings.observeEvery()))
                .execute((timer, context) -> turnaround.observe());
    }

    @Bean
    RecurringTask<Void> lateClosuresTimer(LateClosures closures, TurnaroundSettings settings) {
        return Tasks.recurring("late-closures", FixedDelay.of(settings.closuresEvery()))
                .execute((timer, context) -> closures.look());
    }

    /** Again and again, because a server of the version before may still run beside this one. */
    @Bean
    RecurringTask<Void> missingReviewClocksTimer(MissingReviewClocks clocks) {
        return Tasks.recurring("missing-review-clocks", FixedDelay.of(MISSING_CLOCKS_EVERY))
                .execute((timer, context) -> clocks.start());
    }

    /** Five seconds, then twice as long each time, at most some ten minutes. */
    private static Duration wait(ExecutionComplete failed) {
        return FIRST_RETRY.multipliedBy(1L << Math.min(failed.getExecution().consecutiveFailures, MOST_DOUBLINGS));
    }
}

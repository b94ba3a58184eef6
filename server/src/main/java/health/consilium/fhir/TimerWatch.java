package health.consilium.fhir;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.springframework.boot.actuate.health.AbstractHealthIndicator;
import org.springframework.boot.actuate.health.Health;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Tells an operator how far the timers are behind: {@code consilium.timers.due} counts those that should have run by now,
 * {@code consilium.timers.behind} is the age of the oldest of them. Far behind is not healthy: no server runs timers, or one
 * fails again and again.
 */
final class TimerWatch extends AbstractHealthIndicator implements MeterBinder {

    private final JdbcClient jdbc;
    private final TimerSettings settings;
    private final Clock clock;

    TimerWatch(JdbcClient jdbc, TimerSettings settings, Clock clock) {
        super("The timers cannot be looked at");
        this.jdbc = jdbc;
        this.settings = settings;
        this.clock = clock;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        Gauge.builder("consilium.timers.due", this::due)
                .description("Timers that should have run by now")
                .register(registry);
        TimeGauge.builder("consilium.timers.behind", () -> behind().toSeconds(), TimeUnit.SECONDS)
                .description("How late the latest timer is")
                .register(registry);
    }

    @Override
    protected void doHealthCheck(Health.Builder health) {
        Duration behind = behind();
        health.status(behind.compareTo(settings.farBehind()) > 0 ? "DOWN" : "UP")
                .withDetail("due", due())
                .withDetail("behindSeconds", behind.toSeconds());
    }

    private long due() {
        return jdbc.sql("select count(*) from scheduled_tasks where execution_time < :now and not picked")
                .param("now", OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC))
                .query(Long.class)
                .single();
    }

    private Duration behind() {
        Optional<OffsetDateTime> oldest = jdbc.sql(
                        "select execution_time from scheduled_tasks where not picked order by execution_time limit 1")
                .query(OffsetDateTime.class)
                .optional();
        return oldest.map(time -> Duration.between(time.toInstant(), clock.instant()))
                .filter(late -> !late.isNegative())
                .orElse(Duration.ZERO);
    }
}

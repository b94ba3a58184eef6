package health.consilium.turnaround;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Clock;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** {@code consilium.tasks.overdue}: how many open Tasks are late; {@code consilium.emergencies.overdue}: how many reviews. */
@Component
class OverdueGauge implements MeterBinder {

    private final ClockTable table;
    private final Clock clock;

    OverdueGauge(ClockTable table, Clock clock) {
        this.table = table;
        this.clock = clock;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        Gauge.builder("consilium.tasks.overdue", () -> table.overdue(Optional.empty(), clock.instant()))
                .description("Open Tasks whose due date has passed")
                .register(registry);
        Gauge.builder("consilium.emergencies.overdue", () -> table.lateReviews(clock.instant()))
                .description("Declared emergencies that were not reviewed in time")
                .register(registry);
    }
}

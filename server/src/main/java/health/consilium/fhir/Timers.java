package health.consilium.fhir;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerBuilder;
import com.github.kagkarlsson.scheduler.SchedulerName;
import com.github.kagkarlsson.scheduler.SystemClock;
import com.github.kagkarlsson.scheduler.Waiter;
import com.github.kagkarlsson.scheduler.logging.LogLevel;
import com.github.kagkarlsson.scheduler.serializer.Serializer;
import com.github.kagkarlsson.scheduler.task.OnStartup;
import com.github.kagkarlsson.scheduler.task.Task;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.SmartLifecycle;

/**
 * Runs the timers that are due, with every other server on the database: one of them picks a timer and runs it. A server
 * that dies with a timer in hand has it run again by another, so that what a timer does has to bear being done twice.
 * Starts after everything else and stops before it.
 */
final class Timers implements SmartLifecycle {

    private static final int SILENT_HEARTBEATS = 4;

    private final DataSource dataSource;
    private final ObjectProvider<Task<?>> tasks;
    private final Serializer serializer;
    private final TimerSettings settings;
    private final Clock clock;
    private Scheduler scheduler;

    Timers(
            DataSource dataSource,
            ObjectProvider<Task<?>> tasks,
            Serializer serializer,
            TimerSettings settings,
            Clock clock) {
        this.dataSource = dataSource;
        this.tasks = tasks;
        this.serializer = serializer;
        this.settings = settings;
        this.clock = clock;
    }

    @Override
    public synchronized void start() {
        scheduler = new Builder(dataSource, tasks.stream().toList(), clock, settings.pollInterval())
                .schedulerName(new SchedulerName.Fixed(UUID.randomUUID().toString()))
                .serializer(serializer)
                .threads(settings.threads())
                .pollUsingLockAndFetch(0.5, 1.0)
                .heartbeatInterval(settings.heartbeat())
                .missedHeartbeatsLimit(SILENT_HEARTBEATS)
                .shutdownMaxWait(settings.shutdownWait())
                .failureLogging(LogLevel.WARN, true)
                .build();
        scheduler.start();
    }

    @Override
    public synchronized void stop() {
        if (scheduler != null) {
            scheduler.stop();
            scheduler = null;
        }
    }

    @Override
    public synchronized boolean isRunning() {
        return scheduler != null;
    }

    /** The one way to give db-scheduler another clock. Its pauses between two looks stay with the system's. */
    private static final class Builder extends SchedulerBuilder {

        Builder(DataSource dataSource, List<Task<?>> tasks, Clock clock, Duration pollInterval) {
            super(dataSource, List.of());
            this.clock = clock::instant;
            this.waiter = new Waiter(pollInterval, new SystemClock());
            tasks.forEach(this::add);
        }

        private void add(Task<?> task) {
            knownTasks.add(task);
            if (task instanceof OnStartup startup) {
                startTasks.add(startup);
            }
        }
    }
}

package health.consilium.fhir;

import ca.uhn.fhir.jpa.sched.HapiSchedulerServiceImpl;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * HAPI's scheduled jobs, which tidy up. HAPI starts them all at the moment in which the server begins to listen, and again when
 * the operators' port does; here they leave the processors to the first callers, and start once.
 */
final class LaterJobs extends HapiSchedulerServiceImpl {

    private static final Duration PAUSE = Duration.ofSeconds(10);

    private final AtomicBoolean begun = new AtomicBoolean();

    @Override
    public void start() {
        if (begun.compareAndSet(false, true)) {
            Thread thread = new Thread(this::startAfterPause, "fhir-jobs");
            thread.setDaemon(true);
            thread.start();
        }
    }

    private void startAfterPause() {
        try {
            Thread.sleep(PAUSE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        }
        if (!isStopping()) {
            super.start();
        }
    }
}

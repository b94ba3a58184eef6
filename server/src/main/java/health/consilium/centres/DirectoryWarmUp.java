package health.consilium.centres;

import health.consilium.fhir.FhirStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;
import org.springframework.stereotype.Component;

/**
 * Reads the directory once after a start, so that the first match finds it read. It waits until the first callers are served, and
 * runs beside them; a match that comes before reads for itself. No timer of the database: what is read is kept by this server alone.
 */
@Component
class DirectoryWarmUp implements DisposableBean {

    private static final Logger LOG = LoggerFactory.getLogger(DirectoryWarmUp.class);

    static final String THREAD = "directory-warm-up-";

    private final Directory directory;
    private final FhirStore store;
    private final CentresSettings settings;
    private final ThreadPoolTaskScheduler scheduler = new ThreadPoolTaskScheduler();
    private boolean begun;

    DirectoryWarmUp(Directory directory, FhirStore store, CentresSettings settings) {
        this.directory = directory;
        this.store = store;
        this.settings = settings;
        scheduler.setThreadNamePrefix(THREAD);
        scheduler.setDaemon(true);
    }

    /** Once: the operators' port tells of being ready, too. */
    @EventListener(ApplicationReadyEvent.class)
    synchronized void begin() {
        if (!begun) {
            begun = true;
            scheduler.initialize();
            scheduler.schedule(this::read, scheduler.getClock().instant().plus(settings.readAheadAfter()));
        }
    }

    private void read() {
        try {
            store.reading(() -> directory.all(""));
        } catch (RuntimeException e) {
            LOG.debug("The directory was not read ahead; the first match reads it", e);
        }
    }

    @Override
    public void destroy() {
        scheduler.shutdown();
    }
}

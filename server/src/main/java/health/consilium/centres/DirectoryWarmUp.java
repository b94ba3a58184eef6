package health.consilium.centres;

import health.consilium.fhir.FhirStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Reads the directory once after a start, so that the first match finds it read. It waits until the first callers are served, and
 * runs beside them; a match that comes before reads for itself.
 */
@Component
class DirectoryWarmUp implements DisposableBean {

    private static final Logger LOG = LoggerFactory.getLogger(DirectoryWarmUp.class);

    private final Directory directory;
    private final FhirStore store;
    private final CentresSettings settings;
    private final Thread thread = new Thread(this::readAfterPause, "directory-warm-up");

    DirectoryWarmUp(Directory directory, FhirStore store, CentresSettings settings) {
        this.directory = directory;
        this.store = store;
        this.settings = settings;
        thread.setDaemon(true);
    }

    /** Once: the operators' port tells of being ready, too. */
    @EventListener(ApplicationReadyEvent.class)
    void begin() {
        if (thread.getState() == Thread.State.NEW) {
            thread.start();
        }
    }

    private void readAfterPause() {
        try {
            Thread.sleep(settings.readAheadAfter().toMillis());
            store.reading(() -> directory.all(""));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.debug("The directory was not read ahead; the first match reads it", e);
        }
    }

    boolean isWaiting() {
        return thread.isAlive();
    }

    @Override
    public void destroy() {
        thread.interrupt();
    }
}

package health.consilium.access.audit;

import health.consilium.access.audit.rules.AuditRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;
import org.springframework.stereotype.Component;

/**
 * Writes to the trail while the answers are made that must not leave before. One thread writes for all: what comes while it waits
 * for the disk goes with the next commit. What waits is no loss in a crash, because its answer waits, too.
 */
@Component
class AuditWriter implements DisposableBean {

    private final Consumer<List<AuditRecord>> trail;
    private final Queue<Entry> waiting = new ConcurrentLinkedQueue<>();
    private final ExecutorService thread =
            Executors.newSingleThreadExecutor(new CustomizableThreadFactory("audit-writer-"));

    @Autowired
    AuditWriter(AuditLog log) {
        this(log::append);
    }

    /** @param trail stores all that it is given or throws */
    AuditWriter(Consumer<List<AuditRecord>> trail) {
        this.trail = trail;
    }

    /** @param written whether it is in the trail; where others' events failed with it nobody knows whose fault that was */
    private record Entry(Supplier<List<AuditRecord>> events, CompletableFuture<Boolean> written) {}

    /** @return waits until the events are written, and throws what made that fail */
    Runnable begin(Supplier<List<AuditRecord>> events) {
        Entry entry = new Entry(events, new CompletableFuture<>());
        waiting.add(entry);
        try {
            thread.execute(this::writeWaiting);
            return () -> await(entry);
        } catch (RejectedExecutionException ending) {
            // The server is on its way out, and still drops no event. Not here: the caller may be in a transaction that
            // reads.
            return () -> {
                writeWaiting();
                await(entry);
            };
        }
    }

    private void writeWaiting() {
        List<Entry> together = new ArrayList<>();
        List<AuditRecord> events = new ArrayList<>();
        for (Entry entry = waiting.poll(); entry != null; entry = waiting.poll()) {
            try {
                events.addAll(entry.events().get());
                together.add(entry);
            } catch (RuntimeException e) {
                entry.written().completeExceptionally(e);
            }
        }
        if (together.isEmpty()) {
            return;
        }
        try {
            trail.accept(events);
            together.forEach(entry -> entry.written().complete(true));
        } catch (RuntimeException e) {
            if (together.size() == 1) {
                together.get(0).written().completeExceptionally(e);
            } else {
                together.forEach(entry -> entry.written().complete(false));
            }
        }
    }

    /** What could not be written with others each writes by itself, so that nobody is refused for another's event. */
    private void await(Entry entry) {
        try {
            if (!entry.written().join()) {
                trail.accept(entry.events().get());
            }
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException failure ? failure : e;
        }
    }

    @Override
    public void destroy() {
        thread.shutdown();
    }
}

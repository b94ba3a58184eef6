package health.consilium.access.audit;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;
import org.springframework.stereotype.Component;

/**
 * Writes to the trail while the answer is made that must not leave before. Where all writers are busy the caller writes itself
 * before it lets the answer go, so that nothing waits in a queue that a crash would empty; not sooner, because it may still be
 * in the transaction that reads, where nothing can be written.
 */
@Component
class AuditWriters implements DisposableBean {

    private static final int THREADS = 4;
    private static final Duration SOON = Duration.ofNanos(300_000);

    private final ThreadPoolExecutor threads = new ThreadPoolExecutor(
            THREADS,
            THREADS,
            0,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            new CustomizableThreadFactory("audit-writer-"));

    /** @return waits for the end, and throws what made it fail */
    Runnable begin(Runnable write) {
        try {
            CompletableFuture<Void> written = CompletableFuture.runAsync(write, threads);
            return () -> await(written);
        } catch (RejectedExecutionException busy) {
            // Also when the server is on its way out: no event is dropped.
            return write;
        }
    }

    private static void await(CompletableFuture<Void> written) {
        // It is about to end: to sleep and be woken takes as long again. Whoever else has work takes the processor
        // meanwhile.
        long end = System.nanoTime() + SOON.toNanos();
        while (!written.isDone() && System.nanoTime() < end) {
            Thread.yield();
        }
        try {
            written.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException failure ? failure : e;
        }
    }

    @Override
    public void destroy() {
        threads.shutdown();
    }
}

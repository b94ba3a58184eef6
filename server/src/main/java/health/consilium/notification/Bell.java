package health.consilium.notification;

import java.time.Duration;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Wakes this server's senders when there is something to send; other servers find it when they look. */
@Component
class Bell {

    private long rings;

    synchronized void ring() {
        rings++;
        notifyAll();
    }

    /** What is written now can be seen only then. */
    void ringAfterCommit() {
        if (TransactionSynchronizationManager.isSynchronizationActive()) {
            TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                @Override
                public void afterCommit() {
                    ring();
                }
            });
        }
    }

    synchronized long rings() {
        return rings;
    }

    /** Until it has rung since, or the time is over. */
    synchronized void await(long since, Duration atMost) throws InterruptedException {
        long end = System.nanoTime() + atMost.toNanos();
        long left = atMost.toMillis();
        while (rings == since && left > 0) {
            wait(left);
            left = (end - System.nanoTime()) / 1_000_000;
        }
    }
}

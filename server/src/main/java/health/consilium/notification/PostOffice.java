package health.consilium.notification;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** The threads of this server that address and send. All that they share with other servers is in the database. */
@Component
class PostOffice implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(PostOffice.class);

    private final Clerk clerk;
    private final Courier courier;
    private final Bell bell;
    private final NotificationSettings settings;

    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean running;

    PostOffice(Clerk clerk, Courier courier, Bell bell, NotificationSettings settings) {
        this.clerk = clerk;
        this.courier = courier;
        this.bell = bell;
        this.settings = settings;
    }

    @Override
    public synchronized void start() {
        if (running || settings.workers() == 0) {
            return;
        }
        running = true;
        begin("notification-clerk", () -> clerk.work(this::isRunning));
        for (int i = 1; i <= settings.workers(); i++) {
            begin("notification-courier-" + i, courier::deliverNext);
        }
    }

    private void begin(String name, BooleanSupplier work) {
        Thread thread = new Thread(() -> loop(work), name);
        thread.setDaemon(true);
        threads.add(thread);
        thread.start();
    }

    private void loop(BooleanSupplier work) {
        while (running) {
            long rings = bell.rings();
            try {
                if (!work.getAsBoolean()) {
                    bell.await(rings, settings.poll());
                }
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                if (running) {
                    log.error("Notification is held up", e);
                    pause();
                }
            }
        }
    }

    /** A database that is away is not asked again at once. */
    private void pause() {
        try {
            Thread.sleep(settings.poll().toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** What is under way is finished; a message that is cut off is sent again by whoever comes next. */
    @Override
    public synchronized void stop() {
        running = false;
        bell.ring();
        threads.forEach(PostOffice::join);
        threads.clear();
    }

    private static void join(Thread thread) {
        try {
            thread.join(Duration.ofSeconds(5).toMillis());
            thread.interrupt();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}

package health.consilium.notification;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
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
    private static final Duration TIDY = Duration.ofHours(1);

    private final Addressing addressing;
    private final SubscriptionStates states;
    private final Courier courier;
    private final Deliveries deliveries;
    private final Bell bell;
    private final NotificationSettings settings;
    private final Clock clock;

    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean running;
    private Instant tidied = Instant.EPOCH;

    PostOffice(
            Addressing addressing,
            SubscriptionStates states,
            Courier courier,
            Deliveries deliveries,
            Bell bell,
            NotificationSettings settings,
            Clock clock) {
        this.addressing = addressing;
        this.states = states;
        this.courier = courier;
        this.deliveries = deliveries;
        this.bell = bell;
        this.settings = settings;
        this.clock = clock;
    }

    @Override
    public synchronized void start() {
        if (running || settings.workers() == 0) {
            return;
        }
        running = true;
        begin("notification-clerk", this::clerk);
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

    /** Everything but the sending of messages. */
    private boolean clerk() {
        boolean addressed = false;
        while (running && addressing.addressNext()) {
            addressed = true;
            bell.ring();
        }
        boolean shaken = states.shakeNext();
        boolean beaten = states.beatNext();
        states.endThoseThatAreOver();
        tidy();
        if (shaken) {
            bell.ring();
        }
        return addressed || shaken || beaten;
    }

    private void tidy() {
        Instant now = clock.instant();
        if (tidied.plus(TIDY).isBefore(now)) {
            tidied = now;
            deliveries.forget(now.minus(settings.keep()));
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

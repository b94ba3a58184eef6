package health.consilium.access.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** One that waits for ever is one that fails. */
@Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class AuditWritersTests {

    private static final int MORE_THAN_THERE_ARE = 20;

    private final AuditWriters writers = new AuditWriters();
    private final CountDownLatch stored = new CountDownLatch(1);

    @AfterEach
    void end() {
        stored.countDown();
        writers.destroy();
    }

    @Test
    void given_a_free_writer_when_an_event_begins_then_another_thread_writes_it_and_who_answers_waits() {
        AtomicReference<Thread> writer = new AtomicReference<>();

        writers.begin(() -> writer.set(Thread.currentThread())).run();

        assertThat(writer.get()).isNotNull().isNotSameAs(Thread.currentThread());
    }

    @Test
    void given_all_writers_busy_when_an_event_begins_then_who_answers_writes_it_and_not_before_the_answer() {
        List<Runnable> awaited = new ArrayList<>();
        AtomicReference<Thread> writer = new AtomicReference<>();
        for (int i = 0; i < MORE_THAN_THERE_ARE; i++) {
            awaited.add(writers.begin(this::store));
        }

        Runnable last = writers.begin(() -> writer.set(Thread.currentThread()));

        assertThat(writer.get()).isNull();
        last.run();
        assertThat(writer.get()).isSameAs(Thread.currentThread());
        stored.countDown();
        awaited.forEach(Runnable::run);
    }

    @Test
    void given_a_server_on_its_way_out_when_an_event_begins_then_it_is_written() {
        List<String> trail = new ArrayList<>();
        writers.destroy();

        writers.begin(() -> trail.add("read")).run();

        assertThat(trail).containsExactly("read");
    }

    @Test
    void given_a_trail_that_fails_when_the_answer_is_to_go_then_it_fails_for_the_same_reason() {
        IllegalStateException full = new IllegalStateException("disk full");

        Runnable written = writers.begin(() -> {
            throw full;
        });

        assertThatThrownBy(written::run).isSameAs(full);
    }

    private void store() {
        try {
            stored.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

package health.consilium.access.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import health.consilium.access.audit.rules.Agent;
import health.consilium.access.audit.rules.AuditRecord;
import health.consilium.access.audit.rules.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** One that waits for ever is one that fails. */
@Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class AuditWriterTests {

    /** What was written, in the statements in which it was. */
    private final List<List<AuditRecord>> trail = new ArrayList<>();

    private final List<Thread> writers = new ArrayList<>();
    private final CountDownLatch disk = new CountDownLatch(1);
    private final CountDownLatch atTheDisk = new CountDownLatch(1);
    private final AuditWriter writer = new AuditWriter(this::store);

    private final AuditRecord first = read("Observation/1/_history/1");
    private final AuditRecord second = read("Observation/2/_history/1");
    private final AuditRecord unstorable = read("Observation/3/_history/1");

    private AuditRecord slow;

    @AfterEach
    void end() {
        disk.countDown();
        writer.destroy();
    }

    @Test
    void given_a_read_when_its_event_begins_then_another_thread_writes_it_and_who_answers_waits() {
        writer.begin(() -> List.of(first)).run();

        assertThat(trail).containsExactly(List.of(first));
        assertThat(writers).doesNotContain(Thread.currentThread());
    }

    @Test
    void given_a_disk_that_is_busy_when_more_is_read_then_their_events_go_together_and_no_answer_goes_before() {
        Runnable busy = busyDisk();

        Runnable one = writer.begin(() -> List.of(first));
        Runnable other = writer.begin(() -> List.of(second));
        disk.countDown();
        List.of(busy, one, other).forEach(Runnable::run);

        assertThat(trail).containsExactly(List.of(slow), List.of(first, second));
    }

    @Test
    void given_an_event_that_cannot_be_stored_when_others_go_with_it_then_it_alone_is_refused() {
        Runnable busy = busyDisk();

        Runnable one = writer.begin(() -> List.of(first));
        Runnable bad = writer.begin(() -> List.of(unstorable));
        disk.countDown();
        busy.run();
        one.run();

        assertThatThrownBy(bad::run).hasMessage("disk full");
        assertThat(trail).containsExactly(List.of(slow), List.of(first));
    }

    @Test
    void given_an_event_of_which_the_patient_cannot_be_told_when_others_go_with_it_then_it_alone_is_refused() {
        Runnable busy = busyDisk();

        Runnable one = writer.begin(() -> List.of(first));
        Runnable bad = writer.begin(() -> {
            throw new IllegalStateException("no connection");
        });
        disk.countDown();
        busy.run();
        one.run();

        assertThatThrownBy(bad::run).hasMessage("no connection");
        assertThat(trail).containsExactly(List.of(slow), List.of(first));
    }

    @Test
    void given_a_server_on_its_way_out_when_an_event_begins_then_who_answers_writes_it_and_not_before_the_answer() {
        writer.destroy();

        Runnable written = writer.begin(() -> List.of(first));

        assertThat(trail).isEmpty();
        written.run();
        assertThat(trail).containsExactly(List.of(first));
        assertThat(writers).containsExactly(Thread.currentThread());
    }

    @Test
    void given_a_server_on_its_way_out_when_events_wait_for_the_disk_then_they_are_written() {
        Runnable busy = busyDisk();
        Runnable one = writer.begin(() -> List.of(first));

        writer.destroy();
        disk.countDown();
        busy.run();
        one.run();

        assertThat(trail).containsExactly(List.of(slow), List.of(first));
    }

    @Test
    void given_a_trail_that_fails_when_the_answer_is_to_go_then_it_fails_for_the_same_reason() {
        Runnable written = writer.begin(() -> List.of(unstorable));

        assertThatThrownBy(written::run)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("disk full");
    }

    /** The writer waits for the disk with this event until {@link #disk} answers. */
    private Runnable busyDisk() {
        slow = read("Observation/4/_history/1");
        Runnable busy = writer.begin(() -> List.of(slow));
        await(atTheDisk);
        return busy;
    }

    private synchronized void store(List<AuditRecord> events) {
        if (events.contains(slow)) {
            atTheDisk.countDown();
            await(disk);
        }
        if (events.contains(unstorable)) {
            throw new IllegalStateException("disk full");
        }
        trail.add(List.copyOf(events));
        writers.add(Thread.currentThread());
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static AuditRecord read(String entity) {
        return new AuditRecord(
                UUID.randomUUID(),
                Instant.EPOCH,
                Kind.READ,
                "read",
                AuditRecord.SUCCESS,
                "TREAT",
                Agent.SERVER,
                List.of("Patient/1"),
                List.of(),
                List.of(entity),
                null,
                null,
                null,
                null,
                null);
    }
}

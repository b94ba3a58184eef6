package health.consilium.turnaround;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import health.consilium.access.Compartment;
import health.consilium.support.SetClock;
import health.consilium.turnaround.rules.Closures;
import health.consilium.turnaround.rules.Place;
import health.consilium.turnaround.rules.TaskTime;
import health.consilium.workflow.CaseFile;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.hl7.fhir.r4.model.Task;
import org.junit.jupiter.api.Test;
import org.mockito.ArgumentCaptor;

class ClocksTests {

    private static final String CASE = "C-2026-7QK2M4XA";
    private static final Instant NOW = Instant.parse("2026-11-23T08:00:00Z");

    private final ClockStarts starts = mock(ClockStarts.class);
    private final ChaseTimers timers = mock(ChaseTimers.class);
    private final Clocks clocks = new Clocks(
            mock(ClockTable.class), starts, timers, mock(Places.class), mock(WaitingCases.class), new SetClock(NOW));
    private final Task task = new Task();

    @Test
    void aTaskThatIsOpenedIsReckonedOnceAndItsClockRunsUnderTheIdThatItGot() {
        ClockRow row = row();
        when(starts.of(task, CASE, NOW)).thenReturn(Optional.of(row));

        Consumer<Task> opening = clocks.opening(file(), task);
        verify(starts).write(task, row);
        verify(timers, never()).start(any());
        opening.accept(stored());

        ArgumentCaptor<ClockRow> started = ArgumentCaptor.forClass(ClockRow.class);
        verify(timers).start(started.capture());
        assertThat(started.getValue()).isEqualTo(row.ofTask("T1"));
        assertThat(started.getValue().what().taskId()).isEqualTo("T1");
        verify(starts, times(1)).of(any(), any(), any());
    }

    @Test
    void aTaskWithoutADueDateGetsNoClock() {
        when(starts.of(task, CASE, NOW)).thenReturn(Optional.empty());

        clocks.opening(file(), task).accept(stored());

        verify(starts, never()).write(any(), any());
        verify(timers, never()).start(any());
    }

    private static ClockRow row() {
        return new ClockRow(
                1,
                new ClockRow.What("", CASE, "check-records", "assess", "usual", "Organization/desk"),
                new Reckoning(Place.UNKNOWN, true, Closures.NONE),
                TaskTime.started(3600, NOW),
                NOW,
                NOW.plusSeconds(3600),
                Optional.empty(),
                0);
    }

    private static Task stored() {
        Task stored = new Task();
        stored.setId("Task/T1/_history/1");
        return stored;
    }

    private static CaseFile file() {
        ServiceRequest request = new ServiceRequest();
        request.getMeta().addSecurity(Compartment.ofCase(CASE));
        return new CaseFile(request, new Task());
    }
}

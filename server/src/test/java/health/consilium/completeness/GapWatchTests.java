package health.consilium.completeness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import health.consilium.completeness.EvidenceWatch.EvidenceChanged;
import health.consilium.terminology.rules.TumourTypeMapping;
import health.consilium.workflow.CaseEvents;
import health.consilium.workflow.CaseFile;
import health.consilium.workflow.CaseLock;
import health.consilium.workflow.Cases;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.hl7.fhir.r4.model.DetectedIssue;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.hl7.fhir.r4.model.Task;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GapWatchTests {

    private static final EvidenceChanged CHANGED = new EvidenceChanged("C-2026-7QK2M4XA");

    private final Cases cases = mock(Cases.class);
    private final CaseCheck check = mock(CaseCheck.class);
    private final Gaps gaps = mock(Gaps.class);
    private final CaseLock lock = mock(CaseLock.class);
    private final CaseFile file = new CaseFile(new ServiceRequest(), new Task().setStatus(Task.TaskStatus.INPROGRESS));
    private final GapWatch watch = new GapWatch(cases, check, gaps, mock(Settlement.class), lock);

    @BeforeEach
    void aCaseWithAGap() {
        when(cases.byNumber("C-2026-7QK2M4XA")).thenReturn(Optional.of(file));
        when(gaps.of(file)).thenReturn(Map.of("breast.mol.her2", new DetectedIssue()));
        when(check.tumourType(any())).thenReturn(new TumourTypeMapping.Unmapped("rare"));
    }

    @Test
    void evidenceHasItsCaseLookedAtAgain() {
        watch.on(CHANGED);
        watch.on(CHANGED);

        verify(check, times(2)).hold(file);
    }

    @Test
    void aCaseThatWasNeverLookedAtIsLeftAlone() {
        when(gaps.of(file)).thenReturn(Map.of());

        watch.on(CHANGED);

        verify(check, never()).hold(any());
    }

    @Test
    void aCentreThatIsChosenHasItsCaseLookedAtAndOtherWorkDoesNot() {
        when(cases.find("ServiceRequest/case")).thenReturn(Optional.of(file));

        watch.on(new CaseEvents.WorkClosed("case", "C-2026-7QK2M4XA", "1", "match-centre", "completed"));
        verify(check, times(1)).hold(file);

        watch.on(new CaseEvents.WorkClosed("case", "C-2026-7QK2M4XA", "2", "match-centre", "cancelled"));
        watch.on(new CaseEvents.WorkClosed("case", "C-2026-7QK2M4XA", "3", "review-records", "completed"));
        verify(check, times(1)).hold(file);
    }

    @Test
    void whatArrivesWhileTheCaseIsWaitedForIsSeenInOneGo() throws Exception {
        CountDownLatch waiting = new CountDownLatch(1);
        CountDownLatch free = new CountDownLatch(1);
        doAnswer(invocation -> {
                    waiting.countDown();
                    return free.await(10, TimeUnit.SECONDS);
                })
                .when(lock)
                .hold(any());
        CompletableFuture<Void> first = CompletableFuture.runAsync(() -> watch.on(CHANGED));
        assertThat(waiting.await(10, TimeUnit.SECONDS)).isTrue();

        for (int i = 0; i < 50; i++) {
            watch.on(CHANGED);
        }
        verify(check, never()).hold(any());
        free.countDown();
        first.get(10, TimeUnit.SECONDS);

        verify(check, times(1)).hold(file);
    }
}

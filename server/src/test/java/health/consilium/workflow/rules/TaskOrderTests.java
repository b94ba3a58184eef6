package health.consilium.workflow.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Task;
import org.junit.jupiter.api.Test;

class TaskOrderTests {

    private static final String SECOND = "2026-11-20T08:00:00";

    @Test
    void ofTwoModifiedInTheSameSecondTheOneWrittenLastIsTheNewest() {
        Task first = task(SECOND + "Z", SECOND + ".100Z");
        Task last = task(SECOND + "Z", SECOND + ".300Z");

        for (List<Task> found : List.of(List.of(first, last), List.of(last, first))) {
            assertThat(found.stream().max(TaskOrder.BY_LAST_WRITE)).containsSame(last);
        }
    }

    @Test
    void whatTheTaskItselfSaysComesFirst() {
        Task earlier = task(SECOND + "Z", SECOND + ".900Z");
        Task later = task("2026-11-20T08:00:01Z", SECOND + ".100Z");

        assertThat(Stream.of(later, earlier).sorted(TaskOrder.BY_LAST_WRITE)).containsExactly(earlier, later);
    }

    @Test
    void oneThatIsNotStoredYetIsNoObstacle() {
        Task stored = task(SECOND + "Z", SECOND + ".100Z");
        Task fresh = new Task().setLastModified(Date.from(Instant.parse(SECOND + "Z")));

        assertThat(Stream.of(stored, fresh).max(TaskOrder.BY_LAST_WRITE)).containsSame(stored);
    }

    private static Task task(String modified, String stored) {
        Task task = new Task().setLastModified(Date.from(Instant.parse(modified)));
        task.getMeta().setLastUpdated(Date.from(Instant.parse(stored)));
        return task;
    }
}

package health.consilium.notification.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BackoffTests {

    private static final Instant SINCE = Instant.parse("2026-11-24T08:00:00Z");
    private static final Backoff BACKOFF =
            new Backoff(Duration.ofSeconds(10), Duration.ofMinutes(15), Duration.ofHours(72));

    @Test
    void eachWaitIsTwiceTheOneBeforeUpToTheLongest() {
        List<Long> waits = new ArrayList<>();
        for (int attempts = 1; attempts <= 9; attempts++) {
            waits.add(Duration.between(
                            SINCE, BACKOFF.next(attempts, SINCE, SINCE, 0.5).orElseThrow())
                    .toSeconds());
        }

        assertThat(waits).containsExactly(10L, 20L, 40L, 80L, 160L, 320L, 640L, 900L, 900L);
    }

    @Test
    void whatFailedTogetherDoesNotComeBackTogether() {
        assertThat(BACKOFF.next(1, SINCE, SINCE, 0)).contains(SINCE.plusSeconds(8));
        assertThat(BACKOFF.next(1, SINCE, SINCE, 1)).contains(SINCE.plusSeconds(12));
    }

    @Test
    void theLastAttemptIsMadeWhen72HoursAreOverAndNoneAfterIt() {
        Instant end = SINCE.plus(Duration.ofHours(72));

        assertThat(BACKOFF.next(300, SINCE, end.minusSeconds(5), 0.5)).contains(end);
        assertThat(BACKOFF.next(301, SINCE, end, 0.5)).isEmpty();
    }

    @Test
    void in72HoursAMessageIsTriedSomeThreeHundredTimes() {
        int attempts = 0;
        Optional<Instant> next = Optional.of(SINCE);
        while (next.isPresent()) {
            attempts++;
            next = BACKOFF.next(attempts, SINCE, next.get(), 0.5);
        }

        assertThat(attempts).isBetween(250, 350);
    }
}

package health.consilium.turnaround;

import health.consilium.fhir.FhirStore;
import health.consilium.turnaround.rules.Closures;
import health.consilium.workflow.CaseLock;
import health.consilium.workflow.WorkflowSettings;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/**
 * Looks for closures that were published after a due date was given and lie before it: they move no promise, but somebody has to
 * know that it will hardly be kept. What is found and that it is told is one transaction of each clock.
 */
@Component
class LateClosures {

    private static final Logger log = LoggerFactory.getLogger(LateClosures.class);

    private final PromiseTable promises;
    private final Published published;
    private final FhirStore store;
    private final CaseLock lock;
    private final WorkflowSettings settings;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    LateClosures(
            PromiseTable promises,
            Published published,
            FhirStore store,
            CaseLock lock,
            WorkflowSettings settings,
            ApplicationEventPublisher events,
            Clock clock) {
        this.promises = promises;
        this.published = published;
        this.store = store;
        this.lock = lock;
        this.settings = settings;
        this.events = events;
        this.clock = clock;
    }

    void look() {
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        // Somewhere it is still yesterday; what is over is left out by the calendar of each clock.
        LocalDate yesterday = LocalDate.ofInstant(now, ZoneOffset.UTC).minusDays(1);
        for (String owner : promises.owners(settings.coordinationDeskReference(), now)) {
            Closures closures = published.closures(owner, yesterday);
            promises.of(owner, now).stream()
                    .filter(promise -> !promise.endangeredBy(closures, now).isEmpty())
                    .forEach(promise -> tell(promise, closures, now));
        }
    }

    /** One that cannot be told, because somebody changes the case meanwhile, keeps no other from being told; it comes up again. */
    private void tell(Promise found, Closures closures, Instant now) {
        try {
            store.inTransaction(() -> {
                lock.hold(found.row().what().caseNumber());
                promises.held(found, now).ifPresent(promise -> note(promise, promise.endangeredBy(closures, now)));
                return null;
            });
        } catch (RuntimeException failed) {
            log.warn(
                    "A closure before the due date of Task/{} is told later",
                    found.row().what().taskId(),
                    failed);
        }
    }

    private void note(Promise promise, Closures news) {
        if (news.isEmpty()) {
            return;
        }
        promises.told(promise, news);
        events.publishEvent(new ClosuresPublished(
                promise.row().what().caseNumber(),
                promise.row().what().taskId(),
                settings.coordinationDeskReference(),
                news.written().lines().toList()));
    }
}

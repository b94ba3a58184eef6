package health.consilium.retention;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import health.consilium.fhir.FhirStore;
import health.consilium.fhir.StorageInterceptor;
import health.consilium.workflow.CaseFile;
import health.consilium.workflow.CaseLock;
import health.consilium.workflow.Cases;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.Consent;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/**
 * The end of a consent is the day on which the centre's copy is to be erased. A timer lies in the database for it from the day on
 * which the consent is given; what it finds when it fires decides, not what it was set for.
 */
@Component
@Interceptor(order = 400)
class ConsentEnds implements StorageInterceptor {

    static final String TIMER = "centre-copy";

    private final SchedulerClient timers;
    private final FhirStore store;
    private final Cases cases;
    private final CaseLock lock;
    private final HeldCopies copies;
    private final Clock clock;

    ConsentEnds(
            @Lazy SchedulerClient timers,
            @Lazy FhirStore store,
            @Lazy Cases cases,
            @Lazy CaseLock lock,
            @Lazy HeldCopies copies,
            Clock clock) {
        this.timers = timers;
        this.store = store;
        this.cases = cases;
        this.lock = lock;
        this.copies = copies;
        this.clock = clock;
    }

    @Hook(Pointcut.STORAGE_PRECOMMIT_RESOURCE_CREATED)
    public void given(IBaseResource created) {
        if (created instanceof Consent consent) {
            set(consent);
        }
    }

    @Hook(Pointcut.STORAGE_PRECOMMIT_RESOURCE_UPDATED)
    public void changed(IBaseResource before, IBaseResource after) {
        if (before instanceof Consent old && after instanceof Consent consent && !end(old).equals(end(consent))) {
            set(consent);
        }
    }

    private void set(Consent consent) {
        end(consent)
                .ifPresent(when -> timers.scheduleIfNotExists(
                        new TaskInstance<Void>(TIMER, consent.getIdElement().getIdPart() + "/" + when.getEpochSecond()),
                        when));
    }

    /** When nothing may be read under it any more; empty where that is not known, or where no centre is concerned. */
    private Optional<Instant> end(Consent consent) {
        if (!consent.getProvision().hasActor()) {
            return Optional.empty();
        }
        if (consent.getStatus() != Consent.ConsentState.ACTIVE) {
            return Optional.of(consent.hasStatus() ? clock.instant() : Instant.EPOCH);
        }
        return Optional.ofNullable(consent.getProvision().getPeriod().getEnd()).map(java.util.Date::toInstant);
    }

    /** @param timer as it was set */
    void fire(String timer) {
        String id = timer.substring(0, timer.indexOf('/'));
        Optional<CaseFile> concerned = store.find(Consent.class, id).flatMap(cases::of);
        concerned.ifPresent(file -> store.inTransaction(() -> {
            lock.hold(file.number());
            store.find(Consent.class, id)
                    .filter(consent -> CentreCopies.hasEnded(consent, clock))
                    .ifPresent(consent -> copies.consentEnded(file, consent));
            return null;
        }));
    }
}

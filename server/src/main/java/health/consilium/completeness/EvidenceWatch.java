package health.consilium.completeness;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import health.consilium.access.Compartment;
import health.consilium.fhir.StorageInterceptor;
import java.util.HashSet;
import java.util.Set;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.Resource;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Tells that what can be evidence of a case came or changed: once for each case in a transaction, however much it brings. */
@Component
@Interceptor(order = 300)
class EvidenceWatch implements StorageInterceptor {

    private final ApplicationEventPublisher events;

    EvidenceWatch(ApplicationEventPublisher events) {
        this.events = events;
    }

    /** Published in the transaction that makes it so, delivered at least once after it. */
    record EvidenceChanged(String caseNumber) {}

    @Hook(Pointcut.STORAGE_PRECOMMIT_RESOURCE_CREATED)
    public void created(IBaseResource created) {
        changed(created);
    }

    @Hook(Pointcut.STORAGE_PRECOMMIT_RESOURCE_UPDATED)
    public void updated(IBaseResource before, IBaseResource after) {
        changed(after);
    }

    @Hook(Pointcut.STORAGE_PRECOMMIT_RESOURCE_DELETED)
    public void deleted(IBaseResource deleted) {
        changed(deleted);
    }

    private void changed(IBaseResource changed) {
        if (changed instanceof Resource resource
                && CaseEvidence.isEvidence(resource)
                && Compartment.deskLabels(resource).isEmpty()) {
            Compartment.caseNumber(resource)
                    .filter(number -> told().add(number))
                    .ifPresent(number -> events.publishEvent(new EvidenceChanged(number)));
        }
    }

    /** The cases that this transaction has told of. */
    @SuppressWarnings("unchecked")
    private static Set<String> told() {
        if (!TransactionSynchronizationManager.isSynchronizationActive()) {
            return new HashSet<>();
        }
        Set<String> told = (Set<String>) TransactionSynchronizationManager.getResource(EvidenceWatch.class);
        if (told != null) {
            return told;
        }
        Set<String> none = new HashSet<>();
        TransactionSynchronizationManager.bindResource(EvidenceWatch.class, none);
        TransactionSynchronizationManager.registerSynchronization(new Forget());
        return none;
    }

    private static final class Forget implements TransactionSynchronization {

        private Object told;

        @Override
        public void suspend() {
            told = TransactionSynchronizationManager.unbindResource(EvidenceWatch.class);
        }

        @Override
        public void resume() {
            TransactionSynchronizationManager.bindResource(EvidenceWatch.class, told);
        }

        @Override
        public void afterCompletion(int status) {
            TransactionSynchronizationManager.unbindResourceIfPossible(EvidenceWatch.class);
        }
    }
}

package health.consilium.access.audit;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.rest.api.RestOperationTypeEnum;
import health.consilium.access.audit.rules.Agent;
import health.consilium.access.audit.rules.Kind;
import health.consilium.fhir.ResourceTypes;
import health.consilium.fhir.StorageInterceptor;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.Consent;
import org.hl7.fhir.r4.model.Resource;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Records what is written, in the transaction that writes it: both are stored or neither. What one request changes beyond what
 * it names, such as the Tasks that follow a step, is recorded as done by it. A consent that is given or withdrawn is an event of
 * its own, so that a patient finds it.
 */
@Component
@Interceptor(order = 1000)
class AuditedWrites implements StorageInterceptor {

    private final Recorder recorder;

    AuditedWrites(Recorder recorder) {
        this.recorder = recorder;
    }

    @Hook(Pointcut.STORAGE_PRECOMMIT_RESOURCE_CREATED)
    public void created(IBaseResource created) {
        note(Kind.CREATE, created, created instanceof Consent);
    }

    @Hook(Pointcut.STORAGE_PRECOMMIT_RESOURCE_UPDATED)
    public void updated(IBaseResource before, IBaseResource after) {
        note(
                Kind.UPDATE,
                after,
                before instanceof Consent old && after instanceof Consent consent && isAnother(old, consent));
    }

    /** Whether something else is allowed by it than before; when it is used, it gets a label and stays the same. */
    private static boolean isAnother(Consent before, Consent after) {
        return before.getStatus() != after.getStatus() || !before.getProvision().equalsDeep(after.getProvision());
    }

    @Hook(Pointcut.STORAGE_PRECOMMIT_RESOURCE_DELETED)
    public void deleted(IBaseResource deleted) {
        note(Kind.DELETE, deleted, false);
    }

    private void note(Kind kind, IBaseResource written, boolean consent) {
        if (!(written instanceof Resource resource) || isOwnContent(resource)) {
            return;
        }
        Writes writes = (Writes) TransactionSynchronizationManager.getResource(this);
        if (writes == null) {
            writes = new Writes();
            TransactionSynchronizationManager.bindResource(this, writes);
            TransactionSynchronizationManager.registerSynchronization(writes);
        }
        (consent ? writes.consents : writes.traces)
                .computeIfAbsent(kind, key -> new Trace())
                .add(resource);
    }

    /** The FHIR package that the server stores at its start. */
    private static boolean isOwnContent(Resource resource) {
        return ResourceTypes.CONFORMANCE.contains(resource.fhirType())
                && Requests.agent().equals(Agent.SERVER);
    }

    /** What one transaction writes. */
    private final class Writes implements TransactionSynchronization {

        private final Map<Kind, Trace> traces = new EnumMap<>(Kind.class);

        private final Map<Kind, Trace> consents = new EnumMap<>(Kind.class);

        @Override
        public void beforeCommit(boolean readOnly) {
            List<Recorder.Done> all = new ArrayList<>();
            consents.forEach((kind, trace) -> all.add(new Recorder.Done(deed(kind), trace.shares())));
            if (traces.size() == 1) {
                traces.forEach((kind, trace) -> all.add(new Recorder.Done(deed(kind), trace.shares())));
            } else if (!traces.isEmpty()) {
                all.add(new Recorder.Done(deed(Kind.TRANSACTION), List.of(Trace.whole(traces.values()))));
            }
            recorder.record(Requests.agent(), all);
        }

        @Override
        public void suspend() {
            TransactionSynchronizationManager.unbindResource(AuditedWrites.this);
        }

        @Override
        public void resume() {
            TransactionSynchronizationManager.bindResource(AuditedWrites.this, this);
        }

        @Override
        public void afterCompletion(int status) {
            TransactionSynchronizationManager.unbindResourceIfPossible(AuditedWrites.this);
        }
    }

    private static Recorder.Deed deed(Kind kind) {
        boolean patched = Requests.current()
                .filter(request -> request.getRestOperationType() == RestOperationTypeEnum.PATCH)
                .isPresent();
        String interaction =
                kind == Kind.UPDATE && patched ? "patch" : kind.name().toLowerCase(java.util.Locale.ROOT);
        return Recorder.Deed.done(kind, interaction);
    }
}

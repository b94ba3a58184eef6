package health.consilium.completeness;

import static org.assertj.core.api.Assertions.assertThat;

import health.consilium.access.Compartment;
import health.consilium.completeness.EvidenceWatch.EvidenceChanged;
import java.util.ArrayList;
import java.util.List;
import org.hl7.fhir.r4.model.Communication;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Resource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

class EvidenceWatchTests {

    private static final String ASHA = "C-2026-7QK2M4XA";
    private static final String CHEN = "C-2026-1111AAAA";

    private final List<Object> told = new ArrayList<>();
    private final EvidenceWatch watch = new EvidenceWatch(told::add);

    @BeforeEach
    void aTransactionBegins() {
        TransactionSynchronizationManager.initSynchronization();
    }

    @AfterEach
    void theTransactionEnds() {
        List<TransactionSynchronization> synchronizations = TransactionSynchronizationManager.getSynchronizations();
        TransactionSynchronizationManager.clearSynchronization();
        synchronizations.forEach(
                synchronization -> synchronization.afterCompletion(TransactionSynchronization.STATUS_COMMITTED));
        assertThat(TransactionSynchronizationManager.getResourceMap()).isEmpty();
    }

    @Test
    void aTransactionTellsOnceOfEachCaseHoweverMuchItBrings() {
        for (int i = 0; i < 100; i++) {
            watch.created(of(ASHA, new Observation()));
        }
        watch.updated(of(CHEN, new Observation()), of(CHEN, new Observation()));

        assertThat(told).containsExactly(new EvidenceChanged(ASHA), new EvidenceChanged(CHEN));
    }

    @Test
    void whatIsNoEvidenceOrOfNoCaseIsNotTold() {
        watch.created(of(ASHA, new Communication()));
        watch.created(new Observation());

        assertThat(told).isEmpty();
    }

    @Test
    void anOpinionAtTheDeskIsNoEvidence() {
        Observation proposed = new Observation();
        proposed.getMeta().addSecurity(Compartment.atDesk(ASHA));

        watch.created(proposed);

        assertThat(told).isEmpty();
    }

    private static Resource of(String caseNumber, Resource resource) {
        resource.getMeta().addSecurity(Compartment.ofCase(caseNumber));
        return resource;
    }
}

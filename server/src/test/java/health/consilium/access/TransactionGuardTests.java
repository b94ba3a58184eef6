package health.consilium.access;

import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.rest.server.servlet.ServletRequestDetails;
import health.consilium.fhir.FhirStore;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleType;
import org.hl7.fhir.r4.model.Bundle.HTTPVerb;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** As HAPI comes: with a batch as a whole, then with each of its entries, all of them in the name of one request. */
class TransactionGuardTests {

    private final Visibilities visibilities = mock(Visibilities.class);
    private final CaseLocator locator = mock(CaseLocator.class);
    private final BundleReads reads = mock(BundleReads.class);
    private final TransactionGuard guard = new TransactionGuard(
            visibilities, locator, mock(FhirStore.class), mock(ParameterGuard.class), reads, FhirContext.forR4Cached());
    private final ServletRequestDetails request = mock(ServletRequestDetails.class);

    @BeforeEach
    void aCoordinatorAsks() {
        Caller caller =
                new Caller("test", Role.COORDINATOR, "Practitioner/1", Optional.empty(), Set.of("user/*.cruds"));
        when(visibilities.of(request))
                .thenReturn(new Visibility(caller, new Grants.Held(Set.of(), Map.of()), key -> false));
        when(request.getUserData()).thenReturn(new HashMap<>());
        when(locator.caseOf(any())).thenReturn(Optional.empty());
    }

    @Test
    void givenABatchWhenHapiComesWithEachEntryThenItIsCountedOnce() {
        Bundle batch = bundle(BundleType.BATCH, "Observation?code=1", "Observation?code=2");
        when(request.getResource()).thenReturn(batch);

        guard.check(batch, request);
        batch.getEntry()
                .forEach(entry -> guard.check(
                        bundle(BundleType.TRANSACTION, entry.getRequest().getUrl()), request));

        verify(reads).take(batch);
        verify(reads, times(1)).take(any());
    }

    @Test
    void givenATransactionThenItIsCounted() {
        Bundle transaction = bundle(BundleType.TRANSACTION, "Observation?code=1");
        when(request.getResource()).thenReturn(transaction);

        guard.check(transaction, request);

        verify(reads).take(transaction);
    }

    private static Bundle bundle(BundleType type, String... urls) {
        Bundle bundle = new Bundle().setType(type);
        for (String url : urls) {
            bundle.addEntry().getRequest().setMethod(HTTPVerb.GET).setUrl(url);
        }
        return bundle;
    }
}

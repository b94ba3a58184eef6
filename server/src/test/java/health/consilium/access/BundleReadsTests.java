package health.consilium.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.anyLong;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import health.consilium.edge.Allowance;
import health.consilium.fhir.RefusedException;
import java.time.Duration;
import java.util.stream.IntStream;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.HTTPVerb;
import org.junit.jupiter.api.Test;

class BundleReadsTests {

    private final Allowance allowance = mock(Allowance.class);
    private final BundleReads reads = new BundleReads(allowance);

    private static Bundle of(HTTPVerb method, String... urls) {
        Bundle bundle = new Bundle();
        for (String url : urls) {
            bundle.addEntry().getRequest().setMethod(method).setUrl(url);
        }
        return bundle;
    }

    @Test
    void eachEntryCountsAsIfItHadBeenSentAlone() {
        reads.take(of(
                HTTPVerb.GET,
                "Patient/1",
                "/Patient/1",
                "Patient/1/_history/2",
                "Patient?family=x",
                "Patient/1/$everything"));

        verify(allowance).takeReads(3 + 2 * Allowance.SEARCH);
    }

    @Test
    void whatIsSentDoesNotCount() {
        reads.take(of(HTTPVerb.POST, "Observation", "Observation"));

        verify(allowance, never()).takeReads(anyLong());
    }

    @Test
    void whoHasNothingLeftIsToldWhenToComeAgain() {
        when(allowance.takeReads(1)).thenReturn(7L);

        assertThatThrownBy(() -> reads.take(of(HTTPVerb.GET, "Patient/1")))
                .isInstanceOfSatisfying(RefusedException.class, refused -> {
                    assertThat(refused.status()).isEqualTo(429);
                    assertThat(refused.refusals().get(0).retryAfter()).isEqualTo(Duration.ofSeconds(7));
                });
    }

    @Test
    void aBundleReadsNoMoreThanAPageHolds() {
        String[] urls = IntStream.range(0, 201).mapToObj(i -> "Patient/" + i).toArray(String[]::new);

        assertThatThrownBy(() -> reads.take(of(HTTPVerb.GET, urls)))
                .isInstanceOfSatisfying(RefusedException.class, refused -> assertThat(refused.status())
                        .isEqualTo(413));
    }
}

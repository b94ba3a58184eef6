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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BundleReadsTests {

    private final Allowance allowance = mock(Allowance.class);
    private final BundleReads reads = new BundleReads(allowance);

    @BeforeEach
    void aShareHoldsEnough() {
        when(allowance.mostReads()).thenReturn(5_990L);
    }

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

        verify(allowance).takeReads(3 + 10 + 10);
    }

    @ParameterizedTest
    @CsvSource({
        "Patient?_count=20, 10",
        "Patient?_count=200, 40",
        "/Patient?family=x&_count=200, 40",
        "Patient?%5Fcount=2%300, 40",
        "Patient?_count=20&_count=200, 40",
        "Patient/_search?_count=120, 30",
        "Patient/1/Observation?_count=200, 40",
        "Patient/1?_elements=name, 1",
        "Patient, 10"
    })
    void aPageCountsAsIfItHadBeenAskedForAlone(String url, long cost) {
        reads.take(of(HTTPVerb.GET, url));

        verify(allowance).takeReads(cost);
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

    /** It would be told to come again for ever. */
    @Test
    void whoAsksForMoreThanCanBeLeftIsToldToSendLess() {
        when(allowance.mostReads()).thenReturn(79L);

        assertThatThrownBy(() -> reads.take(of(HTTPVerb.GET, "Patient?_count=200", "Patient?_count=200")))
                .isInstanceOfSatisfying(RefusedException.class, refused -> {
                    assertThat(refused.status()).isEqualTo(413);
                    assertThat(refused.getMessage()).contains("79", "80");
                });
        verify(allowance, never()).takeReads(anyLong());
    }

    @Test
    void aBundleReadsNoMoreThanAPageHolds() {
        String[] urls = IntStream.range(0, 201).mapToObj(i -> "Patient/" + i).toArray(String[]::new);

        assertThatThrownBy(() -> reads.take(of(HTTPVerb.GET, urls)))
                .isInstanceOfSatisfying(RefusedException.class, refused -> assertThat(refused.status())
                        .isEqualTo(413));
    }
}

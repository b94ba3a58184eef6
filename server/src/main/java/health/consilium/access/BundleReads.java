package health.consilium.access;

import health.consilium.edge.Allowance;
import health.consilium.fhir.Refusal;
import java.time.Duration;
import java.util.regex.Pattern;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleEntryComponent;
import org.hl7.fhir.r4.model.Bundle.HTTPVerb;
import org.springframework.stereotype.Component;

/** What a Bundle reads counts as if each entry had been sent by itself; a Bundle would else be a way around the limits. */
@Component
class BundleReads {

    private static final int MOST = 200;
    private static final Pattern ONE_RESOURCE = Pattern.compile("[^?$]+/[A-Za-z0-9.-]{1,64}(/_history(/[0-9]+)?)?");

    private final Allowance allowance;

    BundleReads(Allowance allowance) {
        this.allowance = allowance;
    }

    /** @throws health.consilium.fhir.RefusedException 413 for more than a Bundle may read, 429 when the share is used up */
    void take(Bundle bundle) {
        long reads = bundle.getEntry().stream().filter(BundleReads::isRead).count();
        if (reads > MOST) {
            throw Refusal.of(413, "too-large", "A Bundle may read " + MOST + " times; send the rest in another.")
                    .asException();
        }
        long cost = bundle.getEntry().stream()
                .filter(BundleReads::isRead)
                .mapToLong(BundleReads::cost)
                .sum();
        long seconds = cost == 0 ? 0 : allowance.takeReads(cost);
        if (seconds > 0) {
            throw Refusal.of(
                            429,
                            "too-many-requests",
                            "Too many reads of this client. Come again in " + seconds + " seconds (Retry-After).")
                    .after(Duration.ofSeconds(seconds))
                    .asException();
        }
    }

    private static boolean isRead(BundleEntryComponent entry) {
        return entry.getRequest().getMethod() == HTTPVerb.GET;
    }

    private static long cost(BundleEntryComponent entry) {
        String url = String.valueOf(entry.getRequest().getUrl());
        return ONE_RESOURCE.matcher(url).matches() ? 1 : Allowance.SEARCH;
    }
}

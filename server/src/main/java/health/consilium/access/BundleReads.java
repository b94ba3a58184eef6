package health.consilium.access;

import health.consilium.edge.Allowance;
import health.consilium.fhir.Refusal;
import health.consilium.fhir.RefusedException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleEntryComponent;
import org.hl7.fhir.r4.model.Bundle.HTTPVerb;
import org.springframework.stereotype.Component;

/** What a Bundle reads counts as if each entry had been sent by itself; a Bundle would else be a way around the limits. */
@Component
class BundleReads {

    private static final int MOST = 200;

    private final Allowance allowance;

    BundleReads(Allowance allowance) {
        this.allowance = allowance;
    }

    /** @throws RefusedException 413 for more than a Bundle may read, 429 when the share is used up */
    void take(Bundle bundle) {
        List<String> reads = bundle.getEntry().stream()
                .map(BundleEntryComponent::getRequest)
                .filter(request -> request.getMethod() == HTTPVerb.GET)
                .map(request -> String.valueOf(request.getUrl()))
                .toList();
        if (reads.size() > MOST) {
            throw tooMuch("A Bundle may read " + MOST + " times; send the rest in another.");
        }
        long cost = reads.stream().mapToLong(BundleReads::cost).sum();
        if (cost > allowance.mostReads()) {
            throw tooMuch("What this Bundle reads counts as " + cost + " requests, and at most " + allowance.mostReads()
                    + " may come at once: a search counts as ten, a page of 200 as forty. Send the rest in another.");
        }
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

    private static int cost(String url) {
        String[] parts = url.split("\\?", 2);
        return Allowance.costOf(parts[0], parts.length > 1 ? ParameterGuard.query(url) : Map.of());
    }

    private static RefusedException tooMuch(String message) {
        return Refusal.of(413, "too-large", message).asException();
    }
}

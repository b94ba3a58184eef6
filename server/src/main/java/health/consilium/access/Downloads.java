package health.consilium.access;

import health.consilium.fhir.DownloadGuard;
import health.consilium.fhir.FhirStore;
import org.hl7.fhir.r4.model.Binary;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/** Asks the grants again, as they are now. */
@Component
class Downloads implements DownloadGuard {

    private final Visibilities visibilities;
    private final FhirStore store;

    Downloads(Visibilities visibilities, @Lazy FhirStore store) {
        this.visibilities = visibilities;
        this.store = store;
    }

    @Override
    public boolean mayGoOn(String binaryId) {
        return store.find(Binary.class, binaryId)
                .filter(visibilities.ofCurrentCaller()::reads)
                .isPresent();
    }
}

package health.consilium.fhir;

import ca.uhn.fhir.batch2.jobs.export.BulkDataExportProvider;
import ca.uhn.fhir.jpa.ips.provider.IpsOperationProvider;
import ca.uhn.fhir.jpa.provider.IJpaSystemProvider;
import ca.uhn.fhir.jpa.provider.ValueSetOperationProvider;
import ca.uhn.fhir.rest.server.provider.ResourceProviderFactory;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;

/** Everything that answers requests: HAPI's provider for each type we serve, its operations we keep, and ours. */
@Component
class Providers {

    private final List<Object> all = new ArrayList<>();

    Providers(
            ResourceProviderFactory resources,
            IJpaSystemProvider system,
            ValueSetOperationProvider valueSets,
            BulkDataExportProvider export,
            IpsOperationProvider summary,
            List<FhirOperation> ours) {
        all.addAll(resources.createProviders());
        all.add(system);
        all.add(valueSets);
        all.add(export);
        all.add(summary);
        all.addAll(ours);
    }

    List<Object> all() {
        return all;
    }
}

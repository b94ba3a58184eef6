package health.consilium.fhir;

import ca.uhn.fhir.batch2.jobs.export.BulkDataExportProvider;
import ca.uhn.fhir.jpa.ips.provider.IpsOperationProvider;
import ca.uhn.fhir.jpa.provider.IJpaSystemProvider;
import ca.uhn.fhir.jpa.provider.ValueSetOperationProvider;
import ca.uhn.fhir.rest.server.IResourceProvider;
import ca.uhn.fhir.rest.server.provider.ResourceProviderFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
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
            List<FhirProvider> instead,
            List<FhirOperation> ours) {
        Set<Class<?>> served =
                instead.stream().map(FhirProvider::getResourceType).collect(Collectors.toSet());
        resources.createProviders().stream()
                .filter(provider ->
                        !(provider instanceof IResourceProvider typed && served.contains(typed.getResourceType())))
                .forEach(all::add);
        all.addAll(instead);
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

package health.consilium.centres;

import health.consilium.centres.rules.ReviewService;
import health.consilium.centres.rules.ReviewServiceReader;
import health.consilium.fhir.FhirQuery;
import health.consilium.fhir.FhirStore;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.HealthcareService;
import org.hl7.fhir.r4.model.Organization;
import org.springframework.stereotype.Component;

/** The partner centres and their review services, as they stand in storage. */
@Component
class Directory {

    private final FhirStore store;

    Directory(FhirStore store) {
        this.store = store;
    }

    /** A service in both shapes: as it is stored, and as it is compared. */
    record Listed(HealthcareService stored, ReviewService service) {}

    /** All review services by id, the inactive ones among them. */
    Map<String, Listed> all() {
        Set<String> closed = store.search(FhirQuery.of(Organization.class).where("active", "false")).stream()
                .map(organization -> organization.getIdElement().getIdPart())
                .collect(Collectors.toSet());
        Map<String, Listed> services = new LinkedHashMap<>();
        for (HealthcareService service : store.search(FhirQuery.of(HealthcareService.class))) {
            boolean open = !closed.contains(
                    service.getProvidedBy().getReferenceElement().getIdPart());
            services.put(
                    service.getIdElement().getIdPart(), new Listed(service, ReviewServiceReader.read(service, open)));
        }
        return services;
    }

    List<Organization> organizations(List<String> ids) {
        return ids.isEmpty()
                ? List.of()
                : store.search(FhirQuery.of(Organization.class).where("_id", ids));
    }

    Optional<Organization> organization(String id) {
        return store.find(Organization.class, id);
    }

    /** Whether this Organization is active and provides an active review service. */
    boolean takesCases(String organizationId) {
        return organization(organizationId).filter(Organization::getActive).isPresent()
                && !store.search(FhirQuery.of(HealthcareService.class)
                                .where("organization", "Organization/" + organizationId)
                                .where("active", "true"))
                        .isEmpty();
    }
}

package health.consilium.centres;

import health.consilium.centres.rules.CentreReports;
import health.consilium.centres.rules.KnownVersions;
import health.consilium.centres.rules.PriceList;
import health.consilium.centres.rules.PriceListReader;
import health.consilium.centres.rules.ReportFacts;
import health.consilium.centres.rules.ReviewService;
import health.consilium.centres.rules.ReviewServiceReader;
import health.consilium.centres.rules.ServiceFacts;
import health.consilium.fhir.FhirQuery;
import health.consilium.fhir.FhirStore;
import health.consilium.workflow.ReviewServices;
import health.consilium.workflow.WorkflowSettings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.HealthcareService;
import org.hl7.fhir.r4.model.MeasureReport;
import org.hl7.fhir.r4.model.Organization;
import org.springframework.stereotype.Component;

/** The partner centres and their review services, as they stand in storage. */
@Component
class Directory {

    /** Services whose facts are kept, some kilobytes each; a larger directory is read anew in part. */
    private static final int MOST = 10_000;

    private final FhirStore store;
    private final WorkflowSettings workflow;
    private final KnownVersions<HealthcareService, ServiceFacts> services =
            new KnownVersions<>(MOST, ReviewServiceReader::facts);
    private final KnownVersions<MeasureReport, ReportFacts> reports = new KnownVersions<>(2 * MOST, ReportFacts::of);

    Directory(FhirStore store, WorkflowSettings workflow) {
        this.store = store;
        this.workflow = workflow;
    }

    /** A service in both shapes: as it is stored, and as it is compared. */
    record Listed(HealthcareService stored, ReviewService service) {}

    /** All review services by id, the inactive ones among them, with what they know of one tumour type. */
    Map<String, Listed> all(String tumourType) {
        Set<String> closed = store.search(FhirQuery.of(Organization.class).where("active", "false")).stream()
                .map(organization -> organization.getIdElement().getIdPart())
                .collect(Collectors.toSet());
        CentreReports behind = CentreReports.ofFacts(store.search(FhirQuery.of(MeasureReport.class)).stream()
                .map(reports::of)
                .toList());
        Map<String, Listed> listed = new LinkedHashMap<>();
        for (HealthcareService service : store.search(FhirQuery.of(HealthcareService.class))) {
            if (ReviewServices.isReview(service)) {
                boolean open = !closed.contains(
                        service.getProvidedBy().getReferenceElement().getIdPart());
                listed.put(
                        service.getIdElement().getIdPart(),
                        new Listed(service, services.of(service).forType(tumourType, open, behind)));
            }
        }
        return listed;
    }

    List<Organization> organizations(List<String> ids) {
        return ids.isEmpty()
                ? List.of()
                : store.search(FhirQuery.of(Organization.class).where("_id", ids));
    }

    Optional<Organization> organization(String id) {
        return store.find(Organization.class, id);
    }

    /** The review service with this id, if it and its centre take part. */
    Optional<HealthcareService> service(String id) {
        return store.find(HealthcareService.class, id)
                .filter(ReviewServices::isReview)
                .filter(HealthcareService::getActive)
                .filter(service -> organization(
                                service.getProvidedBy().getReferenceElement().getIdPart())
                        .filter(Organization::getActive)
                        .isPresent());
    }

    /** Whether this Organization is active and provides an active review service. */
    boolean takesCases(String organizationId) {
        return organization(organizationId).filter(Organization::getActive).isPresent()
                && !reviewsOf(organizationId).isEmpty();
    }

    /** The active review services of this Organization. */
    List<HealthcareService> reviewsOf(String organizationId) {
        return ReviewServices.of("Organization/" + organizationId, store);
    }

    /** What the coordination desk asks for its own work; empty until somebody has entered it. */
    PriceList deskPrices() {
        return new PriceList(ReviewServices.active(workflow.coordinationDeskReference(), store).stream()
                .filter(service -> !ReviewServices.isReview(service))
                .flatMap(service -> PriceListReader.read(service).prices().stream())
                .toList());
    }
}

package health.consilium.workflow;

import health.consilium.fhir.FhirPackage;
import health.consilium.fhir.FhirStore;
import org.hl7.fhir.r4.model.Organization;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Sees to it that the Organization that owns every case exists. */
@Component
@Order(10)
class CoordinationDesk implements ApplicationRunner {

    private final FhirStore store;
    private final WorkflowSettings settings;

    CoordinationDesk(FhirStore store, WorkflowSettings settings) {
        this.store = store;
        this.settings = settings;
    }

    @Override
    public void run(ApplicationArguments arguments) {
        if (store.find(Organization.class, settings.coordinationDesk()).isEmpty()) {
            Organization desk = new Organization();
            desk.setId(settings.coordinationDesk());
            desk.setActive(true);
            desk.setName(settings.coordinationDeskName());
            desk.addIdentifier()
                    .setSystem(FhirPackage.CANONICAL + "/sid/organization")
                    .setValue(settings.coordinationDesk());
            store.create(desk);
        }
    }
}

package health.consilium.demo;

import ca.uhn.fhir.context.FhirContext;
import health.consilium.access.Compartment;
import health.consilium.fhir.FhirStore;
import java.io.IOException;
import java.time.Clock;
import java.time.ZoneOffset;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Resource;
import org.springframework.context.annotation.Profile;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Brings each case of the demo once. That it came is written down: a case that is being erased takes nothing in, and one that was
 * erased would come anew.
 */
@Component
@Profile("demo")
class DemoCases {

    private final FhirStore store;
    private final FhirContext context;
    private final JdbcClient jdbc;
    private final Clock clock;

    DemoCases(FhirStore store, FhirContext context, JdbcClient jdbc, Clock clock) {
        this.store = store;
        this.context = context;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * A start that ends between the two comes again; the identifiers in the transaction see to it that nothing is there twice.
     *
     * @param patientId of the patient, whom a login of the demo names
     */
    void bringOnce(String name, String patientId, String transaction, DemoHospital hospital)
            throws IOException, InterruptedException {
        if (!isBrought(name)) {
            createOnce(patient(transaction, patientId));
            hospital.send(transaction);
            note(name);
        }
    }

    void createOnce(Resource resource) {
        if (store.find(resource.fhirType() + "/" + resource.getIdElement().getIdPart())
                .isEmpty()) {
            store.create(resource);
        }
    }

    /** The person of the demo login is the patient that the hospital sends, known by the record number. */
    private Patient patient(String transaction, String id) {
        Patient patient = context.newJsonParser().parseResource(Bundle.class, transaction).getEntry().stream()
                .map(Bundle.BundleEntryComponent::getResource)
                .filter(Patient.class::isInstance)
                .map(Patient.class::cast)
                .findFirst()
                .orElseThrow();
        patient.setId("Patient/" + id);
        patient.getMeta().addSecurity(Compartment.ofContributor(DemoHospital.ID));
        return patient;
    }

    private boolean isBrought(String name) {
        return jdbc.sql("select count(*) from demo_case where name = :name")
                        .param("name", name)
                        .query(Integer.class)
                        .single()
                > 0;
    }

    private void note(String name) {
        jdbc.sql("insert into demo_case (name, brought_at) values (:name, :now) on conflict (name) do nothing")
                .param("name", name)
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .update();
    }
}

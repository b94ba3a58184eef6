package health.consilium.bench.access;

import ca.uhn.fhir.context.FhirContext;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleType;
import org.hl7.fhir.r4.model.Bundle.HTTPVerb;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Observation.ObservationStatus;
import org.hl7.fhir.r4.model.Organization;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Quantity;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.hl7.fhir.r4.model.ServiceRequest.ServiceRequestIntent;
import org.hl7.fhir.r4.model.ServiceRequest.ServiceRequestStatus;

/** What the hospital sends: cases, each of one patient with a row of laboratory results and vital signs. */
final class Records {

    static final String CATEGORY = "http://terminology.hl7.org/CodeSystem/observation-category";

    private static final LocalDate TODAY = LocalDate.of(2026, 6, 1);
    private static final String PATIENT = "urn:uuid:00000000-0000-4000-8000-000000000001";
    private static final String REQUEST_CATEGORY = "https://w3id.org/consilium/fhir/CodeSystem/request-category";

    private Records() {}

    /** By the desk, once. */
    static byte[] organizations() {
        Bundle bundle = new Bundle().setType(BundleType.TRANSACTION);
        for (String id : new String[] {"bench", Hospital.ID}) {
            Organization organization = new Organization().setActive(true).setName(id);
            organization.setId(id);
            bundle.addEntry()
                    .setResource(organization)
                    .getRequest()
                    .setMethod(HTTPVerb.PUT)
                    .setUrl("Organization/" + id);
        }
        return bytes(bundle);
    }

    static byte[] caseOf(int number, int results) {
        Bundle bundle = new Bundle().setType(BundleType.TRANSACTION);
        Patient patient = new Patient();
        patient.addName().setFamily("Otieno").addGiven("Number " + number);
        patient.addIdentifier().setSystem("urn:consilium:bench:mrn").setValue(Integer.toString(number));
        add(bundle, patient, PATIENT);
        ServiceRequest request = new ServiceRequest()
                .setStatus(ServiceRequestStatus.ACTIVE)
                .setIntent(ServiceRequestIntent.ORDER)
                .addCategory(new CodeableConcept(new Coding(REQUEST_CATEGORY, "second-opinion", null)))
                .setSubject(new Reference(PATIENT));
        request.getMeta().addProfile("https://w3id.org/consilium/fhir/StructureDefinition/case-request");
        add(bundle, request, "urn:uuid:00000000-0000-4000-8000-000000000002");
        for (int i = 0; i < results; i++) {
            add(bundle, result(i), "urn:uuid:00000000-0000-4000-9000-%012d".formatted(i));
        }
        return bytes(bundle);
    }

    private static Observation result(int i) {
        Observation result = new Observation()
                .setStatus(ObservationStatus.FINAL)
                .addCategory(new CodeableConcept(new Coding(CATEGORY, i % 2 == 0 ? "laboratory" : "vital-signs", null)))
                .setCode(new CodeableConcept(new Coding("http://loinc.org", "8" + i % 1000 + "-4", "Result " + i)))
                .setSubject(new Reference(PATIENT))
                .setEffective(new DateTimeType(TODAY.minusDays(i).toString()))
                .setValue(new Quantity(i % 90).setUnit("%"));
        result.addNote().setText("Measured twice; the second value counts. Kept as the laboratory wrote it.");
        return result;
    }

    private static void add(Bundle bundle, Resource resource, String fullUrl) {
        bundle.addEntry()
                .setFullUrl(fullUrl)
                .setResource(resource)
                .getRequest()
                .setMethod(HTTPVerb.POST)
                .setUrl(resource.fhirType());
    }

    private static byte[] bytes(Resource resource) {
        return FhirContext.forR4Cached()
                .newJsonParser()
                .encodeResourceToString(resource)
                .getBytes(StandardCharsets.UTF_8);
    }
}

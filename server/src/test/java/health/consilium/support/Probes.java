package health.consilium.support;

import static org.assertj.core.api.Assertions.assertThat;

import health.consilium.support.Api.Response;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Coverage;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.ListResource;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;

/** What somebody who means harm sends, and how to see whether the answers tell anything. */
public final class Probes {

    /** The system of the labels that say whose a resource is. */
    public static final String COMPARTMENT = "https://w3id.org/consilium/fhir/CodeSystem/compartment";

    private Probes() {}

    /** Whoever has both answers does not learn which of them found something. */
    public static void indistinguishable(Response hit, Response miss) {
        assertThat(hit.status()).isEqualTo(miss.status());
        assertThat(blanked(hit)).isEqualTo(blanked(miss));
    }

    /** Without what differs between any two answers. */
    private static String blanked(Response response) {
        return response.text()
                .replaceAll("[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}(-[0-9a-f]{15})?", "id")
                .replaceAll("\"lastUpdated\":\"[^\"]+\"", "")
                .replaceAll("\"url\":\"[^\"]+\"", "")
                .replaceAll("patient\\.[A-Z0-9-]+", "");
    }

    /** Of one entry. */
    public static Bundle transactionOf(Bundle.HTTPVerb method, String url, Resource resource) {
        Bundle bundle = new Bundle().setType(Bundle.BundleType.TRANSACTION);
        bundle.addEntry().setResource(resource).getRequest().setMethod(method).setUrl(url);
        return bundle;
    }

    /** Creates each of them. */
    public static Bundle batchOf(Resource... resources) {
        Bundle batch = new Bundle().setType(Bundle.BundleType.BATCH);
        for (Resource resource : resources) {
            batch.addEntry()
                    .setResource(resource)
                    .getRequest()
                    .setMethod(Bundle.HTTPVerb.POST)
                    .setUrl(resource.fhirType());
        }
        return batch;
    }

    public static Coverage coverageOf(Journey journey) {
        return new Coverage()
                .setStatus(Coverage.CoverageStatus.ACTIVE)
                .setBeneficiary(new Reference("Patient/" + journey.patientId()))
                .addPayor(new Reference("Organization/hospital-nairobi"));
    }

    /** About the patient, with an identifier to find it by. */
    public static ListResource listOf(Journey journey) {
        ListResource list = new ListResource();
        list.setStatus(ListResource.ListStatus.CURRENT);
        list.setMode(ListResource.ListMode.WORKING);
        list.addIdentifier(
                new Identifier().setSystem("https://example.org/lists").setValue("L-" + journey.patientId()));
        list.setSubject(new Reference("Patient/" + journey.patientId()));
        return list;
    }

    public static Observation observationOf(Journey journey) {
        Observation observation = new Observation();
        observation.setStatus(Observation.ObservationStatus.FINAL);
        observation.setCode(new CodeableConcept(new Coding("http://loinc.org", "29463-7", null)));
        observation.setSubject(new Reference("Patient/" + journey.patientId()));
        return observation;
    }
}

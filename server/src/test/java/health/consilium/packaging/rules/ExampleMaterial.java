package health.consilium.packaging.rules;

import ca.uhn.fhir.context.FhirContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import org.hl7.fhir.r4.model.Binary;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.DetectedIssue;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.PlanDefinition;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/** The example cases as they lie in storage: with ids, labels and a case number. */
public final class ExampleMaterial {

    public static final String CASE_NUMBER = "C-2026-0EXAMPLE";
    public static final ReferralDocument.Stamp STAMP = new ReferralDocument.Stamp(
            "https://consilium.test/fhir",
            "11111111-1111-1111-1111-111111111111",
            "22222222-2222-2222-2222-222222222222",
            new Date(1_790_000_000_000L));

    private static final FhirContext CONTEXT = FhirContext.forR4Cached();
    private static final Catalogue CATALOGUE = Catalogue.of(checklists());

    private ExampleMaterial() {}

    public static Catalogue catalogue() {
        return CATALOGUE;
    }

    public static ReferralMaterial of(String tumour, DetectedIssue... gaps) {
        Bundle stored = stored(tumour);
        List<Resource> all = stored.getEntry().stream()
                .map(Bundle.BundleEntryComponent::getResource)
                .toList();
        ServiceRequest request = first(all, ServiceRequest.class);
        request.setRequisition(new Identifier()
                .setSystem("https://w3id.org/consilium/fhir/sid/case-number")
                .setValue(CASE_NUMBER));
        List<Resource> facts = all.stream()
                .filter(resource -> !(resource instanceof Patient
                        || resource instanceof ServiceRequest
                        || resource instanceof Binary
                        || resource instanceof DocumentReference))
                .toList();
        List<DocumentReference> documents = all.stream()
                .filter(DocumentReference.class::isInstance)
                .map(DocumentReference.class::cast)
                .toList();
        return new ReferralMaterial(
                request,
                first(all, Patient.class),
                new Reference("Organization/coordination"),
                facts,
                documents,
                List.of(gaps),
                List.of());
    }

    private static <T> T first(List<Resource> all, Class<T> type) {
        return all.stream().filter(type::isInstance).map(type::cast).findFirst().orElseThrow();
    }

    /** What the server makes of the transaction: ids for placeholders, labels on everything. */
    private static Bundle stored(String tumour) {
        Bundle sent = CONTEXT.newJsonParser()
                .parseResource(Bundle.class, text("health/consilium/demo/" + tumour + "/transaction.json"));
        String json = CONTEXT.newJsonParser().encodeResourceToString(sent);
        List<String> ids = new ArrayList<>();
        for (Bundle.BundleEntryComponent entry : sent.getEntry()) {
            String id =
                    entry.getResource().fhirType() + "/" + entry.getFullUrl().substring("urn:uuid:".length());
            ids.add(id);
            json = json.replace("\"" + entry.getFullUrl() + "\"", "\"" + id + "\"");
        }
        Bundle stored = CONTEXT.newJsonParser().parseResource(Bundle.class, json);
        for (int i = 0; i < ids.size(); i++) {
            Resource resource = stored.getEntry().get(i).getResource();
            resource.setId(ids.get(i));
            resource.getMeta()
                    .addSecurity(new Coding(
                            "https://w3id.org/consilium/fhir/CodeSystem/compartment", "case." + CASE_NUMBER, null));
            resource.getMeta().setVersionId("1").setLastUpdated(new Date(1_780_000_000_000L));
        }
        return stored;
    }

    private static List<PlanDefinition> checklists() {
        try {
            return Arrays.stream(new PathMatchingResourcePatternResolver()
                            .getResources(
                                    "classpath*:health/consilium/terminology/package/PlanDefinition-checklist-*.json"))
                    .map(file -> {
                        try (InputStream in = file.getInputStream()) {
                            return CONTEXT.newJsonParser().parseResource(PlanDefinition.class, in);
                        } catch (IOException e) {
                            throw new UncheckedIOException(e);
                        }
                    })
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(String name) {
        try (InputStream in = ExampleMaterial.class.getClassLoader().getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(name, e);
        }
    }
}

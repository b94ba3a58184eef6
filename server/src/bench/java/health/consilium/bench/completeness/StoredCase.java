package health.consilium.bench.completeness;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.parser.IParser;
import health.consilium.terminology.rules.Checklist;
import health.consilium.terminology.rules.Systems;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.hl7.fhir.r4.model.Attachment;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleEntryComponent;
import org.hl7.fhir.r4.model.Bundle.BundleType;
import org.hl7.fhir.r4.model.Bundle.HTTPVerb;
import org.hl7.fhir.r4.model.CanonicalType;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Condition;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.ImagingStudy;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;

/** The breast case of the examples, grown to any number of resources by what {@link CaseOf} writes. */
final class StoredCase {
    private static final String EXAMPLE = "/health/consilium/demo/breast/transaction.json";
    private static final IParser JSON = FhirContext.forR4Cached().newJsonParser();

    private StoredCase() {}

    /** As a hospital sends it: a patient of its own, and the bytes of the documents with it. */
    static byte[] transaction(Checklist checklist, int size) {
        Bundle bundle = example();
        BundleEntryComponent patient = entry(bundle, Patient.class);
        patient.getRequest().setIfNoneExist(null);
        Attachment attachment = ((DocumentReference)
                        entry(bundle, DocumentReference.class).getResource())
                .getContentFirstRep()
                .getAttachment();
        CaseOf.records(checklist, size).stream()
                .filter(record -> !(record instanceof Patient || record instanceof Condition))
                .limit(size - bundle.getEntry().size())
                .forEach(record -> add(bundle, record, new Reference(patient.getFullUrl()), attachment));
        return bytes(bundle);
    }

    private static void add(Bundle bundle, Resource record, Reference patient, Attachment bytes) {
        if (record instanceof Observation result) {
            result.setSubject(patient);
        } else if (record instanceof ImagingStudy study) {
            study.setSubject(patient);
        } else if (record instanceof DocumentReference document) {
            document.setSubject(patient);
            if (!document.getType().getCodingFirstRep().getSystem().equals(Systems.LOINC)) {
                document.setType(new CodeableConcept(new Coding(Systems.LOINC, "11526-1", null)));
            }
            String language = document.getContentFirstRep().getAttachment().getLanguage();
            document.getContentFirstRep().setAttachment(bytes.copy().setLanguage(language));
        }
        record.setId((String) null);
        bundle.addEntry()
                .setFullUrl("urn:uuid:" + UUID.randomUUID())
                .setResource(record)
                .getRequest()
                .setMethod(HTTPVerb.POST)
                .setUrl(record.fhirType());
    }

    /** A question about records that were not sent yet. */
    static byte[] precheck(Checklist checklist, int size) {
        Bundle records = new Bundle().setType(BundleType.COLLECTION);
        CaseOf.records(checklist, size).forEach(record -> records.addEntry().setResource(record));
        return question(checklist, records);
    }

    /** The example itself, without the bytes of its documents. */
    static byte[] precheck(Checklist checklist) {
        Bundle records = example();
        records.getEntry().removeIf(entry -> entry.getResource().fhirType().equals("Binary"));
        return question(checklist, records);
    }

    private static byte[] question(Checklist checklist, Bundle records) {
        Parameters question = new Parameters();
        question.addParameter().setName("records").setResource(records);
        question.addParameter().setName("checklist").setValue(new CanonicalType(checklist.url()));
        return bytes(question);
    }

    private static BundleEntryComponent entry(Bundle bundle, Class<? extends Resource> type) {
        return bundle.getEntry().stream()
                .filter(entry -> type.isInstance(entry.getResource()))
                .findFirst()
                .orElseThrow();
    }

    private static Bundle example() {
        try (InputStream in = StoredCase.class.getResourceAsStream(EXAMPLE)) {
            return JSON.parseResource(Bundle.class, in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The id that the server gave to the case. */
    static String caseId(String answer) {
        List<BundleEntryComponent> entries =
                JSON.parseResource(Bundle.class, answer).getEntry();
        return entries.stream()
                .map(entry -> String.valueOf(entry.getResponse().getLocation()))
                .filter(location -> location.startsWith("ServiceRequest/"))
                .map(location -> location.split("/")[1])
                .findFirst()
                .orElseThrow();
    }

    private static byte[] bytes(Resource resource) {
        return JSON.encodeResourceToString(resource).getBytes(StandardCharsets.UTF_8);
    }
}

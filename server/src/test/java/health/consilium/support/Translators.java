package health.consilium.support;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.hl7.fhir.r4.model.Attachment;
import org.hl7.fhir.r4.model.Binary;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleType;
import org.hl7.fhir.r4.model.Bundle.HTTPVerb;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.DocumentReference.DocumentRelationshipType;
import org.hl7.fhir.r4.model.Enumerations.DocumentReferenceStatus;
import org.hl7.fhir.r4.model.InstantType;
import org.hl7.fhir.r4.model.Provenance;
import org.hl7.fhir.r4.model.Provenance.ProvenanceEntityRole;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.Task;
import org.hl7.fhir.r4.model.Task.TaskStatus;

/** The two translators of the demo at work. */
public final class Translators {

    public static final String FIRST = "translator-1";
    public static final String SECOND = "translator-2";

    private static final String SO = "https://w3id.org/consilium/fhir/";
    private static final Map<String, String> EXAMPLES = Map.of(
            "hi", "breast/translations/pathology.en.pdf",
            "zh-Hans", "nsclc/translations/pathology.en.pdf",
            "ar", "hcc/translations/laboratory.en.pdf");

    private Translators() {}

    /** Translates and verifies everything that waits in this case; the case goes on to matching if it was translating. */
    public static void translateAll(Journey journey) {
        journey.tasks("translate").stream().filter(Translators::isFree).forEach(task -> translate(task, "en"));
        journey.tasks("verify-translation").stream().filter(Translators::isFree).forEach(Translators::verify);
    }

    /** The same for the documents of an opinion, into the language of the patient. */
    public static void translateReports(Journey journey, String language) {
        journey.tasks("translate-report").stream()
                .filter(Translators::isFree)
                .forEach(task -> translate(task, language));
        journey.tasks("verify-report-translation").stream()
                .filter(Translators::isFree)
                .forEach(Translators::verify);
    }

    private static boolean isFree(Task task) {
        return task.getStatus() == TaskStatus.REQUESTED;
    }

    /** The first translator takes the Task and sends a translation. */
    public static Bundle translate(Task task, String language) {
        Api translator = Api.person(FIRST);
        Task taken = take(translator, task);
        return translator.transaction(translation(translator, taken, language)).as(Bundle.class);
    }

    /** The second translator takes the Task and accepts the translation. */
    public static Task verify(Task task) {
        Api translator = Api.person(SECOND);
        return Journey.moved(translator, take(translator, task), "completed");
    }

    public static Task take(Api translator, Task task) {
        Task waiting = translator.read(Task.class, Journey.reference(task));
        String patch = "[{\"op\":\"replace\",\"path\":\"/status\",\"value\":\"accepted\"}]";
        return translator
                .patch(Journey.reference(task), waiting.getMeta().getVersionId(), patch)
                .as(Task.class);
    }

    /** What a translator sends: the bytes, the DocumentReference, who made it, and the completed Task. */
    public static Bundle translation(Api translator, Task task, String language) {
        DocumentReference original =
                translator.read(DocumentReference.class, task.getFocus().getReference());
        String of = original.getContentFirstRep().getAttachment().getLanguage();
        byte[] bytes = ExampleCases.bytes(EXAMPLES.getOrDefault(of, "hcc/opinion/report-ar.pdf"));
        Bundle bundle = new Bundle().setType(BundleType.TRANSACTION);
        String binary =
                add(bundle, new Binary().setContentType("application/pdf").setData(bytes));
        String document = add(bundle, document(original, binary, language));
        add(bundle, provenance(task, document));
        Task completed = task.copy();
        completed.setStatus(TaskStatus.COMPLETED);
        completed
                .addOutput()
                .setType(new CodeableConcept(new Coding(SO + "CodeSystem/task-input", "translation", null)))
                .setValue(new Reference(document));
        bundle.addEntry()
                .setResource(completed)
                .getRequest()
                .setMethod(HTTPVerb.PUT)
                .setUrl(Journey.reference(task))
                .setIfMatch("W/\"" + task.getMeta().getVersionId() + "\"");
        return bundle;
    }

    private static DocumentReference document(DocumentReference original, String binary, String language) {
        DocumentReference document = new DocumentReference();
        document.getMeta().addProfile(SO + "StructureDefinition/translation");
        document.setStatus(DocumentReferenceStatus.CURRENT);
        document.setType(original.getType().copy());
        document.addRelatesTo().setCode(DocumentRelationshipType.TRANSFORMS).setTarget(Journey.to(original));
        document.addContent()
                .setAttachment(new Attachment()
                        .setContentType("application/pdf")
                        .setLanguage(language)
                        .setUrl(binary)
                        .setTitle("Translation"));
        return document;
    }

    private static Provenance provenance(Task task, String document) {
        Provenance provenance = new Provenance();
        provenance.getMeta().addProfile(SO + "StructureDefinition/translation-provenance");
        provenance.addExtension(SO + "StructureDefinition/translation-method", new CodeType("human"));
        provenance.addTarget(new Reference(document));
        provenance.setRecordedElement(new InstantType("2026-11-24T10:00:00Z"));
        provenance.setActivity(new CodeableConcept(
                new Coding("http://terminology.hl7.org/CodeSystem/iso-21089-lifecycle", "transform", null)));
        provenance
                .addAgent()
                .setType(new CodeableConcept(new Coding(
                        "http://terminology.hl7.org/CodeSystem/provenance-participant-type", "performer", null)))
                .setWho(task.getOwner().copy());
        provenance
                .addEntity()
                .setRole(ProvenanceEntityRole.SOURCE)
                .setWhat(task.getFocus().copy());
        return provenance;
    }

    private static String add(Bundle bundle, Resource resource) {
        String fullUrl = "urn:uuid:" + UUID.randomUUID();
        bundle.addEntry()
                .setFullUrl(fullUrl)
                .setResource(resource)
                .getRequest()
                .setMethod(HTTPVerb.POST)
                .setUrl(resource.fhirType());
        return fullUrl;
    }

    /** The entry of this type in a translator's transaction, to be spoilt. */
    public static <T extends Resource> T entry(Bundle bundle, Class<T> type) {
        return List.copyOf(bundle.getEntry()).stream()
                .map(Bundle.BundleEntryComponent::getResource)
                .filter(type::isInstance)
                .map(type::cast)
                .findFirst()
                .orElseThrow();
    }
}

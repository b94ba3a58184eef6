package health.consilium.examples.coordinator;

import java.io.IOException;
import java.util.List;
import java.util.UUID;
import org.hl7.fhir.r4.model.Attachment;
import org.hl7.fhir.r4.model.Binary;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleType;
import org.hl7.fhir.r4.model.Bundle.HTTPVerb;
import org.hl7.fhir.r4.model.CodeType;
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

/** A translator: takes work from the pool, translates, or verifies what another has translated. */
final class Translator {

    private final Caller caller;
    private final Story story;

    Translator(Caller caller, Story story) {
        this.caller = caller;
        this.story = story;
    }

    /** Where a translator finds the translation of a document. */
    interface Desk {
        CaseFolder.Translation translationOf(DocumentReference original) throws IOException;
    }

    /** Translates what waits for a translator in this case, each document for itself. */
    void translate(String code, String caseNumber, Desk desk) throws IOException {
        for (Task waiting : pool(code, caseNumber)) {
            Task taken = caller.move(waiting, TaskStatus.ACCEPTED);
            DocumentReference original = caller.read(DocumentReference.class, taken.getFocus());
            CaseFolder.Translation translation = desk.translationOf(original);
            caller.fhir()
                    .transaction()
                    .withBundle(finished(taken, original, translation))
                    .execute();
            story.tell(
                    caller.name(),
                    "translates \"%s\" from %s to %s",
                    original.getDescription(),
                    original.getContentFirstRep().getAttachment().getLanguage(),
                    translation.language());
        }
    }

    /** Verifies what another person has translated in this case. The server refuses it to the translator. */
    void verify(String code, String caseNumber) {
        List<Task> waiting = pool(code, caseNumber);
        for (Task task : waiting) {
            caller.move(caller.move(task, TaskStatus.ACCEPTED), TaskStatus.COMPLETED);
        }
        if (!waiting.isEmpty()) {
            story.tell(caller.name(), "has compared %d translation(s) with the originals", waiting.size());
        }
    }

    /** Work of this kind that nobody has taken yet; a Task in the pool bears the number of its case. */
    private List<Task> pool(String code, String caseNumber) {
        return caller
                .search(
                        Task.class,
                        Task.CODE.exactly().systemAndCode(Codes.TASK_CODE, code),
                        Task.STATUS.exactly().code("requested"))
                .stream()
                .filter(task -> task.getGroupIdentifier().getValue().equals(caseNumber))
                .toList();
    }

    /** One transaction, all or nothing: the bytes, the document, who made it, and the completed Task. */
    private static Bundle finished(Task task, DocumentReference original, CaseFolder.Translation translation) {
        Bundle bundle = new Bundle().setType(BundleType.TRANSACTION);
        Binary binary = new Binary().setContentType(translation.contentType());
        binary.setData(translation.bytes());
        String bytes = create(bundle, binary);
        String document = create(bundle, document(original, bytes, translation));
        create(bundle, provenance(task, document));
        Task completed = task.copy();
        completed.setStatus(TaskStatus.COMPLETED);
        completed.addOutput(Codes.output("translation", new Reference(document)));
        bundle.addEntry()
                .setResource(completed)
                .getRequest()
                .setMethod(HTTPVerb.PUT)
                .setUrl(Codes.to(task).getReference())
                .setIfMatch("W/\"" + task.getMeta().getVersionId() + "\"");
        return bundle;
    }

    private static DocumentReference document(
            DocumentReference original, String bytes, CaseFolder.Translation translation) {
        DocumentReference document = new DocumentReference();
        document.getMeta().addProfile(Codes.SO + "/StructureDefinition/translation");
        document.setStatus(DocumentReferenceStatus.CURRENT);
        document.setType(original.getType().copy());
        document.addRelatesTo().setCode(DocumentRelationshipType.TRANSFORMS).setTarget(Codes.to(original));
        document.addContent()
                .setAttachment(new Attachment()
                        .setContentType(translation.contentType())
                        .setLanguage(translation.language())
                        .setTitle(translation.title())
                        .setUrl(bytes));
        return document;
    }

    private static Provenance provenance(Task task, String document) {
        Provenance provenance = new Provenance();
        provenance.getMeta().addProfile(Codes.SO + "/StructureDefinition/translation-provenance");
        provenance.addExtension(Codes.SO + "/StructureDefinition/translation-method", new CodeType("human"));
        provenance.addTarget(new Reference(document));
        provenance.setRecordedElement(InstantType.now());
        provenance.setActivity(Codes.concept("http://terminology.hl7.org/CodeSystem/iso-21089-lifecycle", "transform"));
        provenance
                .addAgent()
                .setType(
                        Codes.concept("http://terminology.hl7.org/CodeSystem/provenance-participant-type", "performer"))
                .setWho(task.getOwner().copy());
        provenance
                .addEntity()
                .setRole(ProvenanceEntityRole.SOURCE)
                .setWhat(task.getFocus().copy());
        return provenance;
    }

    private static String create(Bundle bundle, Resource resource) {
        String fullUrl = "urn:uuid:" + UUID.randomUUID();
        bundle.addEntry()
                .setFullUrl(fullUrl)
                .setResource(resource)
                .getRequest()
                .setMethod(HTTPVerb.POST)
                .setUrl(resource.fhirType());
        return fullUrl;
    }
}

package health.consilium.translation;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.api.server.SystemRequestDetails;
import health.consilium.access.Caller;
import health.consilium.access.Callers;
import health.consilium.access.Role;
import health.consilium.fhir.FhirQuery;
import health.consilium.fhir.FhirStore;
import health.consilium.fhir.Refusal;
import health.consilium.fhir.StorageInterceptor;
import health.consilium.translation.rules.Translated;
import health.consilium.workflow.rules.TaskKind;
import java.util.Arrays;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.DocumentReference.ReferredDocumentStatus;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Task;
import org.hl7.fhir.r4.model.Task.TaskStatus;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/**
 * Takes a translation from whoever has the Task for it. What a translator may not see, such as the patient and the case, the
 * server copies from the original.
 */
@Component
@Interceptor(order = 130)
class TranslationIntake implements StorageInterceptor {

    private final Callers callers;
    private final FhirStore store;
    private final Translations translations;

    TranslationIntake(Callers callers, @Lazy FhirStore store, @Lazy Translations translations) {
        this.callers = callers;
        this.store = store;
        this.translations = translations;
    }

    /** Before references are checked: those to the patient and the case are not the translator's to make. */
    @Hook(value = Pointcut.STORAGE_PRESTORAGE_RESOURCE_CREATED, order = 90)
    public void checkTask(IBaseResource created, RequestDetails request) {
        if (!isClients(created, request)) {
            return;
        }
        DocumentReference document = (DocumentReference) created;
        Caller caller = callers.current();
        String original = Translated.original(document).orElseThrow(() -> Refusal.unprocessable(
                        "invalid-profile",
                        "A translation has exactly one relatesTo with code transforms; its target is the original.",
                        "DocumentReference.relatesTo")
                .asException());
        if (!hasTaskFor(original, caller)) {
            throw Refusal.unprocessable(
                            "illegal-transition",
                            "A translation is made for a Task translate or translate-report that you have taken and not"
                                    + " ended; there is none for " + original + ".",
                            "DocumentReference.relatesTo")
                    .asException();
        }
        if (caller.is(Role.TRANSLATOR)) {
            document.setSubject(null);
            document.setContext(null);
        }
    }

    private boolean hasTaskFor(String original, Caller caller) {
        return store
                .search(FhirQuery.of(Task.class)
                        .where("focus", original)
                        .where(
                                "code",
                                Arrays.stream(Direction.values())
                                        .map(direction -> TaskKind.Codes.SYSTEM + "|" + direction.translate())
                                        .toList()))
                .stream()
                .filter(task -> task.getStatus() == TaskStatus.ACCEPTED
                        || task.getStatus() == TaskStatus.INPROGRESS
                        || task.getStatus() == TaskStatus.ONHOLD)
                .anyMatch(task -> caller.isMeantBy(task.getOwner()));
    }

    @Hook(Pointcut.STORAGE_PRESTORAGE_RESOURCE_CREATED)
    public void complete(IBaseResource created, RequestDetails request) {
        if (!isClients(created, request)) {
            return;
        }
        DocumentReference document = (DocumentReference) created;
        Translated.original(document).flatMap(translations::document).ifPresent(original -> copy(original, document));
        if (!document.getMeta().hasProfile(Translated.TRANSLATION)) {
            document.getMeta().addProfile(Translated.TRANSLATION);
        }
        // Until a second person has read it.
        document.setDocStatus(ReferredDocumentStatus.PRELIMINARY);
    }

    private static void copy(DocumentReference original, DocumentReference translation) {
        translation.setSubject(original.getSubject().copy());
        original.getContext().getRelated().stream()
                .filter(related ->
                        translation.getContext().getRelated().stream().noneMatch(known -> known.equalsDeep(related)))
                .forEach(related -> translation.getContext().addRelated(related.copy()));
        if (!translation.hasType()) {
            translation.setType(original.getType().copy());
        }
        name(original, translation);
    }

    /**
     * Recipients may drop {@code relatesTo} (MHD's PartialTransformContentNotProcessed); the number of the original in the
     * description stays.
     */
    private static void name(DocumentReference original, DocumentReference translation) {
        Identifier identifier =
                original.hasIdentifier() ? original.getIdentifierFirstRep() : original.getMasterIdentifier();
        String number = identifier.hasValue() ? identifier.getValue() : Translated.reference(original);
        String said = translation.hasDescription() ? translation.getDescription() : "";
        if (!said.contains(number)) {
            translation.setDescription(
                    said.isEmpty() ? "Translation of " + number : said + " (translation of " + number + ")");
        }
    }

    /** Whether a translation is verified, the server alone says. */
    @Hook(Pointcut.STORAGE_PRESTORAGE_RESOURCE_UPDATED)
    public void beforeUpdate(IBaseResource before, IBaseResource after, RequestDetails request) {
        if (!isClients(before, request)) {
            return;
        }
        DocumentReference old = (DocumentReference) before;
        DocumentReference document = (DocumentReference) after;
        if (old.getDocStatus() != document.getDocStatus()) {
            throw Refusal.unprocessable(
                            "illegal-transition",
                            "The docStatus of a translation becomes final when its verify Task is completed by a second"
                                    + " person, not otherwise.",
                            "DocumentReference.docStatus")
                    .asException();
        }
    }

    private static boolean isClients(IBaseResource resource, RequestDetails request) {
        return !(request instanceof SystemRequestDetails)
                && resource instanceof DocumentReference document
                && Translated.isTranslation(document);
    }
}

package health.consilium.intake;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.api.server.SystemRequestDetails;
import health.consilium.access.Caller;
import health.consilium.access.Callers;
import health.consilium.access.Role;
import health.consilium.fhir.Refusal;
import health.consilium.fhir.StorageInterceptor;
import health.consilium.intake.rules.Original;
import java.util.List;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.Binary;
import org.hl7.fhir.r4.model.DocumentReference;
import org.springframework.stereotype.Component;

/** Keeps originals as they came: consents, translations and packages refer to them. */
@Component
@Interceptor(order = 120)
class OriginalsHook implements StorageInterceptor {

    private final Callers callers;

    OriginalsHook(Callers callers) {
        this.callers = callers;
    }

    @Hook(Pointcut.STORAGE_PRESTORAGE_RESOURCE_UPDATED)
    public void beforeUpdate(IBaseResource before, IBaseResource after, RequestDetails request) {
        if (request instanceof SystemRequestDetails) {
            return;
        }
        if (after instanceof Binary) {
            throw Refusal.unprocessable(
                            "unsupported",
                            "The bytes of a document never change. Send a new document; its DocumentReference relatesTo the"
                                    + " old one with code replaces.",
                            "Binary")
                    .asException();
        }
        if (before instanceof DocumentReference old && after instanceof DocumentReference document) {
            checkCaller(old, callers.current());
            checkChanges(old, document);
        }
    }

    private static void checkCaller(DocumentReference old, Caller caller) {
        if (!caller.hasSent(old) && !caller.is(Role.COORDINATOR)) {
            throw Refusal.forbidden("Only the coordination desk and whoever sent a document change what is said of it.")
                    .asException();
        }
    }

    private static void checkChanges(DocumentReference old, DocumentReference document) {
        List<String> changes = Original.changes(old, document);
        if (!changes.isEmpty()) {
            throw Refusal.unprocessable(
                            "unsupported",
                            "An original stays what it is: " + String.join(", ", changes)
                                    + " cannot change. Send a new document that replaces it, and mark this one"
                                    + " entered-in-error if it is wrong.",
                            changes.toArray(String[]::new))
                    .asException();
        }
    }
}

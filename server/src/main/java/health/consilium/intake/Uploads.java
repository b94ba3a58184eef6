package health.consilium.intake;

import ca.uhn.fhir.rest.api.server.RequestDetails;
import health.consilium.access.Caller;
import health.consilium.access.Callers;
import health.consilium.access.CaseAccess;
import health.consilium.access.Compartment;
import health.consilium.fhir.DocumentInspection;
import health.consilium.fhir.FhirSettings;
import health.consilium.fhir.FhirStore;
import health.consilium.fhir.Refusal;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.Attachment;
import org.hl7.fhir.r4.model.Binary;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.IdType;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/**
 * The Binary behind a DocumentReference, when it was uploaded before. It is lent to whoever may see the DocumentReference, for
 * good: so it must be the caller's own, not one that the caller is let read for a while.
 */
@Component
class Uploads {

    private final FhirStore store;
    private final CaseAccess access;
    private final Callers callers;
    private final DocumentInspection inspection;
    private final FhirSettings settings;

    Uploads(
            @Lazy FhirStore store,
            @Lazy CaseAccess access,
            Callers callers,
            DocumentInspection inspection,
            FhirSettings settings) {
        this.store = store;
        this.access = access;
        this.callers = callers;
        this.inspection = inspection;
        this.settings = settings;
    }

    /**
     * Looks at the bytes that the attachment names, unless that was done for the transaction as a whole.
     *
     * @throws health.consilium.fhir.RefusedException 422 when it names none that the caller may use
     */
    void take(Attachment attachment, String path, RequestDetails request) {
        if (!attachment.hasUrl() || SentDocuments.includes(request, attachment.getUrl())) {
            return;
        }
        String url = attachment.getUrl().replaceFirst("^" + java.util.regex.Pattern.quote(settings.base() + "/"), "");
        Binary binary = binary(url).filter(this::isOwn).orElseThrow(() -> unknown(path));
        attachment.setUrl("Binary/" + binary.getIdElement().getIdPart());
        inspection.inspect(binary, attachment, path);
    }

    /** Whether the caller may see it and has sent it; the desk, which acts for others, whether it may see it. */
    boolean isOwn(Binary binary) {
        Caller caller = callers.current();
        return access.sees(binary) && (caller.isStaff() || caller.hasSent(binary));
    }

    private Optional<Binary> binary(String url) {
        IdType id = new IdType(url);
        return url.startsWith("Binary/") && id.hasIdPart()
                ? store.find(Binary.class, id.getIdPart())
                : Optional.empty();
    }

    private static RuntimeException unknown(String path) {
        return Refusal.unprocessable(
                        "dangling-reference",
                        "The attachment leads to no document of yours. Send the bytes first, to POST /Binary, and give the"
                                + " url that you get; or send both in one transaction, with the urn:uuid of the Binary's"
                                + " entry as url.",
                        path + ".url")
                .asException();
    }

    /**
     * Whoever may see a DocumentReference may read its bytes.
     *
     * @throws health.consilium.fhir.RefusedException 422 when they are neither the caller's own nor made by the same request:
     *     the last question, however the Binary came to stand there
     */
    void labelLike(DocumentReference document, RequestDetails request) {
        List<String> wanted = Compartment.codes(document);
        for (int i = 0; i < document.getContent().size(); i++) {
            String path = "DocumentReference.content[" + i + "].attachment";
            Optional.ofNullable(document.getContent().get(i).getAttachment().getUrl())
                    .flatMap(this::binary)
                    .ifPresent(binary -> {
                        if (!SentDocuments.made(request, binary) && !isOwn(binary)) {
                            throw unknown(path);
                        }
                        label(binary, wanted);
                    });
        }
    }

    private void label(Binary binary, List<String> wanted) {
        List<Coding> missing = wanted.stream()
                .filter(code -> !Compartment.codes(binary).contains(code))
                .map(code -> new Coding(Compartment.SYSTEM, code, null))
                .toList();
        if (!missing.isEmpty()) {
            store.label("Binary/" + binary.getIdElement().getIdPart(), missing);
        }
    }
}

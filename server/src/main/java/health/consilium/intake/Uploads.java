package health.consilium.intake;

import ca.uhn.fhir.rest.api.server.RequestDetails;
import health.consilium.access.CaseAccess;
import health.consilium.access.Compartment;
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

/** The Binary behind a DocumentReference, when it was uploaded before. */
@Component
class Uploads {

    private final FhirStore store;
    private final CaseAccess access;
    private final DocumentInspection inspection;
    private final FhirSettings settings;

    Uploads(@Lazy FhirStore store, @Lazy CaseAccess access, DocumentInspection inspection, FhirSettings settings) {
        this.store = store;
        this.access = access;
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
        Binary binary = binary(url).filter(access::sees).orElseThrow(() -> unknown(path));
        attachment.setUrl("Binary/" + binary.getIdElement().getIdPart());
        inspection.inspect(binary, attachment, path);
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

    /** Whoever may see a DocumentReference may read its bytes. */
    void labelLike(DocumentReference document) {
        List<String> wanted = Compartment.codes(document);
        document.getContent().stream()
                .map(content -> content.getAttachment().getUrl())
                .flatMap(url -> url == null ? Optional.<Binary>empty().stream() : binary(url).stream())
                .forEach(binary -> {
                    List<Coding> missing = wanted.stream()
                            .filter(code -> !Compartment.codes(binary).contains(code))
                            .map(code -> new Coding(Compartment.SYSTEM, code, null))
                            .toList();
                    if (!missing.isEmpty()) {
                        store.label("Binary/" + binary.getIdElement().getIdPart(), missing);
                    }
                });
    }
}

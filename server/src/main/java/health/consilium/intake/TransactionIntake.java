package health.consilium.intake;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.api.server.SystemRequestDetails;
import health.consilium.access.CaseLabels;
import health.consilium.fhir.DocumentInspection;
import health.consilium.fhir.StorageInterceptor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.hl7.fhir.instance.model.api.IBaseBundle;
import org.hl7.fhir.r4.model.Attachment;
import org.hl7.fhir.r4.model.Binary;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleEntryComponent;
import org.hl7.fhir.r4.model.Bundle.BundleType;
import org.hl7.fhir.r4.model.Bundle.HTTPVerb;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.springframework.stereotype.Component;

/**
 * Looks at a client's transaction before it starts: every document that it brings is what its DocumentReference says, joins
 * the case, and is known again when it is sent once more. An ITI-65 bundle is such a transaction, see
 * https://profiles.ihe.net/ITI/MHD/ITI-65.html.
 */
@Component
@Interceptor(order = 60)
class TransactionIntake implements StorageInterceptor {

    private final DocumentInspection inspection;
    private final CaseReferences caseReferences;
    private final Resends resends;

    TransactionIntake(DocumentInspection inspection, CaseReferences caseReferences, Resends resends) {
        this.inspection = inspection;
        this.caseReferences = caseReferences;
        this.resends = resends;
    }

    /** Before the transaction is given its case, which is found by references. */
    @Hook(value = Pointcut.STORAGE_TRANSACTION_PROCESSING, order = 40)
    public void resolveCase(IBaseBundle received, RequestDetails request) {
        if (isClients(received, request)) {
            documents((Bundle) received).values().forEach(caseReferences::resolve);
        }
    }

    @Hook(Pointcut.STORAGE_TRANSACTION_PROCESSING)
    public void prepare(IBaseBundle received, RequestDetails request) {
        if (!isClients(received, request)) {
            return;
        }
        Bundle bundle = (Bundle) received;
        Map<String, Binary> binaries = new LinkedHashMap<>();
        bundle.getEntry().stream()
                .filter(TransactionIntake::makesBinary)
                .forEach(entry -> binaries.put(entry.getFullUrl(), (Binary) entry.getResource()));
        documents(bundle).forEach((path, document) -> inspect(path, document, binaries, request));
        joinNewCase(bundle);
        resends.recognise(bundle, CaseLabels.assigned(request));
    }

    /** A batch comes here as a whole and again entry by entry; its entries do not know of one another. */
    private static boolean isClients(IBaseBundle received, RequestDetails request) {
        return request != null
                && !(request instanceof SystemRequestDetails)
                && received instanceof Bundle bundle
                && bundle.getType() == BundleType.TRANSACTION;
    }

    /** Under a placeholder: any other name may be that of something which is stored already, of whosever. */
    private static boolean makesBinary(BundleEntryComponent entry) {
        return entry.getResource() instanceof Binary
                && entry.getRequest().getMethod() == HTTPVerb.POST
                && SentDocuments.isPlaceholder(entry.getFullUrl());
    }

    private static Map<String, DocumentReference> documents(Bundle bundle) {
        Map<String, DocumentReference> documents = new LinkedHashMap<>();
        for (int i = 0; i < bundle.getEntry().size(); i++) {
            BundleEntryComponent entry = bundle.getEntry().get(i);
            if (entry.getResource() instanceof DocumentReference document
                    && entry.getRequest().getMethod() == HTTPVerb.POST) {
                documents.put("Bundle.entry[" + i + "].resource", document);
            }
        }
        return documents;
    }

    private void inspect(
            String path, DocumentReference document, Map<String, Binary> binaries, RequestDetails request) {
        for (int i = 0; i < document.getContent().size(); i++) {
            Attachment attachment = document.getContent().get(i).getAttachment();
            Binary binary = binaries.get(attachment.getUrl());
            if (binary != null) {
                inspection.inspect(binary, attachment, path + ".content[" + i + "].attachment");
                SentDocuments.remember(request, attachment.getUrl());
            }
        }
    }

    /** Where the transaction brings the case itself, documents that name none belong to it. */
    private static void joinNewCase(Bundle bundle) {
        List<BundleEntryComponent> requests = bundle.getEntry().stream()
                .filter(entry -> entry.getResource() instanceof ServiceRequest && entry.hasFullUrl())
                .toList();
        if (requests.size() == 1) {
            Reference request = new Reference(requests.get(0).getFullUrl());
            documents(bundle).values().stream()
                    .filter(document -> !document.getContext().hasRelated())
                    .filter(document -> !CaseReferences.isMadeOfAnother(document))
                    .forEach(document -> document.getContext().addRelated(request.copy()));
        }
    }
}

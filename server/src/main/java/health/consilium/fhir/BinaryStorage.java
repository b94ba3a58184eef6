package health.consilium.fhir;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.api.server.SystemRequestDetails;
import java.util.Optional;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.Binary;
import org.springframework.stereotype.Component;

/** Keeps large Binaries out of the database, and clients from pointing a Binary at bytes that are not theirs. */
@Component
@Interceptor(order = 200)
class BinaryStorage implements StorageInterceptor {

    private final Documents documents;

    BinaryStorage(Documents documents) {
        this.documents = documents;
    }

    @Hook(Pointcut.STORAGE_PRESTORAGE_RESOURCE_CREATED)
    public void created(IBaseResource resource, RequestDetails request) {
        if (resource instanceof Binary binary) {
            boolean ours = request == null || request instanceof SystemRequestDetails;
            if (!ours && !BinaryStreaming.isStreamed(request)) {
                forgetContentId(binary);
            }
            documents.externalise(binary);
        }
    }

    @Hook(Pointcut.STORAGE_PRESTORAGE_RESOURCE_UPDATED)
    public void updated(IBaseResource before, IBaseResource after, RequestDetails request) {
        if (before instanceof Binary old && after instanceof Binary binary) {
            Optional<String> known = Documents.contentId(old);
            if (Documents.contentId(binary).isPresent()
                    && !Documents.contentId(binary).equals(known)) {
                forgetContentId(binary);
            }
            documents.externalise(binary);
        }
    }

    private static void forgetContentId(Binary binary) {
        if (binary.getData() != null || Documents.contentId(binary).isPresent()) {
            binary.getDataElement()
                    .getExtension()
                    .removeIf(extension -> Documents.CONTENT_ID.equals(extension.getUrl()));
        }
    }
}

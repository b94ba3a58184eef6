package health.consilium.fhir;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import java.util.Optional;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.Binary;
import org.springframework.stereotype.Component;

/**
 * Keeps large Binaries out of the database, and anybody from pointing a Binary at bytes that are not its own: the server as
 * well, which in operations stores what a client sent.
 */
@Component
@Interceptor(order = 200)
class BinaryStorage implements StorageInterceptor {

    private final Documents documents;

    BinaryStorage(Documents documents) {
        this.documents = documents;
    }

    @Hook(Pointcut.STORAGE_PRESTORAGE_RESOURCE_CREATED)
    public void created(IBaseResource resource) {
        if (resource instanceof Binary binary) {
            keep(binary, Optional.empty());
        }
    }

    @Hook(Pointcut.STORAGE_PRESTORAGE_RESOURCE_UPDATED)
    public void updated(IBaseResource before, IBaseResource after) {
        if (after instanceof Binary binary) {
            keep(binary, before instanceof Binary old ? Documents.contentId(old) : Optional.empty());
        }
    }

    private void keep(Binary binary, Optional<String> own) {
        if (!Documents.isGiven(binary) && !Documents.contentId(binary).equals(own)) {
            Documents.forgetContent(binary);
        }
        documents.externalise(binary);
    }
}

package health.consilium.fhir;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.Binary;
import org.springframework.stereotype.Component;

/** A file of a bulk export does not tell where bytes lie either: see {@link ContentIds}. */
@Component
@Interceptor(order = 200)
class ExportedBinaries implements StorageInterceptor {

    @Hook(Pointcut.STORAGE_BULK_EXPORT_RESOURCE_INCLUSION)
    public void included(IBaseResource resource) {
        if (resource instanceof Binary binary) {
            Documents.forgetContent(binary);
        }
    }
}

package health.consilium.fhir;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.api.server.SystemRequestDetails;
import java.io.ByteArrayInputStream;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.commons.codec.digest.DigestUtils;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.Base;
import org.hl7.fhir.r4.model.Base64BinaryType;
import org.hl7.fhir.r4.model.Property;
import org.springframework.stereotype.Component;

/**
 * Has all bytes scanned that stand in what a client sends: a Binary, an attachment, whatever it is part of. Before the
 * transaction begins, so that a scanner that is slow keeps no connection of the database; {@link BinaryStreaming} does the same
 * for what comes as it is.
 */
@Component
@Interceptor(order = 700)
class VirusGuard implements EndpointInterceptor {

    private static final String SCANNED = VirusGuard.class.getName();

    /** Of an attachment: it is compared with the bytes, and is no document. */
    private static final String HASH = "hash";

    private final Antivirus antivirus;

    VirusGuard(Antivirus antivirus) {
        this.antivirus = antivirus;
    }

    @Hook(Pointcut.SERVER_INCOMING_REQUEST_PRE_HANDLED)
    public void received(RequestDetails request) {
        if (antivirus.isOn() && request.getResource() instanceof Base sent) {
            scan(sent, sent.fhirType(), scanned(request));
        }
    }

    /** What a patch makes is seen only when it is made. */
    @Hook(Pointcut.STORAGE_PRESTORAGE_RESOURCE_UPDATED)
    public void changed(IBaseResource before, IBaseResource after, RequestDetails request) {
        if (antivirus.isOn() && !(request instanceof SystemRequestDetails) && after instanceof Base changed) {
            scan(changed, changed.fhirType(), scanned(request));
        }
    }

    @SuppressWarnings("unchecked")
    private static Set<String> scanned(RequestDetails request) {
        return (Set<String>) request.getUserData().computeIfAbsent(SCANNED, key -> new HashSet<String>());
    }

    private void scan(Base base, String path, Set<String> scanned) {
        if (base instanceof Base64BinaryType data) {
            scan(data.getValue(), path, scanned);
            return;
        }
        for (Property property : base.children()) {
            if (property.getName().equals(HASH)) {
                continue;
            }
            String name = path + "." + property.getName().replace("[x]", "");
            List<Base> values = property.getValues();
            for (int i = 0; i < values.size(); i++) {
                scan(values.get(i), property.isList() ? name + "[" + i + "]" : name, scanned);
            }
        }
    }

    private void scan(byte[] bytes, String path, Set<String> scanned) {
        if (bytes == null) {
            return;
        }
        String digest = DigestUtils.sha256Hex(bytes);
        if (!scanned.contains(digest)) {
            antivirus.check(new ByteArrayInputStream(bytes), path);
            // Only now: what was refused to one entry of a batch is refused to the next.
            scanned.add(digest);
        }
    }
}

package health.consilium.fhir;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.jpa.api.dao.DaoRegistry;
import ca.uhn.fhir.rest.api.Constants;
import ca.uhn.fhir.rest.api.RequestTypeEnum;
import ca.uhn.fhir.rest.api.RestOperationTypeEnum;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.server.servlet.ServletRequestDetails;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.instance.model.api.IIdType;
import org.hl7.fhir.r4.model.Binary;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Reference;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Lazy;
import org.springframework.http.HttpRange;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Documents as they are: {@code POST /Binary} with a body of their own media type is streamed to storage, {@code GET
 * /Binary/id} is streamed out, in parts when asked ({@code Range}), so that a broken line on a long download loses nothing.
 * Bytes pass no further than a buffer through memory. See https://hl7.org/fhir/R4/binary.html.
 */
@Component
@Interceptor(order = 900)
class BinaryStreaming implements EndpointInterceptor {

    private static final String SECURITY_CONTEXT = "X-Security-Context";

    private final ObjectProvider<DaoRegistry> daos;
    private final FhirStore store;
    private final Documents documents;
    private final Antivirus antivirus;
    private final FhirSettings settings;
    private final DownloadWatch watch;

    BinaryStreaming(
            ObjectProvider<DaoRegistry> daos,
            @Lazy FhirStore store,
            Documents documents,
            Antivirus antivirus,
            FhirSettings settings,
            DownloadWatch watch) {
        this.daos = daos;
        this.store = store;
        this.documents = documents;
        this.antivirus = antivirus;
        this.settings = settings;
        this.watch = watch;
    }

    @Hook(Pointcut.SERVER_INCOMING_REQUEST_POST_PROCESSED)
    public boolean upload(ServletRequestDetails details, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        if (details.getRequestType() != RequestTypeEnum.POST
                || !"Binary".equals(details.getResourceName())
                || details.getOperation() != null
                || details.getRestOperationType() != RestOperationTypeEnum.CREATE
                || isFhir(request.getContentType())) {
            return true;
        }
        if (request.getContentType() == null) {
            throw Refusal.of(415, "wrong-media-type", "Say what the document is: send a Content-Type.")
                    .asException();
        }
        Binary binary = documents.keep(request.getInputStream(), request.getContentType());
        String context = request.getHeader(SECURITY_CONTEXT);
        if (context != null) {
            binary.setSecurityContext(new Reference(new IdType(context).toUnqualifiedVersionless()));
        }
        IIdType id = store(binary, details);
        response.setStatus(HttpServletResponse.SC_CREATED);
        response.setHeader(Constants.HEADER_LOCATION, settings.base() + "/Binary/" + id.getIdPart() + "/_history/1");
        response.setHeader(Constants.HEADER_ETAG, "W/\"1\"");
        return false;
    }

    /** Bytes that no Binary names nobody would ever take away: they go with what is refused, or rolled back. */
    private IIdType store(Binary binary, RequestDetails details) throws IOException {
        AtomicBoolean mayBeStored = new AtomicBoolean();
        try {
            scan(binary);
            return store.inTransaction(() -> {
                TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                    @Override
                    public void afterCompletion(int status) {
                        // Of a line that breaks during the commit nobody knows whether it came about.
                        mayBeStored.set(status != STATUS_ROLLED_BACK);
                    }
                });
                return daos.getObject()
                        .getResourceDao(Binary.class)
                        .create(binary, details)
                        .getId();
            });
        } catch (IOException | RuntimeException e) {
            if (!mayBeStored.get()) {
                documents.discard(binary);
            }
            throw e;
        }
    }

    /** Of what lies here already, encrypted: a sender who is slow would keep the scanner from others. */
    private void scan(Binary binary) throws IOException {
        try (InputStream bytes = documents.open(binary)) {
            antivirus.check(bytes, "Binary.data");
        }
    }

    @Hook(value = Pointcut.SERVER_OUTGOING_RESPONSE, order = 900)
    public boolean download(
            RequestDetails details, IBaseResource resource, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        if (!(resource instanceof Binary binary) || Documents.contentId(binary).isEmpty()) {
            return true;
        }
        if (isFhir(request.getHeader("Accept")) || request.getParameter("_format") != null) {
            inline(binary);
            String id = binary.getIdElement().getIdPart();
            details.setResponse(new WatchedResponse(details.getResponse(), out -> watch.over(out, id)));
            return true;
        }
        stream(binary, request, response);
        return false;
    }

    private void inline(Binary binary) throws IOException {
        long size = documents.fingerprint(binary).size();
        if (size > settings.maxJsonBody().toBytes()) {
            throw Refusal.of(
                            413,
                            "too-large",
                            "This document has " + size + " bytes, too many for JSON. Read it as it is,"
                                    + " with Accept: " + binary.getContentType())
                    .asException();
        }
        try (InputStream in = documents.open(binary)) {
            binary.setData(in.readAllBytes());
        }
        Documents.forgetContent(binary);
    }

    private void stream(Binary binary, HttpServletRequest request, HttpServletResponse response) throws IOException {
        Documents.Fingerprint fingerprint = documents.fingerprint(binary);
        long from = 0;
        long to = fingerprint.size() - 1;
        List<HttpRange> ranges = ranges(request, response, fingerprint.size());
        if (ranges == null) {
            return;
        }
        if (ranges.size() == 1) {
            from = ranges.get(0).getRangeStart(fingerprint.size());
            to = ranges.get(0).getRangeEnd(fingerprint.size());
            response.setStatus(HttpServletResponse.SC_PARTIAL_CONTENT);
            response.setHeader("Content-Range", "bytes " + from + "-" + to + "/" + fingerprint.size());
        }
        response.setContentType(binary.getContentType());
        response.setHeader("Accept-Ranges", "bytes");
        response.setHeader("ETag", "\"" + fingerprint.sha256() + "\"");
        response.setHeader("Content-Disposition", "attachment");
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setContentLengthLong(to - from + 1);
        try (InputStream in = documents.open(binary)) {
            in.skipNBytes(from);
            copy(
                    in,
                    watch.over(response.getOutputStream(), binary.getIdElement().getIdPart()),
                    to - from + 1);
        }
    }

    private static List<HttpRange> ranges(HttpServletRequest request, HttpServletResponse response, long size) {
        try {
            List<HttpRange> ranges = HttpRange.parseRanges(request.getHeader("Range"));
            ranges.forEach(range -> range.getRangeStart(size));
            return ranges;
        } catch (IllegalArgumentException e) {
            response.setStatus(HttpServletResponse.SC_REQUESTED_RANGE_NOT_SATISFIABLE);
            response.setHeader("Content-Range", "bytes */" + size);
            return null;
        }
    }

    private static void copy(InputStream in, OutputStream out, long length) throws IOException {
        byte[] buffer = new byte[65_536];
        long left = length;
        while (left > 0) {
            int read = in.read(buffer, 0, (int) Math.min(buffer.length, left));
            if (read < 0) {
                throw new IOException("The stored document is shorter than recorded");
            }
            out.write(buffer, 0, read);
            left -= read;
        }
    }

    private static boolean isFhir(String mediaType) {
        return mediaType != null && mediaType.contains("fhir");
    }
}

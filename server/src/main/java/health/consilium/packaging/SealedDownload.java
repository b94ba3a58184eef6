package health.consilium.packaging;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.rest.api.server.ResponseDetails;
import health.consilium.access.Caller;
import health.consilium.access.Callers;
import health.consilium.fhir.Documents;
import health.consilium.fhir.DownloadWatch;
import health.consilium.fhir.EndpointInterceptor;
import health.consilium.fhir.FhirSettings;
import health.consilium.fhir.Refusal;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import org.hl7.fhir.r4.model.Binary;
import org.springframework.stereotype.Component;

/**
 * {@code GET Binary/[id]} with {@code Accept: application/jose}: the document signed, and encrypted to the certificate of the
 * caller's organization, so that whatever stands between (a proxy that ends TLS, a disk on the way) neither reads nor changes it.
 */
@Component
@Interceptor(order = 870)
class SealedDownload implements EndpointInterceptor {

    static final String MEDIA_TYPE = "application/jose";

    private final Callers callers;
    private final RecipientCertificates certificates;
    private final PackageKeys keys;
    private final Documents documents;
    private final FhirSettings settings;
    private final DownloadWatch watch;

    SealedDownload(
            Callers callers,
            RecipientCertificates certificates,
            PackageKeys keys,
            Documents documents,
            FhirSettings settings,
            DownloadWatch watch) {
        this.callers = callers;
        this.certificates = certificates;
        this.keys = keys;
        this.documents = documents;
        this.settings = settings;
        this.watch = watch;
    }

    @Hook(Pointcut.SERVER_OUTGOING_RESPONSE)
    public boolean sealed(ResponseDetails details, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        if (!(details.getResponseResource() instanceof Binary binary)
                || !String.valueOf(request.getHeader("Accept")).contains(MEDIA_TYPE)) {
            return true;
        }
        Caller caller = callers.current();
        String organization = caller.organization().orElseThrow(() -> Refusal.of(
                        406, "wrong-media-type", "Documents are encrypted to organizations; you act for none.")
                .asException());
        X509Certificate certificate = certificates.of(organization).orElseThrow(() -> Refusal.of(
                        406,
                        "wrong-media-type",
                        organization + " has no valid certificate for encryption. Let the administrator register one,"
                                + " or ask for the document as it is.")
                .asException());
        byte[] body = SealedDocument.seal(
                        bytes(binary), binary.getContentType(), organization, certificate, keys.current())
                .getBytes(StandardCharsets.US_ASCII);
        response.setContentType(MEDIA_TYPE);
        response.setHeader("Content-Disposition", "attachment");
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setContentLength(body.length);
        watch.over(response.getOutputStream(), binary.getIdElement().getIdPart())
                .write(body);
        return false;
    }

    private byte[] bytes(Binary binary) throws IOException {
        long size = documents.fingerprint(binary).size();
        if (size > settings.maxJsonBody().toBytes()) {
            throw Refusal.of(
                            413,
                            "too-large",
                            "This document has " + size
                                    + " bytes, too many to be encrypted as one. Read it as it is, with" + " Accept: "
                                    + binary.getContentType())
                    .asException();
        }
        try (InputStream in = documents.open(binary)) {
            return in.readAllBytes();
        }
    }
}

package health.consilium.fhir;

import ca.uhn.fhir.context.FhirContext;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Stops bodies that are larger than the server is willing to hold in memory: by their Content-Length before a byte is read,
 * else as soon as so much has been read, in clear where they come compressed. A document that is streamed to storage has the
 * limit of the storage.
 */
@Component
class BodyLimitFilter extends OncePerRequestFilter {

    private static final String FORM = "application/x-www-form-urlencoded";

    private final FhirSettings settings;
    private final FhirContext context;

    BodyLimitFilter(FhirSettings settings, FhirContext context) {
        this.settings = settings;
        this.context = context;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !request.getRequestURI().startsWith("/fhir");
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        long limit =
                isStreamed(request) ? Long.MAX_VALUE : settings.maxJsonBody().toBytes();
        Optional<Refusal> refusal = refusal(request, limit);
        if (refusal.isPresent()) {
            refuse(response, refusal.get());
            return;
        }
        chain.doFilter(new LimitedBody(request, limit, isCompressed(request)), response);
    }

    private static Optional<Refusal> refusal(HttpServletRequest request, long limit) {
        if (request.getContentLengthLong() > limit) {
            return Optional.of(LimitedBody.tooLarge(limit));
        }
        if (isForm(request) && isDocument(request)) {
            return Optional.of(Refusal.of(
                    415, "wrong-media-type", "A form is no document. Send it with a Content-Type of its own."));
        }
        boolean understood = !isEncoded(request) || isCompressed(request) && !isForm(request);
        return understood
                ? Optional.empty()
                : Optional.of(Refusal.of(
                        415,
                        "wrong-media-type",
                        "Send the body as it is, or with Content-Encoding: gzip; a form as it is."));
    }

    /** What {@link BinaryStreaming} takes. */
    static boolean isStreamed(HttpServletRequest request) {
        return isDocument(request)
                && request.getContentType() != null
                && !request.getContentType().contains("fhir")
                && !isForm(request);
    }

    private static boolean isDocument(HttpServletRequest request) {
        return HttpMethod.POST.matches(request.getMethod())
                && request.getRequestURI().matches("/fhir/Binary/?");
    }

    private static boolean isForm(HttpServletRequest request) {
        return request.getContentType() != null
                && request.getContentType().strip().toLowerCase(Locale.ROOT).startsWith(FORM);
    }

    private static boolean isEncoded(HttpServletRequest request) {
        String encoding = request.getHeader(HttpHeaders.CONTENT_ENCODING);
        return encoding != null && !encoding.isBlank() && !encoding.strip().equalsIgnoreCase("identity");
    }

    private static boolean isCompressed(HttpServletRequest request) {
        return isEncoded(request)
                && request.getHeader(HttpHeaders.CONTENT_ENCODING).strip().equalsIgnoreCase("gzip");
    }

    private void refuse(HttpServletResponse response, Refusal refusal) throws IOException {
        response.setStatus(refusal.status());
        if (refusal.status() == HttpServletResponse.SC_UNSUPPORTED_MEDIA_TYPE) {
            // What would be taken: https://www.rfc-editor.org/rfc/rfc9110.html#section-15.5.16
            response.setHeader(HttpHeaders.ACCEPT_ENCODING, "gzip");
        }
        response.setContentType("application/fhir+json;charset=UTF-8");
        response.getWriter().write(context.newJsonParser().encodeResourceToString(Outcomes.of(refusal)));
    }
}

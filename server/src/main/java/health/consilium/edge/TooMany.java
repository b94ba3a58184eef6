package health.consilium.edge;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.springframework.http.HttpHeaders;

/**
 * The answer to a caller who has used up a share.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6585.html#section-4">RFC 6585, 429 Too Many Requests</a>
 */
final class TooMany {

    static final String OF_CLIENT = "Too many requests of this client.";
    static final String OF_ADDRESS = "Too many requests from this address.";
    static final String BAD_TOKENS =
            "The access token is not valid, nor were many others from this address. Ask for a new one.";

    private static final int STATUS = 429;

    private static final String FHIR_PATH = "/fhir";

    private static final String FHIR =
            """
            {"resourceType":"OperationOutcome","issue":[{"severity":"error","code":"throttled",\
            "details":{"coding":[{"system":"https://w3id.org/consilium/fhir/CodeSystem/outcome-code",\
            "code":"too-many-requests"}],"text":"%1$s"},"diagnostics":"%1$s"}]}""";

    private static final String OAUTH =
            """
            {"error":"temporarily_unavailable","error_description":"Too many requests. Come again in %d seconds."}""";

    /** In all languages of the pages: it is written before anybody knows which one the reader wants. */
    private static final String PAGE =
            """
            <!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>429 · Consilium</title>\
            <meta name="viewport" content="width=device-width, initial-scale=1">\
            <link rel="stylesheet" href="/smart.css"></head><body><main><p class="brand">Consilium</p>\
            <p role="alert">Too many tries. Wait a few minutes, then try again.</p>\
            <p lang="fr">Trop d’essais. Attendez quelques minutes, puis réessayez.</p>\
            <p lang="hi">बहुत अधिक प्रयास। कुछ मिनट रुकें, फिर कोशिश करें।</p>\
            <p lang="ar" dir="rtl">محاولات كثيرة جدًا. انتظر بضع دقائق ثم حاول مرة أخرى.</p>\
            <p lang="zh-Hans">尝试次数过多。请等待几分钟后再试。</p>\
            <p><a href="/login">/login</a></p></main></body></html>""";

    private TooMany() {}

    /** In the terms of what was asked: of FHIR by an OperationOutcome, which says the problem too. */
    static void answer(HttpServletRequest request, HttpServletResponse response, long seconds, String problem)
            throws IOException {
        if (request.getRequestURI().startsWith(FHIR_PATH)) {
            fhir(response, seconds, problem);
        } else {
            oauth(response, seconds);
        }
    }

    private static void fhir(HttpServletResponse response, long seconds, String problem) throws IOException {
        String text = problem + " Come again in " + seconds + " seconds (Retry-After).";
        write(response, seconds, "application/fhir+json", FHIR.formatted(text));
    }

    private static void oauth(HttpServletResponse response, long seconds) throws IOException {
        write(response, seconds, "application/json", OAUTH.formatted(seconds));
    }

    static void page(HttpServletResponse response, long seconds) throws IOException {
        response.setHeader(
                "Content-Security-Policy",
                "default-src 'none'; style-src 'self'; base-uri 'none'; frame-ancestors 'none'; form-action 'none'");
        write(response, seconds, "text/html", PAGE);
    }

    private static void write(HttpServletResponse response, long seconds, String type, String body) throws IOException {
        response.setStatus(STATUS);
        response.setHeader(HttpHeaders.RETRY_AFTER, Long.toString(seconds));
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        response.setContentType(type + ";charset=UTF-8");
        response.getOutputStream().write(body.getBytes(StandardCharsets.UTF_8));
    }
}

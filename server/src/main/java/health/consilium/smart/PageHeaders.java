package health.consilium.smart;

import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.stream.Collectors;

/** What browsers are told about pages of this server, beside what every answer tells them. */
public final class PageHeaders {

    private PageHeaders() {}

    /**
     * The content security policy of a page: nothing inline, nothing from elsewhere.
     *
     * <p>Browsers hold {@code form-action} against the redirects that follow a form too, and sign-in ends at the app.
     *
     * @param formTargets origins, beside our own, at which a form may end
     * @see <a href="https://github.com/w3c/webappsec-csp/issues/8">CSP issue 8</a>
     */
    public static void allow(HttpServletResponse response, List<String> formTargets) {
        response.setHeader(
                "Content-Security-Policy",
                "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; base-uri 'none';"
                        + " frame-ancestors 'none'; form-action 'self'"
                        + formTargets.stream().map(target -> " " + target).collect(Collectors.joining()));
    }
}

package health.consilium.smart;

import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;

/** What browsers are told about pages of this server. */
public final class PageHeaders {

    private PageHeaders() {}

    /** For the chain of a module with pages, each of which says {@link #allow} for itself. */
    public static void apply(HeadersConfigurer<HttpSecurity> headers) {
        Headers.common(headers);
    }

    /** For the chain of a module with answers that no browser should render. */
    public static Customizer<HeadersConfigurer<HttpSecurity>> forData() {
        return Headers.withPolicy(Headers.DATA_POLICY);
    }

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

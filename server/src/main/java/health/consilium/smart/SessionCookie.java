package health.consilium.smart;

import jakarta.servlet.SessionCookieConfig;
import org.springframework.boot.web.servlet.ServletContextInitializer;
import org.springframework.boot.web.servlet.server.CookieSameSiteSupplier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The cookie of a person's sign-in. FHIR requests ignore it. */
@Configuration(proxyBeanMethods = false)
class SessionCookie {

    /** The prefix binds the cookie to this very host, but browsers take it over https only. */
    private static final String BOUND = "__Host-consilium";

    private static final String PLAIN = "consilium";

    private static final int IDLE_MINUTES = 15;

    @Bean
    ServletContextInitializer sessionCookieInitializer(ServerOrigin origin) {
        return servletContext -> {
            SessionCookieConfig cookie = servletContext.getSessionCookieConfig();
            cookie.setName(origin.isSecure() ? BOUND : PLAIN);
            cookie.setSecure(origin.isSecure());
            cookie.setHttpOnly(true);
            cookie.setPath("/");
            servletContext.setSessionTimeout(IDLE_MINUTES);
        };
    }

    @Bean
    CookieSameSiteSupplier sessionCookieSameSite() {
        return CookieSameSiteSupplier.ofLax().whenHasNameMatching(".*" + PLAIN);
    }
}

package health.consilium.edge;

import jakarta.servlet.http.HttpServletResponse;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpHeaders;
import org.springframework.security.web.firewall.RequestRejectedHandler;

/** What the firewall of the security library refuses gets a plain 400 that nobody keeps. */
@Configuration(proxyBeanMethods = false)
class Firewall {

    @Bean
    RequestRejectedHandler requestRejectedHandler() {
        return (request, response, rejected) -> {
            response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
            response.sendError(HttpServletResponse.SC_BAD_REQUEST);
        };
    }
}

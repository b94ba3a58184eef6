package health.consilium.smart;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.web.savedrequest.HttpSessionRequestCache;
import org.springframework.security.web.savedrequest.SavedRequest;
import org.springframework.stereotype.Component;

/** Where a browser may be sent when a person has signed in to an app. */
@Component
public class RedirectTargets {

    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "[::1]");

    private final ClientStore clients;

    RedirectTargets(ClientStore clients) {
        this.clients = clients;
    }

    /** Sources, in the syntax of a content security policy, of the app because of which the person signs in. */
    public List<String> ofSavedRequest(HttpServletRequest request, HttpServletResponse response) {
        SavedRequest saved = new HttpSessionRequestCache().getRequest(request, response);
        return Optional.ofNullable(saved)
                .map(found -> found.getParameterValues("client_id"))
                .filter(values -> values.length == 1)
                .map(values -> clients.findByClientId(values[0]))
                .map(this::of)
                .orElse(List.of());
    }

    List<String> of(RegisteredClient client) {
        return client.getRedirectUris().stream()
                .map(URI::create)
                .map(RedirectTargets::source)
                .distinct()
                .sorted()
                .toList();
    }

    private static String source(URI uri) {
        if (uri.getHost() == null || !uri.getScheme().startsWith("http")) {
            return uri.getScheme() + ":";
        }
        // Native apps listen on a port of the day.
        String authority = LOOPBACK.contains(uri.getHost()) ? uri.getHost() + ":*" : uri.getRawAuthority();
        return uri.getScheme() + "://" + authority;
    }
}

package health.consilium.people;

import health.consilium.people.PeopleSettings.Issuer;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import java.util.function.Consumer;
import org.springframework.security.oauth2.client.web.DefaultOAuth2AuthorizationRequestResolver;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizationRequestCustomizers;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizationRequestResolver;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;
import org.springframework.security.oauth2.core.endpoint.OAuth2ParameterNames;
import org.springframework.security.web.savedrequest.HttpSessionRequestCache;

/**
 * What a browser takes along to an upstream provider: state and nonce, which the library adds, a PKCE challenge, the
 * assurance that we ask for, and how recent the sign-in has to be. Nothing when the provider cannot be reached; the sign-in page then says so.
 */
class UpstreamRequests implements OAuth2AuthorizationRequestResolver {

    private static final String MAX_AGE = "max_age";

    private final Issuers issuers;
    private final DefaultOAuth2AuthorizationRequestResolver requests;

    UpstreamRequests(Issuers issuers) {
        this.issuers = issuers;
        this.requests = new DefaultOAuth2AuthorizationRequestResolver(issuers, Issuers.START);
        Consumer<OAuth2AuthorizationRequest.Builder> pkce = OAuth2AuthorizationRequestCustomizers.withPkce();
        this.requests.setAuthorizationRequestCustomizer(pkce.andThen(this::askForAssurance));
    }

    private void askForAssurance(OAuth2AuthorizationRequest.Builder request) {
        request.attributes(attributes -> {
            Issuer issuer = issuers.all().get(attributes.get(OAuth2ParameterNames.REGISTRATION_ID));
            if (!issuer.acr().isEmpty()) {
                request.additionalParameters(
                        parameters -> parameters.put("acr_values", String.join(" ", issuer.acr())));
            }
        });
    }

    @Override
    public OAuth2AuthorizationRequest resolve(HttpServletRequest request) {
        String path = request.getRequestURI();
        return path.startsWith(Issuers.START + "/") && isUsable(path.substring(Issuers.START.length() + 1))
                ? asRecently(request, requests.resolve(request))
                : null;
    }

    /** What an app asks of this server, this server has to ask of the provider: else an old sign-in there would do. */
    private static OAuth2AuthorizationRequest asRecently(
            HttpServletRequest request, OAuth2AuthorizationRequest authorization) {
        return maxAge(request)
                .map(seconds -> OAuth2AuthorizationRequest.from(authorization)
                        .additionalParameters(parameters -> parameters.put(MAX_AGE, seconds))
                        .build())
                .orElse(authorization);
    }

    /** Seconds, of the request of an app that waits for the sign-in. */
    static Optional<String> maxAge(HttpServletRequest request) {
        return Optional.ofNullable(new HttpSessionRequestCache().getRequest(request, null))
                .map(saved -> saved.getParameterValues(MAX_AGE))
                .filter(values -> values.length > 0)
                .map(values -> values[0].matches("\\d{1,9}") ? values[0] : "0");
    }

    @Override
    public OAuth2AuthorizationRequest resolve(HttpServletRequest request, String name) {
        return isUsable(name) ? asRecently(request, requests.resolve(request, name)) : null;
    }

    private boolean isUsable(String name) {
        return issuers.findByRegistrationId(name) != null;
    }
}

package health.consilium.people;

import health.consilium.people.PeopleSettings.Issuer;
import jakarta.servlet.http.HttpServletRequest;
import java.util.function.Consumer;
import org.springframework.security.oauth2.client.web.DefaultOAuth2AuthorizationRequestResolver;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizationRequestCustomizers;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizationRequestResolver;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;
import org.springframework.security.oauth2.core.endpoint.OAuth2ParameterNames;

/**
 * What a browser takes along to an upstream provider: state and nonce, which the library adds, a PKCE challenge, and the
 * assurance that we ask for. Nothing when the provider cannot be reached; the sign-in page then says so.
 */
class UpstreamRequests implements OAuth2AuthorizationRequestResolver {

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
                ? requests.resolve(request)
                : null;
    }

    @Override
    public OAuth2AuthorizationRequest resolve(HttpServletRequest request, String name) {
        return isUsable(name) ? requests.resolve(request, name) : null;
    }

    private boolean isUsable(String name) {
        return issuers.findByRegistrationId(name) != null;
    }
}

package health.consilium.people;

import health.consilium.people.PeopleSettings.Issuer;
import health.consilium.smart.ServerOrigin;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.client.SimpleClientHttpRequestFactory;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;

/**
 * The upstream providers of the settings. What a provider says of itself is fetched when the first person wants to sign in
 * through it, so that this server starts without it.
 *
 * @see <a href="https://openid.net/specs/openid-connect-discovery-1_0.html">OpenID Connect Discovery</a>
 */
@Component
class Issuers implements ClientRegistrationRepository {

    /** Where the sign-in page sends people, before the name of a provider. */
    static final String START = "/login/with";

    /** Where a provider sends them back. */
    static final String BACK = "/login/back";

    private static final Logger LOG = LoggerFactory.getLogger(Issuers.class);

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final ParameterizedTypeReference<Map<String, Object>> DOCUMENT =
            new ParameterizedTypeReference<>() {};

    private final Map<String, Issuer> issuers;
    private final ServerOrigin origin;
    private final Map<String, ClientRegistration> known = new ConcurrentHashMap<>();
    private final RestClient http =
            RestClient.builder().requestFactory(patient()).build();

    Issuers(PeopleSettings settings, ServerOrigin origin) {
        this.issuers = settings.issuers();
        this.origin = origin;
    }

    static SimpleClientHttpRequestFactory patient() {
        SimpleClientHttpRequestFactory factory = new SimpleClientHttpRequestFactory();
        factory.setConnectTimeout(PATIENCE);
        factory.setReadTimeout(PATIENCE);
        return factory;
    }

    Map<String, Issuer> all() {
        return issuers;
    }

    /** Null for a name that is not in the settings, and while the provider cannot be reached. */
    @Override
    public ClientRegistration findByRegistrationId(String name) {
        Issuer issuer = issuers.get(name);
        if (issuer == null) {
            return null;
        }
        ClientRegistration registration = known.get(name);
        if (registration != null) {
            return registration;
        }
        Optional<ClientRegistration> discovered = discover(name, issuer);
        discovered.ifPresent(found -> known.put(name, found));
        return discovered.orElse(null);
    }

    private Optional<ClientRegistration> discover(String name, Issuer issuer) {
        String location = issuer.uri().toString();
        try {
            Map<String, Object> document = http.get()
                    .uri(location.replaceAll("/$", "") + "/.well-known/openid-configuration")
                    .retrieve()
                    .body(DOCUMENT);
            if (document == null || !location.equals(document.get("issuer"))) {
                LOG.warn("The provider {} calls itself {}", location, document == null ? null : document.get("issuer"));
                return Optional.empty();
            }
            return Optional.of(registration(name, issuer, document));
        } catch (RestClientException | IllegalArgumentException e) {
            LOG.warn("The provider {} cannot be used: {}", location, e.getMessage());
            return Optional.empty();
        }
    }

    private ClientRegistration registration(String name, Issuer issuer, Map<String, Object> document) {
        return ClientRegistration.withRegistrationId(name)
                .clientName(issuer.name())
                .clientId(issuer.clientId())
                .clientSecret(issuer.clientSecret())
                .clientAuthenticationMethod(authentication(document))
                .authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
                .redirectUri(origin.url(BACK + "/" + name))
                .scope("openid")
                .issuerUri(issuer.uri().toString())
                .authorizationUri((String) document.get("authorization_endpoint"))
                .tokenUri((String) document.get("token_endpoint"))
                .jwkSetUri((String) document.get("jwks_uri"))
                .userNameAttributeName("sub")
                .build();
    }

    /** Basic is what a provider that says nothing means. */
    private static ClientAuthenticationMethod authentication(Map<String, Object> document) {
        Object methods = document.get("token_endpoint_auth_methods_supported");
        boolean onlyPost = methods instanceof List<?> list
                && !list.contains("client_secret_basic")
                && list.contains("client_secret_post");
        return onlyPost
                ? ClientAuthenticationMethod.CLIENT_SECRET_POST
                : ClientAuthenticationMethod.CLIENT_SECRET_BASIC;
    }
}

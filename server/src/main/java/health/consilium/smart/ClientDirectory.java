package health.consilium.smart;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.stereotype.Component;

/** Shows registered clients as an administrator writes them. Secrets are known by their hash alone, and not shown. */
@Component
class ClientDirectory {

    private final ClientStore store;
    private final ObjectMapper json = new ObjectMapper();

    ClientDirectory(ClientStore store) {
        this.store = store;
    }

    List<ClientMetadata> all() {
        return store.clientIds(Optional.empty()).stream()
                .flatMap(id -> find(id).stream())
                .toList();
    }

    Optional<ClientMetadata> find(String clientId) {
        return store.registered(clientId)
                .flatMap(client -> store.profile(client.getId()).map(profile -> metadata(client, profile)));
    }

    private ClientMetadata metadata(RegisteredClient client, ClientProfile profile) {
        boolean app = !client.getRedirectUris().isEmpty();
        return new ClientMetadata(
                client.getClientId(),
                client.getClientName(),
                String.join(" ", new TreeSet<>(client.getScopes())),
                app ? client.getRedirectUris().stream().sorted().toList() : null,
                client.getClientAuthenticationMethods().iterator().next().getValue(),
                profile.jwks().map(this::tree).orElse(null),
                profile.jwksUri().map(Object::toString).orElse(null),
                profile.role().map(role -> role.name().toLowerCase(Locale.ROOT)).orElse(null),
                profile.organization().orElse(null),
                app ? !client.getClientSettings().isRequireAuthorizationConsent() : null,
                profile.enabled(),
                profile.source().stored(),
                null);
    }

    private JsonNode tree(String jwks) {
        try {
            return json.readTree(jwks);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("smart_client holds what is not JSON", e);
        }
    }
}

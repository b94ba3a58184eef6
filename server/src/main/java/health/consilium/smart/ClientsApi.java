package health.consilium.smart;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import health.consilium.smart.ClientMetadata.InvalidException;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.crypto.keygen.Base64StringKeyGenerator;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Registration of clients by an administrator; see {@code server/docs/smart.md}. Nobody registers without one
 * (OAuth's dynamic registration is not offered), and a secret is made here and shown once.
 */
@RestController
@RequestMapping(ClientsApi.PATH)
class ClientsApi {

    static final String PATH = "/admin/clients";

    private static final int LARGEST_BODY = 256 * 1024;
    private static final int SECRET_BYTES = 32;

    private final Clients clients;
    private final ClientStore store;
    private final ClientDirectory directory;
    private final Base64StringKeyGenerator secrets =
            new Base64StringKeyGenerator(java.util.Base64.getUrlEncoder().withoutPadding(), SECRET_BYTES);

    private final ObjectMapper json = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    ClientsApi(Clients clients, ClientStore store, ClientDirectory directory) {
        this.clients = clients;
        this.store = store;
        this.directory = directory;
    }

    @GetMapping
    Map<String, List<ClientMetadata>> list() {
        return Map.of("clients", directory.all());
    }

    @GetMapping("/{id}")
    ClientMetadata show(@PathVariable String id) {
        return directory.find(id).orElseThrow(ClientsApi::unknown);
    }

    @PostMapping
    ResponseEntity<ClientMetadata> register(@RequestBody byte[] body) {
        ClientMetadata asked = parse(body);
        ClientMetadata client =
                asked.clientId() == null ? asked.withId(UUID.randomUUID().toString()) : asked;
        String secret = ClientMetadata.SECRET.equals(client.tokenEndpointAuthMethod()) ? secrets.generateKey() : null;
        Credential credential = secret == null ? new Credential.SameSecret() : new Credential.Secret(secret);
        if (!clients.registerNew(client.clientId(), () -> save(client, credential))) {
            throw new InvalidException("conflict", "client_id is taken; change the client with PUT, or choose another");
        }
        return ResponseEntity.created(URI.create(PATH + "/" + client.clientId()))
                .body(show(client.clientId()).withSecret(secret));
    }

    /** Replaces everything but the secret, whether the client is on, and who registered it. */
    @PutMapping("/{id}")
    ClientMetadata change(@PathVariable String id, @RequestBody byte[] body) {
        ClientMetadata before = changeable(id);
        ClientMetadata asked = parse(body);
        if (asked.clientId() != null && !asked.clientId().equals(id)) {
            throw InvalidException.of("client_id", "cannot be changed; register another client");
        }
        if (before.isApp() != asked.isApp()) {
            throw InvalidException.of("redirect_uris", "makes the difference between app and system, which stays");
        }
        if (ClientMetadata.SECRET.equals(asked.tokenEndpointAuthMethod())
                && !ClientMetadata.SECRET.equals(before.tokenEndpointAuthMethod())) {
            throw InvalidException.of(
                    "token_endpoint_auth_method", "cannot become client_secret_basic; register another client");
        }
        save(asked.withId(id), new Credential.SameSecret());
        return show(id);
    }

    @PostMapping("/{id}/secret")
    ClientMetadata rotateSecret(@PathVariable String id) {
        changeable(id);
        String secret = secrets.generateKey();
        if (!clients.rotateSecret(registered(id), secret)) {
            throw InvalidException.of("token_endpoint_auth_method", "of this client is not client_secret_basic");
        }
        return show(id).withSecret(secret);
    }

    /** Also for clients of the operator's file: in an emergency nobody should have to look for it. */
    @PostMapping("/{id}/disable")
    ClientMetadata disable(@PathVariable String id) {
        clients.setEnabled(registered(id), false);
        return show(id);
    }

    @PostMapping("/{id}/enable")
    ClientMetadata enable(@PathVariable String id) {
        clients.setEnabled(registered(id), true);
        return show(id);
    }

    @DeleteMapping("/{id}")
    ResponseEntity<Void> remove(@PathVariable String id) {
        changeable(id);
        clients.remove(id);
        return ResponseEntity.noContent().build();
    }

    private void save(ClientMetadata client, Credential secret) {
        if (client.isApp()) {
            clients.register(ClientCheck.app(client, secret));
        } else {
            clients.register(ClientCheck.system(client, secret));
        }
    }

    private ClientMetadata changeable(String id) {
        ClientMetadata client = show(id);
        if (RegistrationSource.FILE.stored().equals(client.clientRegistrationSource())) {
            throw new InvalidException(
                    "conflict",
                    "This client is registered by consilium.smart.clients-file; change it there and restart");
        }
        return client;
    }

    private RegisteredClient registered(String id) {
        return store.registered(id).orElseThrow(ClientsApi::unknown);
    }

    private static InvalidException unknown() {
        return new InvalidException("not_found", "There is no such client");
    }

    private ClientMetadata parse(byte[] body) {
        if (body.length > LARGEST_BODY) {
            throw new InvalidException("invalid_request", "The body is larger than 256 kB");
        }
        try {
            ClientMetadata client = json.readValue(body, ClientMetadata.class);
            if (client == null) {
                throw new InvalidException("invalid_request", "The body is null");
            }
            return client;
        } catch (UnrecognizedPropertyException e) {
            throw InvalidException.of(e.getPropertyName(), "is not known here");
        } catch (MismatchedInputException e) {
            String field = e.getPath().isEmpty() ? null : e.getPath().get(0).getFieldName();
            throw field == null
                    ? new InvalidException("invalid_request", "The body is not a JSON object")
                    : InvalidException.of(field, "has another type than expected");
        } catch (JsonProcessingException e) {
            throw new InvalidException("invalid_request", "The body is not JSON");
        } catch (IOException e) {
            throw new InvalidException("invalid_request", "The body cannot be read");
        }
    }

    @ExceptionHandler
    ResponseEntity<Map<String, String>> refused(InvalidException e) {
        HttpStatus status =
                switch (e.code()) {
                    case "not_found" -> HttpStatus.NOT_FOUND;
                    case "conflict" -> HttpStatus.CONFLICT;
                    default -> HttpStatus.BAD_REQUEST;
                };
        return ResponseEntity.status(status).body(Map.of("error", e.code(), "error_description", e.getMessage()));
    }
}

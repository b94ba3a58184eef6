package health.consilium.smart;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/**
 * Registers the clients that the operator's file lists, at every start; the way in which a fresh server gets its first
 * administrator. Applying it twice changes nothing. A client that has left the file is switched off. A start with a file
 * that has an error stops, with the entry named, before anything is changed.
 */
@Component
class ClientsFile implements SmartInitializingSingleton {

    private static final Logger LOG = LoggerFactory.getLogger(ClientsFile.class);

    /** Fields that only a file has: where the server finds what should not stand in it. */
    private static final String SECRET_FILE = "client_secret_file";

    private static final String SECRET_ENVIRONMENT = "client_secret_env";
    private static final String JWKS_FILE = "jwks_file";

    private final SmartSettings settings;
    private final Clients clients;
    private final ClientStore store;
    private final Environment environment;
    private final ObjectMapper json = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    ClientsFile(SmartSettings settings, Clients clients, ClientStore store, Environment environment) {
        this.settings = settings;
        this.clients = clients;
        this.store = store;
        this.environment = environment;
    }

    /** One of the two is empty. */
    private record Entry(Optional<SystemClient> system, Optional<AppClient> app) {
        String clientId() {
            return system.map(SystemClient::clientId)
                    .or(() -> app.map(AppClient::clientId))
                    .orElseThrow();
        }
    }

    @Override
    public void afterSingletonsInstantiated() {
        if (settings.clientsFile() != null) {
            apply(settings.clientsFile());
        }
    }

    void apply(Path file) {
        List<Entry> entries = read(file);
        Set<String> listed = new HashSet<>();
        entries.forEach(entry -> {
            if (!listed.add(entry.clientId())) {
                throw problem(file, entry.clientId(), "is there twice");
            }
        });
        entries.forEach(entry -> {
            entry.system().ifPresent(system -> clients.register(system, RegistrationSource.FILE));
            entry.app().ifPresent(app -> clients.register(app, RegistrationSource.FILE));
        });
        store.clientIds(Optional.of(RegistrationSource.FILE)).stream()
                .filter(clientId -> !listed.contains(clientId))
                .forEach(this::switchOff);
        LOG.info("{} clients registered from {}", entries.size(), file);
    }

    private void switchOff(String clientId) {
        store.registered(clientId)
                .filter(client -> store.profile(client.getId())
                        .filter(ClientProfile::enabled)
                        .isPresent())
                .ifPresent(client -> {
                    LOG.warn("Client {} is not in the clients' file any more and is switched off", clientId);
                    clients.setEnabled(client, false);
                });
    }

    private List<Entry> read(Path file) {
        JsonNode list = tree(file).path("clients");
        if (!list.isArray()) {
            throw new IllegalStateException("consilium.smart.clients-file: " + file + " has no list “clients”");
        }
        List<Entry> entries = new java.util.ArrayList<>();
        for (int i = 0; i < list.size(); i++) {
            String name = list.get(i).path("client_id").asText("number " + (i + 1));
            try {
                entries.add(entry(file, list.get(i)));
            } catch (ClientMetadata.InvalidException | IllegalArgumentException e) {
                throw problem(file, name, e.getMessage());
            } catch (JsonProcessingException e) {
                throw problem(file, name, e.getOriginalMessage());
            }
        }
        return entries;
    }

    /** JSON is YAML as well. */
    private JsonNode tree(Path file) {
        try {
            Object document = new Yaml(new SafeConstructor(new LoaderOptions())).load(Files.readString(file));
            return document instanceof Map ? json.valueToTree(document) : json.createObjectNode();
        } catch (IOException e) {
            throw new IllegalStateException("consilium.smart.clients-file: " + file + " cannot be read", e);
        } catch (YAMLException e) {
            throw new IllegalStateException(
                    "consilium.smart.clients-file: " + file + " is neither YAML nor JSON: " + e.getMessage(), e);
        }
    }

    private Entry entry(Path file, JsonNode node) throws JsonProcessingException {
        if (!(node instanceof ObjectNode fields)) {
            throw new IllegalArgumentException("is not an object");
        }
        Optional<String> secret = secret(file, fields);
        JsonNode keys = fields.remove(JWKS_FILE);
        if (keys != null) {
            fields.set("jwks", json.readTree(text(file, keys.asText())));
        }
        ClientMetadata client = json.treeToValue(fields, ClientMetadata.class);
        if (ClientMetadata.SECRET.equals(client.tokenEndpointAuthMethod()) && secret.isEmpty()) {
            throw new IllegalArgumentException("needs " + SECRET_FILE + " or " + SECRET_ENVIRONMENT);
        }
        Credential credential = secret.<Credential>map(Credential.Secret::new).orElseGet(Credential.SameSecret::new);
        return client.isApp()
                ? new Entry(Optional.empty(), Optional.of(ClientCheck.app(client, credential)))
                : new Entry(Optional.of(ClientCheck.system(client, credential)), Optional.empty());
    }

    private Optional<String> secret(Path file, ObjectNode fields) {
        JsonNode path = fields.remove(SECRET_FILE);
        JsonNode variable = fields.remove(SECRET_ENVIRONMENT);
        if (path != null && variable != null) {
            throw new IllegalArgumentException("has both " + SECRET_FILE + " and " + SECRET_ENVIRONMENT);
        }
        if (path != null) {
            return Optional.of(text(file, path.asText()).strip());
        }
        if (variable == null) {
            return Optional.empty();
        }
        return Optional.of(Optional.ofNullable(environment.getProperty(variable.asText()))
                .orElseThrow(() -> new IllegalArgumentException(
                        SECRET_ENVIRONMENT + " names the variable " + variable.asText() + ", which is not set")));
    }

    /** A relative path starts where the clients' file lies. */
    private static String text(Path file, String name) {
        Path path = file.toAbsolutePath().resolveSibling(name);
        try {
            return Files.readString(path);
        } catch (IOException e) {
            throw new IllegalArgumentException("names " + path + ", which cannot be read");
        }
    }

    private static IllegalStateException problem(Path file, String entry, String problem) {
        return new IllegalStateException(
                "consilium.smart.clients-file: " + file + ", client “" + entry + "”: " + problem);
    }
}

package health.consilium.smart;

import health.consilium.smart.rules.ScopeGrant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The systems and apps that may ask for tokens. Only an administrator registers them. */
@Component
public class Clients {

    private final ClientStore store;
    private final PasswordEncoder encoder;
    private final SmartSettings settings;
    private final TokenRevocation revocation;
    private final ApplicationEventPublisher events;
    private final TransactionTemplate transactions;

    Clients(
            ClientStore store,
            PasswordEncoder encoder,
            SmartSettings settings,
            TokenRevocation revocation,
            ApplicationEventPublisher events,
            PlatformTransactionManager transactions) {
        this.store = store;
        this.encoder = encoder;
        this.settings = settings;
        this.revocation = revocation;
        this.events = events;
        this.transactions = new TransactionTemplate(transactions);
    }

    /**
     * Does so where there is no client of that id, and none comes meanwhile.
     *
     * @return false where there is one
     */
    boolean registerNew(String clientId, Runnable registration) {
        return Boolean.TRUE.equals(transactions.execute(status -> {
            store.lock();
            if (store.registered(clientId).isPresent()) {
                return false;
            }
            registration.run();
            return true;
        }));
    }

    /** Adds the system or brings it up to date. */
    public void register(SystemClient system) {
        register(system, RegistrationSource.ADMINISTRATOR);
    }

    public void register(SystemClient system, RegistrationSource source) {
        requireScopes(system.scopes());
        transactions.executeWithoutResult(status -> {
            store.lock();
            RegisteredClient.Builder client = builder(system.clientId());
            ClientForm.fill(client, system, settings);
            save(
                    client,
                    Optional.of(system.credential()),
                    profile(
                            system.clientId(),
                            Optional.of(system.role()),
                            Optional.of(system.organization()),
                            Optional.of(system.credential()),
                            source));
        });
    }

    /** Adds the app or brings it up to date. */
    public void register(AppClient app) {
        register(app, RegistrationSource.ADMINISTRATOR);
    }

    public void register(AppClient app, RegistrationSource source) {
        requireScopes(app.scopes());
        transactions.executeWithoutResult(status -> {
            store.lock();
            RegisteredClient.Builder client = builder(app.clientId());
            ClientForm.fill(client, app, settings);
            RegisteredClient saved = save(
                    client,
                    app.credential(),
                    profile(app.clientId(), Optional.empty(), Optional.empty(), app.credential(), source));
            store.saveOrigins(saved.getId(), app.redirectUris());
        });
    }

    /**
     * Gives a client with a secret a new one; the old one is good for nothing from then on. Tokens live on.
     *
     * @param client as it was; of what it is by now the secret alone changes
     * @return false when it is, by now, a client without secret
     */
    boolean rotateSecret(RegisteredClient client, String secret) {
        return Boolean.TRUE.equals(transactions.execute(status -> {
            store.lock();
            RegisteredClient current = store.findById(client.getId());
            if (current == null || current.getClientSecret() == null) {
                return false;
            }
            store.save(RegisteredClient.from(current)
                    .clientSecret(encoder.encode(secret))
                    .build());
            publish(current, ClientChanged.Kind.SECRET_ROTATED);
            return true;
        }));
    }

    /** Switches a client off, with every token that it holds, or on again. */
    void setEnabled(RegisteredClient client, boolean enabled) {
        transactions.executeWithoutResult(status -> {
            store.lock();
            store.setEnabled(client.getId(), enabled);
            if (!enabled) {
                revocation.revokeClient(client.getClientId());
            }
            publish(client, enabled ? ClientChanged.Kind.ENABLED : ClientChanged.Kind.DISABLED);
        });
    }

    /** Removes a client and every token that it holds. */
    public void remove(String clientId) {
        transactions.executeWithoutResult(status -> {
            revocation.revokeClient(clientId);
            store.registered(clientId).ifPresent(client -> publish(client, ClientChanged.Kind.REMOVED));
            store.remove(clientId);
        });
    }

    private RegisteredClient.Builder builder(String clientId) {
        return store.registered(clientId).map(RegisteredClient::from).orElseGet(() -> RegisteredClient.withId(
                        UUID.randomUUID().toString())
                .clientId(clientId));
    }

    private RegisteredClient save(
            RegisteredClient.Builder builder, Optional<Credential> credential, ClientProfile profile) {
        RegisteredClient filled = builder.build();
        RegisteredClient client = RegisteredClient.from(filled)
                .clientSecret(secret(credential, filled.getClientSecret()))
                .build();
        Optional<ClientProfile> before = store.profile(client.getId());
        boolean same = before.equals(Optional.of(profile))
                && store.registered(client.getClientId()).equals(Optional.of(client));
        endWhatIsNoLongerTrue(client, profile);
        store.save(client);
        store.saveProfile(client.getId(), profile);
        // Each start brings the clients' file again, mostly as it was.
        if (!same || profile.source() == RegistrationSource.ADMINISTRATOR) {
            publish(client, before.isPresent() ? ClientChanged.Kind.CHANGED : ClientChanged.Kind.REGISTERED);
        }
        return client;
    }

    /**
     * A token says by itself what it is for and whose it is, and a refresh token would go on saying it: of a client that may do
     * less, or is another's now, none stays.
     */
    private void endWhatIsNoLongerTrue(RegisteredClient client, ClientProfile profile) {
        boolean narrower = store.registered(client.getClientId())
                .filter(before ->
                        before.getScopes().stream().anyMatch(scope -> !ScopeGrant.covers(client.getScopes(), scope)))
                .isPresent();
        boolean another = store.profile(client.getId())
                .filter(before -> !before.role().equals(profile.role())
                        || !before.organization().equals(profile.organization()))
                .isPresent();
        if (narrower || another) {
            revocation.revokeClient(client.getClientId());
        }
    }

    /** The same secret keeps its hash, so that a start does not write what has not changed. */
    private String secret(Optional<Credential> credential, String known) {
        if (credential.filter(Credential.SameSecret.class::isInstance).isPresent()) {
            if (known == null) {
                throw new IllegalArgumentException("The client has no secret yet");
            }
            return known;
        }
        return credential
                .filter(Credential.Secret.class::isInstance)
                .map(found -> ((Credential.Secret) found).value())
                .map(value -> known != null && encoder.matches(value, known) ? known : encoder.encode(value))
                .orElse(null);
    }

    private ClientProfile profile(
            String clientId,
            Optional<PartyRole> role,
            Optional<String> organization,
            Optional<Credential> credential,
            RegistrationSource source) {
        // The demo's are switched off by every start without it, and on again by it.
        boolean enabled = source == RegistrationSource.DEMO
                || store.registered(clientId)
                        .flatMap(client -> store.profile(client.getId()))
                        .map(ClientProfile::enabled)
                        .orElse(true);
        return new ClientProfile(
                role,
                organization,
                credential
                        .filter(Credential.Keys.class::isInstance)
                        .map(keys -> AssertionKeys.requirePublic(((Credential.Keys) keys).jwks())),
                credential.filter(Credential.KeysAt.class::isInstance).map(keys -> ((Credential.KeysAt) keys)
                        .jwksUri()),
                source,
                enabled);
    }

    private void publish(RegisteredClient client, ClientChanged.Kind kind) {
        RegistrationSource source =
                store.profile(client.getId()).map(ClientProfile::source).orElseThrow();
        String by = SmartSession.current().map(AuthenticatedParty::subject).orElse("server");
        events.publishEvent(new ClientChanged(client.getClientId(), kind, source, by));
    }

    private static void requireScopes(Set<String> scopes) {
        scopes.stream().filter(scope -> !ScopeGrant.isKnown(scope)).findFirst().ifPresent(scope -> {
            throw new IllegalArgumentException("Not a SMART scope: " + scope);
        });
    }
}

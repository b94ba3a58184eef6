package health.consilium.smart;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.security.oauth2.server.authorization.client.JdbcRegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.stereotype.Component;
import org.springframework.util.function.SingletonSupplier;

/** Registered clients in PostgreSQL. */
@Component
class ClientStore implements RegisteredClientRepository {

    /** VSCHAR of RFC 6749 appendix A.1: anything else cannot be a client id and must not reach the database. */
    private static final Pattern CLIENT_ID = Pattern.compile("[\\x20-\\x7E]{1,200}");

    private final JdbcTemplate jdbc;
    private final Supplier<JdbcRegisteredClientRepository> delegate;

    ClientStore(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
        this.delegate = SingletonSupplier.of(() -> new JdbcRegisteredClientRepository(jdbc));
    }

    @Override
    public void save(RegisteredClient client) {
        delegate.get().save(client);
    }

    @Override
    public RegisteredClient findById(String id) {
        return delegate.get().findById(id);
    }

    /** A client that is switched off is as good as unknown: it gets no token and its apps do not start. */
    @Override
    public RegisteredClient findByClientId(String clientId) {
        return registered(clientId)
                .filter(client ->
                        profile(client.getId()).filter(ClientProfile::enabled).isPresent())
                .orElse(null);
    }

    /** The client, switched off or not. */
    Optional<RegisteredClient> registered(String clientId) {
        return CLIENT_ID.matcher(clientId).matches()
                ? Optional.ofNullable(delegate.get().findByClientId(clientId))
                : Optional.empty();
    }

    Optional<ClientProfile> profile(String registeredClientId) {
        return jdbc
                .query(
                        "select * from smart_client where registered_client_id = ?",
                        (row, index) -> new ClientProfile(
                                Optional.ofNullable(row.getString("role")).map(PartyRole::valueOf),
                                Optional.ofNullable(row.getString("organization")),
                                Optional.ofNullable(row.getString("jwks")),
                                Optional.ofNullable(row.getString("jwks_uri")).map(URI::create),
                                RegistrationSource.ofStored(row.getString("client_registration_source")),
                                row.getBoolean("enabled")),
                        registeredClientId)
                .stream()
                .findFirst();
    }

    void saveProfile(String registeredClientId, ClientProfile profile) {
        jdbc.update(
                """
                insert into smart_client (registered_client_id, role, organization, jwks, jwks_uri,
                    client_registration_source, enabled, changed_at)
                values (?, ?, ?, ?, ?, ?, ?, current_timestamp)
                on conflict (registered_client_id) do update set role = excluded.role,
                    organization = excluded.organization, jwks = excluded.jwks, jwks_uri = excluded.jwks_uri,
                    client_registration_source = excluded.client_registration_source, enabled = excluded.enabled,
                    changed_at = excluded.changed_at
                """,
                registeredClientId,
                profile.role().map(PartyRole::name).orElse(null),
                profile.organization().orElse(null),
                profile.jwks().orElse(null),
                profile.jwksUri().map(URI::toString).orElse(null),
                profile.source().stored(),
                profile.enabled());
    }

    /** Client ids of a source, or of all, in their order. */
    List<String> clientIds(Optional<RegistrationSource> source) {
        return jdbc.queryForList(
                """
                select r.client_id from oauth2_registered_client r
                join smart_client c on c.registered_client_id = r.id
                where c.client_registration_source = coalesce(?, c.client_registration_source)
                order by r.client_id
                """,
                String.class,
                source.map(RegistrationSource::stored).orElse(null));
    }

    void setEnabled(String registeredClientId, boolean enabled) {
        jdbc.update(
                "update smart_client set enabled = ?, changed_at = current_timestamp where registered_client_id = ?",
                enabled,
                registeredClientId);
    }

    /** Two servers that start together must not register the same client at once. Held until the transaction ends. */
    void lock() {
        jdbc.query("select pg_advisory_xact_lock(hashtext('smart_client'))", row -> {});
    }

    /** Web pages of an app may call us: their origin is that of a redirect address. */
    void saveOrigins(String registeredClientId, Set<String> redirectUris) {
        jdbc.update("delete from smart_client_origin where registered_client_id = ?", registeredClientId);
        redirectUris.stream()
                .map(URI::create)
                .filter(uri -> uri.getScheme() != null && uri.getScheme().startsWith("http"))
                .map(uri -> uri.getScheme() + "://" + uri.getRawAuthority())
                .distinct()
                .forEach(origin -> jdbc.update(
                        "insert into smart_client_origin (registered_client_id, origin) values (?, ?)",
                        registeredClientId,
                        origin));
    }

    boolean isRegisteredOrigin(String origin) {
        return origin.indexOf('\0') < 0
                && !jdbc.queryForList("select 1 from smart_client_origin where origin = ? limit 1", origin)
                        .isEmpty();
    }

    void remove(String clientId) {
        jdbc.update("delete from oauth2_registered_client where client_id = ?", clientId);
    }
}

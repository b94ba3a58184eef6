package health.consilium.smart;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import java.sql.Timestamp;
import java.text.ParseException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.util.function.SingletonSupplier;

/**
 * The RSA key that signs id tokens, made at first use and shared by all servers of the database. It signs nothing else:
 * access tokens are opaque.
 */
@Component
class SigningKeys implements JWKSource<SecurityContext> {

    private static final int BITS = 2048;

    private final JdbcTemplate jdbc;
    private final Supplier<JWKSet> keys = SingletonSupplier.of(this::loadOrCreate);

    SigningKeys(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public List<JWK> get(JWKSelector selector, SecurityContext context) {
        return selector.select(keys.get());
    }

    private JWKSet loadOrCreate() {
        List<JWK> stored = load();
        if (stored.isEmpty()) {
            // Servers that start together race here; the index on active lets one win, and all read its key.
            RSAKey key = generate();
            jdbc.update(
                    "insert into smart_signing_key (kid, jwk, active, created_at) values (?, ?, true, ?)"
                            + " on conflict do nothing",
                    key.getKeyID(),
                    key.toJSONString(),
                    Timestamp.from(Instant.now()));
            stored = load();
        }
        return new JWKSet(stored);
    }

    private List<JWK> load() {
        return jdbc
                .queryForList("select jwk from smart_signing_key where active order by created_at", String.class)
                .stream()
                .map(SigningKeys::parse)
                .toList();
    }

    private static JWK parse(String jwk) {
        try {
            return JWK.parse(jwk);
        } catch (ParseException e) {
            throw new IllegalStateException("smart_signing_key holds what is not a key", e);
        }
    }

    private static RSAKey generate() {
        try {
            return new RSAKeyGenerator(BITS)
                    .keyID(UUID.randomUUID().toString())
                    .keyUse(KeyUse.SIGNATURE)
                    .algorithm(JWSAlgorithm.RS256)
                    .generate();
        } catch (JOSEException e) {
            throw new IllegalStateException("Every Java platform can make RSA keys", e);
        }
    }
}

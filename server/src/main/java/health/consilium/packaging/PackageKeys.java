package health.consilium.packaging;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import java.text.ParseException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The P-384 key that signs packages, made at first use and shared by all servers of the database. */
@Component
class PackageKeys {

    private final JdbcClient jdbc;
    private final Clock clock;

    PackageKeys(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    ECKey current() {
        List<ECKey> active = load("where active");
        if (active.isEmpty()) {
            create();
            active = load("where active");
        }
        return active.get(0);
    }

    /** The public halves of all keys that ever signed, so that old packages can still be checked. */
    JWKSet publicKeys() {
        current();
        return new JWKSet(List.<JWK>copyOf(load(""))).toPublicJWKSet();
    }

    private List<ECKey> load(String where) {
        return jdbc
                .sql("select jwk from package_signing_key " + where + " order by created_at")
                .query(String.class)
                .list()
                .stream()
                .map(PackageKeys::parse)
                .toList();
    }

    /** Servers that start together race here; the index on active lets one win, and all read its key. */
    private void create() {
        ECKey key = generate();
        jdbc.sql(
                        """
                        insert into package_signing_key (kid, jwk, active, created_at)
                        values (:kid, :jwk, true, :now) on conflict do nothing
                        """)
                .param("kid", key.getKeyID())
                .param("jwk", key.toJSONString())
                .param("now", OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC))
                .update();
    }

    static ECKey generate() {
        try {
            return new ECKeyGenerator(Curve.P_384)
                    .keyID(UUID.randomUUID().toString())
                    .keyUse(KeyUse.SIGNATURE)
                    .algorithm(JWSAlgorithm.ES384)
                    .generate();
        } catch (JOSEException e) {
            throw new IllegalStateException("Every Java platform can make P-384 keys", e);
        }
    }

    private static ECKey parse(String jwk) {
        try {
            return ECKey.parse(jwk);
        } catch (ParseException e) {
            throw new IllegalStateException("package_signing_key holds what is not a key", e);
        }
    }
}

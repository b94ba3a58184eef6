package health.consilium.packaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import org.junit.jupiter.api.Test;

class KeySignaturesTests {

    private static final String STATEMENT =
            "{\"reason\": \"adopted\", \"gap\": \"C-2026-7QK2M4XA|breast.clin.family\"}";

    private final PackageKeys keys = mock(PackageKeys.class);
    private final KeySignatures signatures = new KeySignatures(keys);

    @Test
    void whatWasSignedIsProvedByThePublicKeysWhateverTheOrderOfTheWords() {
        ECKey old = key();
        String jws = signatures.sign(STATEMENT);
        ECKey next = PackageKeys.generate();
        when(keys.current()).thenReturn(next);
        when(keys.publicKeys()).thenReturn(new JWKSet(java.util.List.of(old, next)).toPublicJWKSet());

        assertThat(jws).contains("..");
        assertThat(signatures.verifies(jws, "{\"gap\":\"C-2026-7QK2M4XA|breast.clin.family\",\"reason\":\"adopted\"}"))
                .isTrue();
    }

    @Test
    void anythingElseIsNotSigned() {
        key();
        String jws = signatures.sign(STATEMENT);

        assertThat(signatures.verifies(jws, STATEMENT.replace("adopted", "adopted.")))
                .isFalse();
        assertThat(signatures.verifies("made up", STATEMENT)).isFalse();
        assertThat(signatures.verifies("eyJhbGciOiJub25lIn0..", STATEMENT)).isFalse();
        key();
        assertThat(signatures.verifies(jws, STATEMENT)).as("by another's key").isFalse();
    }

    private ECKey key() {
        ECKey key = PackageKeys.generate();
        when(keys.current()).thenReturn(key);
        when(keys.publicKeys()).thenReturn(new JWKSet(key).toPublicJWKSet());
        return key;
    }
}

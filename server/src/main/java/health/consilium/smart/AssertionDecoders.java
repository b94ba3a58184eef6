package health.consilium.smart;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import java.net.URI;
import java.time.DateTimeException;
import java.util.Set;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtDecoderFactory;
import org.springframework.security.oauth2.jwt.JwtValidationException;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.stereotype.Component;

/**
 * Checks client assertions as SMART asks: RS384 or ES384 by a registered key, for our token endpoint, at most five
 * minutes long, once. The library's own decoder accepts replays and any lifetime, and is kept for ever per client.
 *
 * @see <a href="https://hl7.org/fhir/smart-app-launch/STU2.2/client-confidential-asymmetric.html">SMART asymmetric
 *     authentication</a>
 */
@Component
class AssertionDecoders implements JwtDecoderFactory<RegisteredClient> {

    private static final Set<JWSAlgorithm> ALGORITHMS = Set.of(JWSAlgorithm.RS384, JWSAlgorithm.ES384);

    private final ClientStore clients;
    private final ClientKeys keys;
    private final UsedAssertions used;
    private final ServerOrigin origin;

    AssertionDecoders(ClientStore clients, ClientKeys keys, UsedAssertions used, ServerOrigin origin) {
        this.clients = clients;
        this.keys = keys;
        this.used = used;
        this.origin = origin;
    }

    @Override
    public JwtDecoder createDecoder(RegisteredClient client) {
        ClientProfile profile = clients.profile(client.getId())
                .orElseThrow(() -> new IllegalStateException("A client was removed while it asked for a token"));
        DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
        processor.setJWSKeySelector(new JWSVerificationKeySelector<>(ALGORITHMS, keys.of(profile)));
        processor.setJWTClaimsSetVerifier((claims, context) -> {});
        NimbusJwtDecoder decoder = new NimbusJwtDecoder(processor);
        decoder.setJwtValidator(new DelegatingOAuth2TokenValidator<>(AssertionRules.forClient(
                client.getClientId(),
                Set.of(origin.url("/oauth2/token"), origin.issuer()),
                profile.jwksUri().map(URI::toString))));
        return token -> once(client.getClientId(), decode(decoder, token));
    }

    /** Dates beyond the calendar and the like surface as odd exceptions; to the caller they are a bad assertion. */
    private static Jwt decode(NimbusJwtDecoder decoder, String token) {
        try {
            return decoder.decode(token);
        } catch (ArithmeticException | IllegalArgumentException | DateTimeException e) {
            throw new BadJwtException("The assertion cannot be read", e);
        }
    }

    /** Last of all checks, so that only an assertion that is otherwise good uses up its identifier. */
    private Jwt once(String clientId, Jwt assertion) {
        if (!used.use(clientId, assertion.getId(), assertion.getExpiresAt().plus(AssertionRules.CLOCK_SKEW))) {
            throw new JwtValidationException("The assertion was used before", Set.of(AssertionRules.REPLAYED));
        }
        return assertion;
    }
}

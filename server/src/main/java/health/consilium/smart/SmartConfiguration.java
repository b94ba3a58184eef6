package health.consilium.smart;

import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import java.util.Map;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.security.crypto.password.DelegatingPasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.oauth2.core.OAuth2Token;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.NimbusJwtEncoder;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationConsentService;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.config.annotation.web.configuration.OAuth2AuthorizationServerConfiguration;
import org.springframework.security.oauth2.server.authorization.settings.AuthorizationServerSettings;
import org.springframework.security.oauth2.server.authorization.token.DelegatingOAuth2TokenGenerator;
import org.springframework.security.oauth2.server.authorization.token.JwtGenerator;
import org.springframework.security.oauth2.server.authorization.token.OAuth2AccessTokenGenerator;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenGenerator;

/** The parts that the authorization server's library asks for. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SmartSettings.class)
class SmartConfiguration {

    private static final int COST = 10;
    private static final int DEMO_COST = 4;

    @Bean
    AuthorizationServerSettings authorizationServerSettings(ServerOrigin origin) {
        AuthorizationServerSettings.Builder settings = AuthorizationServerSettings.builder();
        origin.configuredIssuer().ifPresent(settings::issuer);
        return settings.build();
    }

    /** The demo's secrets are printed at start, so that a slow hash would only slow the demo. */
    @Bean
    PasswordEncoder passwordEncoder(Environment environment) {
        boolean demo = environment.acceptsProfiles(Profiles.of("demo"));
        PasswordEncoder bcrypt = new BCryptPasswordEncoder(demo ? DEMO_COST : COST);
        return new DelegatingPasswordEncoder("bcrypt", Map.of("bcrypt", bcrypt));
    }

    @Bean
    JwtDecoder jwtDecoder(JWKSource<SecurityContext> keys) {
        return OAuth2AuthorizationServerConfiguration.jwtDecoder(keys);
    }

    @Bean
    OAuth2AuthorizationConsentService authorizationConsentService(
            JdbcTemplate jdbc, RegisteredClientRepository clients) {
        return new ConsentRecords(jdbc, clients);
    }

    @Bean
    OAuth2TokenGenerator<OAuth2Token> tokenGenerator(JWKSource<SecurityContext> keys, TokenClaims claims) {
        OAuth2AccessTokenGenerator access = new OAuth2AccessTokenGenerator();
        access.setAccessTokenCustomizer(claims::ofAccessToken);
        JwtGenerator id = new JwtGenerator(new NimbusJwtEncoder(keys));
        id.setJwtCustomizer(claims::ofIdToken);
        return new DelegatingOAuth2TokenGenerator(access, new OfflineRefreshTokens(), id);
    }
}

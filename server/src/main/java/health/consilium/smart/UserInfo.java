package health.consilium.smart;

import java.util.Map;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.ResponseEntity;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RestController;

/**
 * Tells an app who signed in. The library's own endpoint reads signed access tokens only.
 *
 * @see <a href="https://openid.net/specs/openid-connect-core-1_0.html#UserInfo">OpenID Connect, UserInfo</a>
 */
@RestController
class UserInfo {

    static final String PATH = "/userinfo";

    private final Accounts accounts;
    private final TokenClaims claims;

    UserInfo(Accounts accounts, TokenClaims claims) {
        this.accounts = accounts;
        this.claims = claims;
    }

    @RequestMapping(
            path = PATH,
            method = {RequestMethod.GET, RequestMethod.POST})
    ResponseEntity<Map<String, Object>> userInfo() {
        return SmartSession.current()
                .filter(party -> party.scopes().contains("openid"))
                .flatMap(party -> accounts.find(party.subject()).map(account -> claims.ofUserInfo(party, account)))
                .map(ResponseEntity::ok)
                .orElseGet(() -> ResponseEntity.status(403).build());
    }

    /** Stands before the authorization server's chain, which would take the path for itself. */
    @Configuration(proxyBeanMethods = false)
    static class Security {

        @Bean
        @Order(FilterChains.FHIR + 1)
        SecurityFilterChain userInfoChain(
                HttpSecurity http, BearerIntrospector introspector, TokenRefused refused, OriginRules origins)
                throws Exception {
            return http.securityMatcher(PathPatternRequestMatcher.withDefaults().matcher(PATH))
                    .authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
                    .oauth2ResourceServer(server -> server.opaqueToken(token -> token.introspector(introspector))
                            .authenticationEntryPoint(refused))
                    .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                    .cors(cors -> cors.configurationSource(origins))
                    .csrf(AbstractHttpConfigurer::disable)
                    .requestCache(AbstractHttpConfigurer::disable)
                    .build();
        }
    }
}

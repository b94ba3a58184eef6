package health.consilium.smart;

import health.consilium.smart.rules.ScopeGrant;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;

/**
 * Lets an administrator's token through, if it was issued for administering and not to who came by a link in a mail, to what is
 * managed by REST here.
 */
@Configuration(proxyBeanMethods = false)
class AdminSecurity {

    private static final PathPatternRequestMatcher.Builder PATHS = PathPatternRequestMatcher.withDefaults();

    private static final RequestMatcher MANAGED = new OrRequestMatcher(
            PATHS.matcher(ClientsApi.PATH),
            PATHS.matcher(ClientsApi.PATH + "/**"),
            PATHS.matcher(ProxiesApi.PATH),
            PATHS.matcher(ProxiesApi.PATH + "/**"));

    @Bean
    @Order(FilterChains.FHIR + 2)
    SecurityFilterChain adminChain(
            HttpSecurity http,
            BearerIntrospector introspector,
            TokenRefused refused,
            DeniedRequests denied,
            OriginRules origins)
            throws Exception {
        http.securityMatcher(MANAGED)
                .authorizeHttpRequests(requests -> requests.anyRequest()
                        .access((caller, request) -> new AuthorizationDecision(mayAdminister(caller.get()))))
                .oauth2ResourceServer(server -> server.opaqueToken(token -> token.introspector(introspector))
                        .authenticationEntryPoint(refused)
                        .accessDeniedHandler(denied));
        return TokensOnly.chain(http, origins);
    }

    private static boolean mayAdminister(Authentication caller) {
        return caller != null
                && caller.getPrincipal() instanceof PartyPrincipal principal
                && principal.party().role() == PartyRole.ADMIN
                && principal.party().scopes().contains(ScopeGrant.ADMINISTER)
                && !principal.party().assurance().isLow();
    }
}

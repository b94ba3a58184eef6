package health.consilium.people;

import health.consilium.smart.AuthenticatedParty;
import health.consilium.smart.DeniedRequests;
import health.consilium.smart.FilterChains;
import health.consilium.smart.PartyRole;
import health.consilium.smart.SmartSession;
import health.consilium.smart.TokenRefused;
import health.consilium.smart.rules.ScopeGrant;
import java.util.Set;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.oauth2.server.resource.introspection.OpaqueTokenIntrospector;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;

/** Who may do what with accounts by REST. */
@Configuration(proxyBeanMethods = false)
class AccountsSecurity {

    /** A token that was made for an app of little power does not become a coordinator's by its person. */
    private static final String COORDINATE = "user/*.cu";

    /** The caller, who has one of these roles. */
    static AuthenticatedParty require(PartyRole... anyOf) {
        AuthenticatedParty party = SmartSession.current().orElseThrow(() -> new Refused(401, "Send a bearer token."));
        boolean entitled = party.role() == PartyRole.ADMIN
                ? party.scopes().contains(ScopeGrant.ADMINISTER)
                : ScopeGrant.covers(party.scopes(), COORDINATE);
        if (!Set.of(anyOf).contains(party.role())
                || !entitled
                || party.assurance().isLow()) {
            throw new Refused(403, "This is not for your role, or not for this token.");
        }
        return party;
    }

    @Bean
    @Order(FilterChains.PEOPLE + 1)
    SecurityFilterChain accountsChain(
            HttpSecurity http, OpaqueTokenIntrospector introspector, TokenRefused refused, DeniedRequests denied)
            throws Exception {
        return http.securityMatcher(PathPatternRequestMatcher.withDefaults().matcher(AccountsApi.PATH + "/**"))
                // Each request asks more closely; nobody else learns what a request about accounts lacks.
                .authorizeHttpRequests(requests ->
                        requests.anyRequest().hasAnyRole(PartyRole.ADMIN.name(), PartyRole.COORDINATOR.name()))
                .oauth2ResourceServer(server -> server.opaqueToken(token -> token.introspector(introspector))
                        .authenticationEntryPoint(refused)
                        .accessDeniedHandler(denied))
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .csrf(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .build();
    }
}

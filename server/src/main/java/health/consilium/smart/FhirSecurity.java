package health.consilium.smart;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.oauth2.server.resource.authentication.OpaqueTokenAuthenticationProvider;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;

/**
 * Lets a FHIR request through with a bearer token and with nothing else: no cookie, no session, no password. What the
 * caller may do is decided by the access module.
 *
 * <p>The FHIR server is a servlet of its own beside Spring MVC, so that paths are matched as patterns on the whole
 * address (string matchers would ask Spring MVC and refuse).
 */
@Configuration(proxyBeanMethods = false)
class FhirSecurity {

    private static final PathPatternRequestMatcher.Builder PATHS = PathPatternRequestMatcher.withDefaults();

    private static final RequestMatcher OPEN = new OrRequestMatcher(
            PATHS.matcher(HttpMethod.GET, "/fhir/metadata"),
            PATHS.matcher(HttpMethod.HEAD, "/fhir/metadata"),
            PATHS.matcher(HttpMethod.GET, "/fhir/.well-known/smart-configuration"),
            PATHS.matcher(HttpMethod.HEAD, "/fhir/.well-known/smart-configuration"),
            PATHS.matcher(HttpMethod.OPTIONS, "/fhir/**"));

    /** No timer for each filter of each request; what a request takes is measured as a whole. */
    @Bean
    SecurityObservationSettings securityObservations() {
        return SecurityObservationSettings.noObservations();
    }

    @Bean
    @Order(FilterChains.FHIR)
    SecurityFilterChain fhirChain(
            HttpSecurity http, BearerIntrospector introspector, Unauthenticated unauthenticated, OriginRules origins)
            throws Exception {
        http.securityMatcher(PATHS.matcher("/fhir/**"))
                .authorizeHttpRequests(requests ->
                        requests.requestMatchers(OPEN).permitAll().anyRequest().authenticated())
                // Without the manager that tells of each success: a token with a request is no sign-in, and they are
                // many.
                .oauth2ResourceServer(server -> server.opaqueToken(token -> token.authenticationManager(
                                new OpaqueTokenAuthenticationProvider(introspector)::authenticate))
                        .authenticationEntryPoint(unauthenticated))
                .exceptionHandling(failures -> failures.authenticationEntryPoint(unauthenticated));
        return TokensOnly.chain(http, origins);
    }
}

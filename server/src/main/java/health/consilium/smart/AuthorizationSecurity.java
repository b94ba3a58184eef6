package health.consilium.smart;

import java.time.Clock;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.oauth2.server.authorization.authentication.JwtClientAssertionAuthenticationProvider;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationCodeRequestAuthenticationProvider;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationConsentAuthenticationProvider;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2ClientCredentialsAuthenticationProvider;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.config.annotation.web.configurers.OAuth2AuthorizationServerConfigurer;
import org.springframework.security.oauth2.server.authorization.config.annotation.web.configurers.OAuth2ClientAuthenticationConfigurer;
import org.springframework.security.oauth2.server.authorization.config.annotation.web.configurers.OAuth2TokenEndpointConfigurer;
import org.springframework.security.oauth2.server.authorization.web.authentication.ClientSecretBasicAuthenticationConverter;
import org.springframework.security.oauth2.server.authorization.web.authentication.ClientSecretPostAuthenticationConverter;
import org.springframework.security.oauth2.server.authorization.web.authentication.OAuth2AuthorizationCodeRequestAuthenticationConverter;
import org.springframework.security.oauth2.server.authorization.web.authentication.OAuth2ClientCredentialsAuthenticationConverter;
import org.springframework.security.oauth2.server.authorization.web.authentication.PublicClientAuthenticationConverter;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.authentication.LoginUrlAuthenticationEntryPoint;
import org.springframework.security.web.header.HeaderWriterFilter;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.AndRequestMatcher;
import org.springframework.security.web.util.matcher.NegatedRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.transaction.PlatformTransactionManager;

/**
 * The authorization server's endpoints, with its defaults changed where SMART asks for something else. Every such
 * change is a class of its own in this package.
 */
@Configuration(proxyBeanMethods = false)
class AuthorizationSecurity {

    @Bean
    @Order(FilterChains.AUTHORIZATION)
    SecurityFilterChain authorizationChain(
            HttpSecurity http,
            RegisteredClientRepository clients,
            Extensions extensions,
            OriginRules origins,
            PlatformTransactionManager transactions,
            Clock clock)
            throws Exception {
        OAuth2AuthorizationServerConfigurer server = OAuth2AuthorizationServerConfigurer.authorizationServer();
        // No client here is one of a device, and the library stumbles over what it is sent for one. Its filters stand
        // before any rule, so that these paths are left to the chain that denies what it does not know.
        RequestMatcher devices = PathPatternRequestMatcher.withDefaults().matcher("/oauth2/device_*");
        return http.securityMatcher(
                        new AndRequestMatcher(server.getEndpointsMatcher(), new NegatedRequestMatcher(devices)))
                .with(server, configurer -> configure(configurer, clients, extensions))
                .authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
                // The user info endpoint of the library reads signed tokens only; ours are opaque, see UserInfo.
                .oauth2ResourceServer(resource -> resource.bearerTokenResolver(request -> null))
                .exceptionHandling(failures -> failures.defaultAuthenticationEntryPointFor(
                                new LoginUrlAuthenticationEntryPoint(SignInPages.LOGIN),
                                PathPatternRequestMatcher.withDefaults().matcher("/oauth2/authorize"))
                        .defaultAuthenticationEntryPointFor(new NoClient(), request -> true))
                .addFilterAfter(new WellFormedParameters(), HeaderWriterFilter.class)
                .addFilterAfter(new BearerTokensOnly(), WellFormedParameters.class)
                .addFilterAfter(new AuthorizeByPost(), WellFormedParameters.class)
                .addFilterAfter(new RecentSignIn(clock), AuthorizeByPost.class)
                // When the client is known, before it gets tokens.
                .addFilterBefore(new WholeTokens(transactions), AuthorizationFilter.class)
                .cors(cors -> cors.configurationSource(origins))
                .build();
    }

    private static void configure(
            OAuth2AuthorizationServerConfigurer server, RegisteredClientRepository clients, Extensions extensions) {
        server.clientAuthentication(authentication -> clients(authentication, clients, extensions))
                .authorizationEndpoint(endpoint -> endpoint.consentPage(SignInPages.CONSENT)
                        .authorizationRequestConverters(converters -> converters.replaceAll(
                                converter -> converter instanceof OAuth2AuthorizationCodeRequestAuthenticationConverter
                                        ? new OfferedScopes(converter, clients)
                                        : converter))
                        .authenticationProviders(providers -> providers.forEach(extensions::apply)))
                .tokenEndpoint(endpoint -> tokens(endpoint, extensions))
                .authorizationServerMetadataEndpoint(metadata -> metadata.authorizationServerMetadataCustomizer(
                        document -> document.claims(OpenIdMetadata::trim)))
                .oidc(oidc -> oidc.providerConfigurationEndpoint(metadata ->
                        metadata.providerConfigurationCustomizer(document -> document.claims(OpenIdMetadata::trim))));
    }

    private static void clients(
            OAuth2ClientAuthenticationConfigurer authentication,
            RegisteredClientRepository clients,
            Extensions extensions) {
        PublicRefresh publicRefresh = new PublicRefresh(clients);
        BearerIntrospection bearer = new BearerIntrospection(extensions.tokens(), clients);
        authentication
                .authenticationConverters(converters -> {
                    converters.clear();
                    converters.addAll(List.of(
                            bearer,
                            new AssertionConverter(),
                            new ClientSecretBasicAuthenticationConverter(),
                            new ClientSecretPostAuthenticationConverter(),
                            new PublicClientAuthenticationConverter(),
                            publicRefresh));
                })
                .authenticationProviders(providers -> {
                    providers.forEach(extensions::apply);
                    providers.add(0, publicRefresh);
                    providers.add(0, bearer);
                });
    }

    private static void tokens(OAuth2TokenEndpointConfigurer endpoint, Extensions extensions) {
        endpoint.accessTokenRequestConverters(converters -> {
                    converters.removeIf(OAuth2ClientCredentialsAuthenticationConverter.class::isInstance);
                    converters.add(new SystemScopeConverter());
                })
                .authenticationProviders(providers -> providers.forEach(extensions::apply))
                .accessTokenResponseHandler(extensions.tokenResponse().handler());
    }

    @Bean
    Extensions extensions(
            AssertionDecoders assertions,
            AppRequestValidator requests,
            AppConsent consent,
            TokenResponse response,
            BearerIntrospector tokens) {
        return new Extensions(assertions, requests, consent, response, tokens);
    }

    /** Our rules for the library's providers. */
    record Extensions(
            AssertionDecoders assertions,
            AppRequestValidator requests,
            AppConsent consent,
            TokenResponse tokenResponse,
            BearerIntrospector tokens) {

        void apply(AuthenticationProvider provider) {
            if (provider instanceof JwtClientAssertionAuthenticationProvider assertion) {
                assertion.setJwtDecoderFactory(assertions);
            } else if (provider instanceof OAuth2AuthorizationCodeRequestAuthenticationProvider request) {
                request.setAuthenticationValidator(requests);
                request.setAuthorizationConsentRequired(consent::isRequired);
            } else if (provider instanceof OAuth2AuthorizationConsentAuthenticationProvider answer) {
                answer.setAuthorizationConsentCustomizer(consent::answered);
            } else if (provider instanceof OAuth2ClientCredentialsAuthenticationProvider credentials) {
                // SystemScopeConverter has narrowed the scopes already.
                credentials.setAuthenticationValidator(context -> {});
            }
        }
    }
}

package health.consilium.people;

import health.consilium.people.UpstreamSignIn.UnknownSubjectException;
import health.consilium.smart.Accounts;
import health.consilium.smart.FilterChains;
import health.consilium.smart.SignInEvents.Method;
import java.time.Clock;
import java.util.List;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;
import org.springframework.http.HttpMethod;
import org.springframework.http.converter.FormHttpMessageConverter;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AuthorizeHttpRequestsConfigurer;
import org.springframework.security.config.annotation.web.configurers.oauth2.client.OAuth2LoginConfigurer;
import org.springframework.security.config.annotation.web.configurers.ott.OneTimeTokenLoginConfigurer;
import org.springframework.security.oauth2.client.endpoint.RestClientAuthorizationCodeTokenResponseClient;
import org.springframework.security.oauth2.client.http.OAuth2ErrorResponseErrorHandler;
import org.springframework.security.oauth2.core.http.converter.OAuth2AccessTokenResponseHttpMessageConverter;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;
import org.springframework.security.web.authentication.AuthenticationSuccessHandler;
import org.springframework.security.web.authentication.HttpMessageConverterAuthenticationSuccessHandler;
import org.springframework.security.web.authentication.LoginUrlAuthenticationEntryPoint;
import org.springframework.security.web.authentication.SavedRequestAwareAuthenticationSuccessHandler;
import org.springframework.security.web.authentication.SimpleUrlAuthenticationFailureHandler;
import org.springframework.security.web.authentication.UsernamePasswordAuthenticationFilter;
import org.springframework.security.web.authentication.session.ChangeSessionIdAuthenticationStrategy;
import org.springframework.security.web.authentication.session.CompositeSessionAuthenticationStrategy;
import org.springframework.security.web.csrf.CsrfAuthenticationStrategy;
import org.springframework.security.web.csrf.HttpSessionCsrfTokenRepository;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.webauthn.authentication.PublicKeyCredentialRequestOptionsFilter;
import org.springframework.security.web.webauthn.authentication.WebAuthnAuthenticationFilter;
import org.springframework.security.web.webauthn.management.UserCredentialRepository;
import org.springframework.security.web.webauthn.registration.PublicKeyCredentialCreationOptionsFilter;
import org.springframework.web.client.RestClient;

/** The ways in: passkey, one-time link, upstream provider, and in the demo alone a password. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(PeopleSettings.class)
class PeopleSecurity {

    private static final PathPatternRequestMatcher.Builder PATHS = PathPatternRequestMatcher.withDefaults();

    private static final String DEFAULT_TARGET = "/account";

    @Bean
    @Order(FilterChains.PEOPLE)
    SecurityFilterChain peopleChain(HttpSecurity http, PeopleFilters filters, Environment environment)
            throws Exception {
        http.securityMatcher(new OrRequestMatcher(
                        PATHS.matcher(LoginPages.LOGIN + "/**"),
                        PATHS.matcher("/logout"),
                        PATHS.matcher("/webauthn/**"),
                        PATHS.matcher(PasskeyPages.PASSKEYS + "/**")))
                .authorizeHttpRequests(PeopleSecurity::rules)
                .oneTimeTokenLogin(filters::links)
                .oauth2Login(filters::upstream)
                .logout(logout -> logout.logoutSuccessUrl(LoginPages.LOGIN + "?signed-out"))
                .exceptionHandling(failures ->
                        failures.authenticationEntryPoint(new LoginUrlAuthenticationEntryPoint(LoginPages.LOGIN)));
        filters.addPasskeys(http);
        if (environment.acceptsProfiles(Profiles.of("demo"))) {
            http.formLogin(login -> login.loginPage(LoginPages.LOGIN)
                    .successHandler(savedRequest())
                    .failureHandler(filters.refused(Method.PASSWORD, failure("/login?error"))));
        }
        return http.build();
    }

    private static void rules(
            AuthorizeHttpRequestsConfigurer<HttpSecurity>.AuthorizationManagerRequestMatcherRegistry requests) {
        requests.requestMatchers(
                        PATHS.matcher(HttpMethod.POST, PasskeyRegistration.PATH),
                        PATHS.matcher(HttpMethod.POST, PasskeyRegistration.PATH + "/options"))
                .access(new Enrolment())
                .requestMatchers(PATHS.matcher(PasskeyPages.PASSKEYS + "/**"))
                .authenticated()
                .requestMatchers(
                        PATHS.matcher(LoginPages.LOGIN + "/**"),
                        PATHS.matcher("/logout"),
                        PATHS.matcher(HttpMethod.POST, "/webauthn/authenticate/options"))
                .permitAll()
                .anyRequest()
                .denyAll();
    }

    @Bean
    PeopleFilters peopleFilters(
            RelyingParty party,
            EnrolmentOptions options,
            UserCredentialRepository credentials,
            Passkeys passkeys,
            SignIns signIns,
            Telling telling) {
        return new PeopleFilters(party, options, credentials, passkeys, signIns, telling);
    }

    /** What all ways in share. */
    @Bean
    SignIns signIns(
            LoginLinks links,
            Issuers issuers,
            UpstreamSignIn upstream,
            RefusedSignIns refused,
            Accounts accounts,
            Clock clock) {
        return new SignIns(links, issuers, upstream, refused, accounts, clock);
    }

    record SignIns(
            LoginLinks links,
            Issuers issuers,
            UpstreamSignIn upstream,
            RefusedSignIns refused,
            Accounts accounts,
            Clock clock) {}

    record PeopleFilters(
            RelyingParty party,
            EnrolmentOptions options,
            UserCredentialRepository credentials,
            Passkeys passkeys,
            SignIns signIns,
            Telling telling) {

        AuthenticationFailureHandler refused(Method way, AuthenticationFailureHandler next) {
            return signIns.refused().told(way, next);
        }

        void links(OneTimeTokenLoginConfigurer<HttpSecurity> link) {
            LinkSignIn signIn = new LinkSignIn(signIns.links(), signIns.accounts(), signIns.clock());
            link.loginPage(LoginPages.LOGIN)
                    .tokenGeneratingUrl(LoginPages.LINK)
                    .loginProcessingUrl(LoginLinks.OPEN)
                    .showDefaultSubmitPage(false)
                    .tokenService(signIns.links())
                    .authenticationProvider(signIn)
                    .withObjectPostProcessor(new LinkFilter(telling.manager(signIn)))
                    .tokenGenerationSuccessHandler(
                            (request, response, token) -> response.sendRedirect(LoginPages.LINK + "?sent"))
                    .successHandler((request, response, person) -> response.sendRedirect(PasskeyPages.PASSKEYS))
                    .failureHandler(refused(Method.ONE_TIME_LINK, failure(LoginPages.LINK + "?spent")));
        }

        void upstream(OAuth2LoginConfigurer<HttpSecurity> login) {
            AuthenticationSuccessHandler next = savedRequest();
            login.loginPage(LoginPages.LOGIN)
                    .clientRegistrationRepository(signIns.issuers())
                    .authorizedClientRepository(new NoUpstreamTokens())
                    .authorizationEndpoint(
                            start -> start.authorizationRequestResolver(new UpstreamRequests(signIns.issuers())))
                    .redirectionEndpoint(back -> back.baseUri(Issuers.BACK + "/*"))
                    .tokenEndpoint(token -> token.accessTokenResponseClient(codes()))
                    .userInfoEndpoint(user -> user.oidcUserService(signIns.upstream()))
                    .successHandler((request, response, person) -> {
                        signIns.upstream().adopt(request, response, person);
                        next.onAuthenticationSuccess(request, response, person);
                    })
                    .failureHandler(refused(Method.OPENID_CONNECT, PeopleSecurity::refused));
        }

        /** Filters of the library, one by one: its configurer would put its own kind of authentication in the session. */
        void addPasskeys(HttpSecurity http) {
            WebAuthnAuthenticationFilter signIn = new WebAuthnAuthenticationFilter();
            signIn.setAuthenticationManager(
                    telling.manager(new PasskeySignIn(party, passkeys, signIns.accounts(), signIns.clock())));
            signIn.setSessionAuthenticationStrategy(new CompositeSessionAuthenticationStrategy(List.of(
                    new ChangeSessionIdAuthenticationStrategy(),
                    new CsrfAuthenticationStrategy(new HttpSessionCsrfTokenRepository()))));
            signIn.setAuthenticationSuccessHandler(new HttpMessageConverterAuthenticationSuccessHandler());
            signIn.setAuthenticationFailureHandler(
                    refused(Method.PASSKEY, (request, response, failure) -> response.setStatus(401)));
            PublicKeyCredentialCreationOptionsFilter creation = new PublicKeyCredentialCreationOptionsFilter(party);
            creation.setCreationOptionsRepository(options);
            http.addFilterBefore(signIn, UsernamePasswordAuthenticationFilter.class)
                    .addFilterAfter(new PasskeyRegistration(credentials, party, options), AuthorizationFilter.class)
                    .addFilterAfter(creation, AuthorizationFilter.class)
                    .addFilterAfter(new PublicKeyCredentialRequestOptionsFilter(party), AuthorizationFilter.class);
        }
    }

    private static AuthenticationSuccessHandler savedRequest() {
        SavedRequestAwareAuthenticationSuccessHandler handler = new SavedRequestAwareAuthenticationSuccessHandler();
        handler.setDefaultTargetUrl(DEFAULT_TARGET);
        return handler;
    }

    private static AuthenticationFailureHandler failure(String page) {
        return new SimpleUrlAuthenticationFailureHandler(page);
    }

    private static void refused(
            jakarta.servlet.http.HttpServletRequest request,
            jakarta.servlet.http.HttpServletResponse response,
            org.springframework.security.core.AuthenticationException failure)
            throws java.io.IOException {
        if (failure instanceof UnknownSubjectException unknown) {
            request.getSession()
                    .setAttribute(
                            LoginPages.UNKNOWN,
                            unknown.subject().subject() + " ("
                                    + unknown.subject().issuer() + ")");
            response.sendRedirect(LoginPages.LOGIN + "?unknown");
            return;
        }
        boolean weak = failure instanceof org.springframework.security.oauth2.core.OAuth2AuthenticationException oauth
                && oauth.getError().getErrorCode().equals(UpstreamSignIn.WEAK);
        response.sendRedirect(LoginPages.LOGIN + (weak ? "?weak" : "?issuer"));
    }

    private static RestClientAuthorizationCodeTokenResponseClient codes() {
        RestClientAuthorizationCodeTokenResponseClient client = new RestClientAuthorizationCodeTokenResponseClient();
        client.setRestClient(RestClient.builder()
                .requestFactory(Issuers.patient())
                .messageConverters(converters -> {
                    converters.clear();
                    converters.add(new FormHttpMessageConverter());
                    converters.add(new OAuth2AccessTokenResponseHttpMessageConverter());
                })
                .defaultStatusHandler(new OAuth2ErrorResponseErrorHandler())
                .build());
        return client;
    }
}

package health.consilium.smart;

import jakarta.servlet.DispatcherType;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AuthorizeHttpRequestsConfigurer;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.HttpStatusEntryPoint;
import org.springframework.security.web.authentication.LoginUrlAuthenticationEntryPoint;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;

/** Consent and account page; whatever no other chain knows ends here and is denied. */
@Configuration(proxyBeanMethods = false)
class PageSecurity {

    private static final PathPatternRequestMatcher.Builder PATHS = PathPatternRequestMatcher.withDefaults();

    @Bean
    @Order(FilterChains.PAGES)
    SecurityFilterChain pageChain(HttpSecurity http) throws Exception {
        return http.authorizeHttpRequests(PageSecurity::rules)
                .exceptionHandling(failures -> failures.defaultAuthenticationEntryPointFor(
                                new LoginUrlAuthenticationEntryPoint(SignInPages.LOGIN),
                                new OrRequestMatcher(PATHS.matcher(SignInPages.ACCOUNT), PATHS.matcher(AppsPage.PATH)))
                        .defaultAuthenticationEntryPointFor(
                                new HttpStatusEntryPoint(HttpStatus.UNAUTHORIZED), request -> true))
                .build();
    }

    private static void rules(
            AuthorizeHttpRequestsConfigurer<HttpSecurity>.AuthorizationManagerRequestMatcherRegistry requests) {
        requests.dispatcherTypeMatchers(DispatcherType.ERROR, DispatcherType.FORWARD, DispatcherType.ASYNC)
                .permitAll()
                .requestMatchers(
                        PATHS.matcher(HttpMethod.GET, "/livez"),
                        PATHS.matcher(HttpMethod.GET, "/readyz"),
                        PATHS.matcher(HttpMethod.GET, SignInPages.STYLE))
                .permitAll()
                .requestMatchers(
                        PATHS.matcher(SignInPages.CONSENT),
                        PATHS.matcher(SignInPages.ACCOUNT),
                        PATHS.matcher(AppsPage.PATH))
                .authenticated()
                .anyRequest()
                .denyAll();
    }
}

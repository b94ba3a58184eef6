package health.consilium.bench.access;

import health.consilium.fhir.EndpointInterceptor;
import health.consilium.fhir.StorageInterceptor;
import health.consilium.smart.FilterChains;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.util.ClassUtils;

/**
 * The server without authorization and without audit: none of the interceptors of {@code access} is registered, and no request
 * is asked for a token. It is only on the class path of the benchmark; the product has no such switch.
 */
@Configuration(proxyBeanMethods = false)
@Profile(Unguarded.PROFILE)
class Unguarded {

    static final String PROFILE = "unguarded";

    private static final String GUARDS = "health.consilium.access.";

    @Bean
    static BeanFactoryPostProcessor withoutGuards() {
        return beans -> {
            for (String name : beans.getBeanDefinitionNames()) {
                if (isGuard(beans, beans.getBeanDefinition(name))) {
                    // The bean is there, but in no list of interceptors.
                    beans.getBeanDefinition(name).setAutowireCandidate(false);
                }
            }
        };
    }

    private static boolean isGuard(ConfigurableListableBeanFactory beans, BeanDefinition definition) {
        String name = definition.getBeanClassName();
        if (name == null || !name.startsWith(GUARDS)) {
            return false;
        }
        Class<?> type = ClassUtils.resolveClassName(name, beans.getBeanClassLoader());
        return EndpointInterceptor.class.isAssignableFrom(type) || StorageInterceptor.class.isAssignableFrom(type);
    }

    @Bean
    @Order(FilterChains.FHIR - 1)
    SecurityFilterChain openChain(HttpSecurity http) throws Exception {
        // Not a pattern: Spring Security takes two chains with the same one for a mistake.
        return http.securityMatcher(request -> request.getRequestURI().startsWith("/fhir"))
                .authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .csrf(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .build();
    }
}

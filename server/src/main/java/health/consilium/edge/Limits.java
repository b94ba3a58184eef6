package health.consilium.edge;

import jakarta.servlet.Filter;
import org.springframework.boot.autoconfigure.security.SecurityProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Where limits stand: before the security chains for those who are not known yet, behind them for those who are. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(LimitSettings.class)
class Limits {

    private static final int BEFORE = SecurityProperties.DEFAULT_FILTER_ORDER - 1;
    private static final int BEHIND = SecurityProperties.DEFAULT_FILTER_ORDER + 1;

    @Bean
    FilterRegistrationBean<FhirLimit> fhirLimit(Buckets buckets, LimitSettings settings) {
        FilterRegistrationBean<FhirLimit> filter = at(BEHIND, new FhirLimit(buckets, settings));
        filter.addUrlPatterns("/fhir/*", FhirLimit.ADMINISTRATION + "*");
        return filter;
    }

    /** Behind the chain, which lets pages of any origin read the answer. */
    @Bean
    FilterRegistrationBean<LinkLimit> linkLimit(Buckets buckets, LimitSettings settings) {
        FilterRegistrationBean<LinkLimit> filter = at(BEHIND, new LinkLimit(buckets, settings));
        filter.addUrlPatterns("/shl/*");
        return filter;
    }

    @Bean
    FilterRegistrationBean<SignInLimit> signInLimit(Buckets buckets, LimitSettings settings) {
        return at(BEFORE, new SignInLimit(buckets, settings));
    }

    @Bean
    FilterRegistrationBean<TokenLimit> tokenLimit(Buckets buckets, LimitSettings settings) {
        return at(BEFORE, new TokenLimit(buckets, settings));
    }

    @Bean
    FilterRegistrationBean<OpenLimit> openLimit(Buckets buckets, LimitSettings settings) {
        return at(BEFORE, new OpenLimit(buckets, settings));
    }

    @Bean
    FilterRegistrationBean<SessionLimit> sessionLimit(Buckets buckets, LimitSettings settings) {
        return at(BEFORE, new SessionLimit(buckets, settings));
    }

    private static <F extends Filter> FilterRegistrationBean<F> at(int order, F filter) {
        FilterRegistrationBean<F> registration = new FilterRegistrationBean<>(filter);
        registration.setOrder(order);
        return registration;
    }
}

package health.consilium.smart;

import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.web.header.writers.CrossOriginOpenerPolicyHeaderWriter.CrossOriginOpenerPolicy;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;

/** Response headers that every chain sends. The framework adds nosniff, no-store and, over https, HSTS. */
public final class Headers {

    /** For answers that no browser should ever render. */
    public static final String DATA_POLICY = "default-src 'none'; frame-ancestors 'none'; sandbox";

    public static final String PERMISSIONS = "camera=(), microphone=(), geolocation=()";

    private Headers() {}

    static Customizer<HeadersConfigurer<HttpSecurity>> withPolicy(String contentSecurityPolicy) {
        return headers ->
                common(headers).contentSecurityPolicy(policy -> policy.policyDirectives(contentSecurityPolicy));
    }

    /** For pages, which write their own content security policy. */
    static HeadersConfigurer<HttpSecurity> common(HeadersConfigurer<HttpSecurity> headers) {
        return headers.referrerPolicy(referrer -> referrer.policy(ReferrerPolicy.NO_REFERRER))
                .frameOptions(HeadersConfigurer.FrameOptionsConfig::deny)
                .permissionsPolicyHeader(permissions -> permissions.policy(PERMISSIONS))
                .crossOriginOpenerPolicy(opener -> opener.policy(CrossOriginOpenerPolicy.SAME_ORIGIN));
    }
}

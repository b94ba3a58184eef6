package health.consilium.edge;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.boot.web.embedded.tomcat.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.Ssl;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.core.Ordered;
import org.springframework.stereotype.Component;

/**
 * Where TLS is switched on ({@code server.ssl.*}), it is 1.3, or 1.2 with forward secrecy and authenticated encryption,
 * unless the settings name protocols and ciphers themselves.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9325.html#section-4.2">RFC 9325, recommended cipher suites</a>
 */
@Component
class TlsDefaults implements WebServerFactoryCustomizer<TomcatServletWebServerFactory>, Ordered {

    private static final String[] PROTOCOLS = {"TLSv1.3", "TLSv1.2"};

    private static final String[] CIPHERS = {
        "TLS_AES_256_GCM_SHA384",
        "TLS_AES_128_GCM_SHA256",
        "TLS_CHACHA20_POLY1305_SHA256",
        "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
        "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
        "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
        "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
        "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
        "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256"
    };

    private final ObjectProvider<SslBundles> bundles;

    TlsDefaults(ObjectProvider<SslBundles> bundles) {
        this.bundles = bundles;
    }

    static String[] protocols() {
        return PROTOCOLS.clone();
    }

    static String[] ciphers() {
        return CIPHERS.clone();
    }

    /** After Spring Boot has read the settings. */
    @Override
    public int getOrder() {
        return Ordered.LOWEST_PRECEDENCE;
    }

    @Override
    public void customize(TomcatServletWebServerFactory factory) {
        Ssl ssl = factory.getSsl();
        if (!Ssl.isEnabled(ssl)) {
            return;
        }
        if (ssl.getEnabledProtocols() == null) {
            ssl.setEnabledProtocols(protocols());
        }
        if (ssl.getCiphers() == null) {
            ssl.setCiphers(ciphers());
        }
        bundles.ifAvailable(known -> factory.setSslBundles(new StrictTls(known)));
    }
}

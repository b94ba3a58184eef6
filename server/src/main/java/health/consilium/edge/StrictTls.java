package health.consilium.edge;

import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.boot.ssl.SslOptions;

/** Certificates as the settings have them, with the protocols and ciphers of {@link TlsDefaults} where they name none. */
class StrictTls implements SslBundles {

    private final SslBundles bundles;

    StrictTls(SslBundles bundles) {
        this.bundles = bundles;
    }

    @Override
    public SslBundle getBundle(String name) {
        return strict(bundles.getBundle(name));
    }

    /** A certificate that is renewed while the server runs comes this way. */
    @Override
    public void addBundleUpdateHandler(String name, Consumer<SslBundle> handler) {
        bundles.addBundleUpdateHandler(name, renewed -> handler.accept(strict(renewed)));
    }

    @Override
    public void addBundleRegisterHandler(BiConsumer<String, SslBundle> handler) {
        bundles.addBundleRegisterHandler((name, bundle) -> handler.accept(name, strict(bundle)));
    }

    @Override
    public List<String> getBundleNames() {
        return bundles.getBundleNames();
    }

    private static SslBundle strict(SslBundle bundle) {
        SslOptions options = bundle.getOptions();
        String[] protocols =
                options.getEnabledProtocols() == null ? TlsDefaults.protocols() : options.getEnabledProtocols();
        String[] ciphers = options.getCiphers() == null ? TlsDefaults.ciphers() : options.getCiphers();
        return SslBundle.of(
                bundle.getStores(),
                bundle.getKey(),
                SslOptions.of(ciphers, protocols),
                bundle.getProtocol(),
                bundle.getManagers());
    }
}

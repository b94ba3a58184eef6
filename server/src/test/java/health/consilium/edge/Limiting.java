package health.consilium.edge;

import health.consilium.smart.SmartTestServer;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** What the tests of limits share. */
final class Limiting {

    /** The server of the tests believes what the tests say of where a request comes from. */
    static final String FORWARDED = "X-Forwarded-For";

    private Limiting() {}

    /** The defaults but for one. */
    static LimitSettings settings(String key, int value) {
        return new Binder(new MapConfigurationPropertySource(Map.of("consilium.limits." + key, value)))
                .bindOrCreate("consilium.limits", LimitSettings.class);
    }

    /** Of documentation, so that it is nobody's. */
    static String address() {
        return "198.51.100." + (1 + new Random().nextInt(250));
    }

    /** Others at this address, who are many, take what is left. */
    static void takeAll(String kind, long tokens, String address) {
        Buckets buckets = SmartTestServer.get().bean(Buckets.class);
        Share share = Share.leased(kind, tokens, Duration.ofMinutes(1));
        for (long i = 0; i < 2 * tokens && buckets.look(share, address) == 0; i++) {
            buckets.take(share, address, 1);
        }
    }
}

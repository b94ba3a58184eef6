package health.consilium.smart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.sun.net.httpserver.HttpHandler;
import health.consilium.smart.rules.PublicAddress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The server fetches keys from where a client says, and from nowhere that a client should not make it go. */
class JwksFetcherTests {

    private static String keys;
    private static String privateKeys;

    @BeforeAll
    static void makeKeys() throws JOSEException {
        ECKey key = new ECKeyGenerator(Curve.P_384).keyID("1").generate();
        keys = new JWKSet(key.toPublicJWK()).toString();
        privateKeys = new JWKSet(key).toString(false);
    }

    @Test
    void keysAreFetched() throws Exception {
        try (KeysServer server = new KeysServer(KeysServer.body(() -> keys, "max-age=60"))) {
            JwksFetcher.Fetched fetched = KeysServer.fetcher().fetch(server.uri());
            assertThat(fetched.keys().getKeyByKeyId("1")).isNotNull();
            assertThat(fetched.lifetime()).isEqualTo(Duration.ofSeconds(60));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            value = {
                "max-age=60 # 60",
                "public, max-age=3600 # 300",
                "MAX-AGE=\"30\" # 30",
                "no-store # 0",
                "no-cache, max-age=60 # 0",
                "max-age=0 # 0",
                "max-age=x # 300",
                "private # 300"
            })
    void keysAreKeptAsLongAsTheirOwnerSaysAndFiveMinutesAtMost(String cacheControl, long seconds) {
        assertThat(JwksFetcher.lifetime(cacheControl)).isEqualTo(Duration.ofSeconds(seconds));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://127.0.0.1/jwks",
                "https://2130706433/jwks",
                "https://[::1]/jwks",
                "https://[::ffff:127.0.0.1]/jwks",
                "https://localhost/jwks",
                "https://169.254.169.254/latest/meta-data/",
                "https://10.0.0.1/jwks"
            })
    void addressesThatAreNotPublicAreNotCalled(String address) {
        assertThatThrownBy(() -> new JwksFetcher().fetch(URI.create(address)))
                .isInstanceOf(JwksFetcher.UnavailableException.class)
                .rootCause()
                .isInstanceOf(UnknownHostException.class)
                .hasMessageContaining("not a public address");
    }

    @Test
    void thisMachineIsNotCalledUnderAnotherName() {
        try (KeysServer server = new KeysServer(KeysServer.body(() -> keys, ""))) {
            JwksFetcher fetcher =
                    new JwksFetcher(name -> addresses("127.0.0.1"), PublicAddress::isPublic, KeysServer.trust());
            assertRefused(fetcher, server.uri(), "cannot be fetched");
            assertThat(server.requests()).isZero();
        }
    }

    @Test
    void aNameWithOneAddressThatIsNotPublicIsNotCalledAtAll() {
        JwksFetcher fetcher =
                new JwksFetcher(name -> addresses("8.8.8.8", "127.0.0.1"), PublicAddress::isPublic, KeysServer.trust());
        assertRefused(fetcher, URI.create("https://" + KeysServer.HOST + "/jwks"), "cannot be fetched");
    }

    /** The name leads to an allowed address when it is checked, and to another a moment later. */
    @Test
    void whatWasCheckedIsWhatIsCalled() {
        try (KeysServer server = new KeysServer(KeysServer.body(() -> keys, ""))) {
            AtomicInteger lookups = new AtomicInteger();
            JwksFetcher fetcher = new JwksFetcher(
                    name -> addresses(lookups.getAndIncrement() == 0 ? "127.0.0.2" : "127.0.0.1"),
                    address -> address.getHostAddress().equals("127.0.0.2"),
                    KeysServer.trust());
            assertRefused(fetcher, server.uri(), "cannot be fetched");
            assertThat(lookups).hasValue(1);
            assertRefused(fetcher, server.uri(), "cannot be fetched");
            assertThat(server.requests()).isZero();
        }
    }

    @Test
    void redirectsAreNotFollowed() {
        try (KeysServer target = new KeysServer(KeysServer.body(() -> keys, ""));
                KeysServer server = new KeysServer(exchange -> {
                    exchange.getResponseHeaders().set("Location", target.uri().toString());
                    exchange.sendResponseHeaders(302, -1);
                })) {
            assertRefused(KeysServer.fetcher(), server.uri(), "cannot be fetched");
            assertThat(server.requests()).isEqualTo(1);
            assertThat(target.requests()).isZero();
        }
    }

    @Test
    void plainHttpIsNotCalled() {
        assertRefused(KeysServer.fetcher(), URI.create("http://" + KeysServer.HOST + "/jwks"), "not https");
    }

    @Test
    void aServerOfAnotherNameIsNotBelieved() {
        try (KeysServer server = new KeysServer(KeysServer.body(() -> keys, ""))) {
            assertRefused(KeysServer.fetcher(), server.uri("other.example"), "cannot be fetched");
        }
    }

    @Test
    void answersThatAreNoKeysAreRefused() {
        for (HttpHandler answer : new HttpHandler[] {
            KeysServer.body(() -> "{\"keys\":[]}", ""),
            KeysServer.body(() -> "no json", ""),
            KeysServer.body(() -> privateKeys, ""),
            // Good keys, if one had the patience.
            KeysServer.body(() -> keys + " ".repeat(64 * 1024), ""),
            exchange -> exchange.sendResponseHeaders(500, -1),
            exchange -> exchange.sendResponseHeaders(204, -1)
        }) {
            try (KeysServer server = new KeysServer(answer)) {
                assertRefused(KeysServer.fetcher(), server.uri(), "cannot be fetched");
            }
        }
    }

    @Test
    void aSlowServerHoldsNobodyUpAndIsHungUpOn() throws Exception {
        CountDownLatch hungUpOn = new CountDownLatch(1);
        try (KeysServer server = new KeysServer(exchange -> {
            exchange.sendResponseHeaders(200, 0);
            try {
                for (int i = 0; i < 60; i++) {
                    exchange.getResponseBody().write(' ');
                    exchange.getResponseBody().flush();
                    pause();
                }
            } catch (IOException closed) {
                hungUpOn.countDown();
            }
        })) {
            assertRefused(KeysServer.fetcher(), server.uri(), "in time");
            assertThat(hungUpOn.await(20, TimeUnit.SECONDS)).isTrue();
        }
    }

    private static void assertRefused(JwksFetcher fetcher, URI address, String message) {
        assertThatThrownBy(() -> fetcher.fetch(address))
                .isInstanceOf(JwksFetcher.UnavailableException.class)
                .hasMessageContaining(message);
    }

    private static InetAddress[] addresses(String... addresses) throws UnknownHostException {
        InetAddress[] all = new InetAddress[addresses.length];
        for (int i = 0; i < all.length; i++) {
            all[i] = InetAddress.getByName(addresses[i]);
        }
        return all;
    }

    private static void pause() {
        java.util.concurrent.locks.LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
    }
}

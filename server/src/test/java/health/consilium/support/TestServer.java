package health.consilium.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;

/** Gives the shared test server a free port, addresses that name it, and a data directory of its own. */
public final class TestServer implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    private static final int PORT = Ports.free();
    /** Where a test may start the OpenID provider {@code hospital}, which the server asks when somebody signs in through it. */
    public static final int PROVIDER_PORT = Ports.free();

    private static final Path DATA = dataDirectory();

    static String origin() {
        return "http://localhost:" + PORT;
    }

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        context.getEnvironment()
                .getPropertySources()
                .addFirst(new MapPropertySource(
                        "test server",
                        Map.of(
                                "server.port",
                                PORT,
                                "management.server.port",
                                0,
                                "consilium.fhir.base-url",
                                origin() + "/fhir",
                                "consilium.smart.issuer",
                                origin(),
                                "consilium.fhir.data-directory",
                                DATA.toString(),
                                // Three classes at once, and what goes on behind them.
                                "spring.datasource.hikari.maximum-pool-size",
                                "30",
                                // This server is never killed; those that are (ServerProcess) wait for the disk.
                                "spring.datasource.hikari.connection-init-sql",
                                "set synchronous_commit to off")));
        context.getEnvironment()
                .getPropertySources()
                .addFirst(new MapPropertySource(
                        "messages and timers of the test server",
                        Map.of(
                                "spring.mail.host",
                                "localhost",
                                "spring.mail.port",
                                Mailbox.port(),
                                "consilium.notification.hook.shortest-heartbeat",
                                "1s",
                                "consilium.notification.poll",
                                "500ms",
                                // Tests that let time go by wait for the next look.
                                "consilium.timers.poll-interval",
                                "300ms")));
        context.getEnvironment()
                .getPropertySources()
                .addFirst(new MapPropertySource("retention of the test server", retention()));
        context.getEnvironment().getPropertySources().addFirst(new MapPropertySource("scanner", scanner()));
        context.getEnvironment().getPropertySources().addFirst(new MapPropertySource("provider", provider()));
        context.getEnvironment().getPropertySources().addFirst(new MapPropertySource("limits", limits()));
    }

    /** The tests ask more in a minute than anybody does in a day, as a few callers at one address. */
    private static Map<String, Object> limits() {
        return ServerProcess.LIMITS.stream()
                .map(setting -> setting.substring("--".length()).split("="))
                .collect(Collectors.toMap(setting -> setting[0], setting -> setting[1]));
    }

    private static Map<String, Object> scanner() {
        return Map.of(
                "consilium.antivirus.address",
                "localhost:" + FakeClamd.port(),
                // Of one that never answers.
                "consilium.antivirus.timeout",
                "10s");
    }

    private static Map<String, Object> provider() {
        String issuer = "consilium.people.issuers.hospital.";
        return Map.of(
                issuer + "uri",
                "http://localhost:" + PROVIDER_PORT + "/hospital",
                issuer + "name",
                "Mercy Hospital",
                issuer + "client-id",
                "consilium",
                issuer + "client-secret",
                "secret",
                issuer + "acr",
                "mfa");
    }

    /** A country whose law has records kept; none of the examples' patients lives there. */
    private static Map<String, Object> retention() {
        return Map.of(
                "consilium.retention.countries.DE.years",
                "10",
                "consilium.retention.countries.DE.ground",
                "§ 630f Abs. 3 BGB",
                // Other tests leave exports behind that never end.
                "consilium.retention.export-wait",
                "3s");
    }

    private static Path dataDirectory() {
        try {
            return Files.createTempDirectory("consilium-test");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package health.consilium.bench;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;

/**
 * One of the servers.
 *
 * @param name also the name of its database
 * @param main its main class
 * @param authenticated whether it asks for a token
 * @param arguments beyond address and database
 * @param jvm class path, and flags beyond those that all have
 */
public record Contender(String name, String main, boolean authenticated, List<String> arguments, List<String> jvm) {

    static final Contender PLAIN = new Contender("plain", PlainHapi.class.getName(), false, List.of());

    static final Contender CONSILIUM = new Contender(
            "consilium", "health.consilium.ConsiliumApplication", true, List.of("--spring.profiles.active=bench"));

    /** Started from the benchmark's own class path. */
    public Contender(String name, String main, boolean authenticated, List<String> arguments) {
        this(name, main, authenticated, arguments, List.of("-cp", System.getProperty("java.class.path")));
    }

    /** Consilium as {@code server/bin/unpack.sh} prepares it, with the benchmark's client beside it. */
    static Contender unpacked(Path directory) {
        return new Contender(
                CONSILIUM.name,
                CONSILIUM.main,
                true,
                CONSILIUM.arguments,
                List.of(
                        "@" + directory.resolve("java.options"),
                        "-cp",
                        directory.resolve("consilium-server.jar") + ":" + benchClasses()));
    }

    private static Path benchClasses() {
        try {
            return Path.of(BenchClient.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}

package health.consilium.bench;

import java.util.List;

/**
 * One of the two servers.
 *
 * @param name also the name of its database
 * @param main its main class
 * @param authenticated whether it asks for a token
 * @param arguments beyond address and database
 */
public record Contender(String name, String main, boolean authenticated, List<String> arguments) {

    static final Contender PLAIN = new Contender("plain", PlainHapi.class.getName(), false, List.of());

    static final Contender CONSILIUM = new Contender(
            "consilium", "health.consilium.ConsiliumApplication", true, List.of("--spring.profiles.active=bench"));
}

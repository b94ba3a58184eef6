package health.consilium.support;

import java.io.IOException;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/** Ports for servers that are told theirs before they listen. */
public final class Ports {

    /** Below those that the system gives to outgoing connections, one of which might take it before the server does. */
    private static final int FIRST = 20_000;

    private static final int END = 32_000;

    private Ports() {}

    /** One at which nobody listens. */
    public static int free() {
        while (true) {
            int port = ThreadLocalRandom.current().nextInt(FIRST, END);
            try (ServerSocket socket = new ServerSocket(port)) {
                return socket.getLocalPort();
            } catch (IOException taken) {
                // Another, then.
            }
        }
    }
}

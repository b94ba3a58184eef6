package health.consilium.edge;

import jakarta.servlet.http.HttpServletRequest;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * The line by which a request comes: an address of IPv4; of IPv6 the first half, as who has a line takes any address of the
 * other.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc4291.html#section-2.5.4">RFC 4291, interface identifiers have 64 bits</a>
 */
final class Line {

    private static final int NETWORK_BYTES = 8;

    private Line() {}

    static String of(HttpServletRequest request) {
        return of(request.getRemoteAddr());
    }

    static String of(String address) {
        if (address.indexOf(':') < 0) {
            return address;
        }
        try {
            // With a colon in it no name is looked up.
            InetAddress parsed = InetAddress.getByName(address.replaceAll("%.*", ""));
            return parsed instanceof Inet6Address
                    ? HexFormat.of().formatHex(Arrays.copyOf(parsed.getAddress(), NETWORK_BYTES))
                    : parsed.getHostAddress();
        } catch (UnknownHostException none) {
            return address;
        }
    }
}

package health.consilium.notification.rules;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;

/**
 * Tells addresses of the internet from those of a machine or a house, which a subscriber could name to make the server ask
 * its own neighbours (https://owasp.org/API-Security/editions/2023/en/0xa7-server-side-request-forgery/).
 */
public final class PublicAddress {

    private PublicAddress() {}

    /** By the registries https://www.iana.org/assignments/iana-ipv4-special-registry and iana-ipv6-special-registry. */
    public static boolean isPublic(InetAddress address) {
        if (address.isAnyLocalAddress()
                || address.isLoopbackAddress()
                || address.isLinkLocalAddress()
                || address.isSiteLocalAddress()
                || address.isMulticastAddress()) {
            return false;
        }
        return address instanceof Inet4Address ? isPublic4(address.getAddress()) : isPublic6((Inet6Address) address);
    }

    private static boolean isPublic4(byte[] bytes) {
        int a = bytes[0] & 0xff;
        int b = bytes[1] & 0xff;
        int c = bytes[2] & 0xff;
        boolean shared = a == 100 && b >= 64 && b < 128;
        boolean protocols = a == 192 && b == 0 && (c == 0 || c == 2);
        boolean benchmark = a == 198 && (b == 18 || b == 19);
        boolean documentation = (a == 198 && b == 51 && c == 100) || (a == 203 && b == 0 && c == 113);
        return !(a == 0 || a >= 240 || shared || protocols || benchmark || documentation);
    }

    /** Only global unicast, and of it neither documentation nor what carries an IPv4 address within. */
    private static boolean isPublic6(Inet6Address address) {
        byte[] bytes = address.getAddress();
        int first = (bytes[0] & 0xff) << 8 | bytes[1] & 0xff;
        int second = (bytes[2] & 0xff) << 8 | bytes[3] & 0xff;
        boolean global = (first & 0xe000) == 0x2000;
        boolean documentation = (first == 0x2001 && second == 0x0db8) || first == 0x3fff;
        boolean tunnel = first == 0x2002 || (first == 0x2001 && second < 0x0200);
        return global && !documentation && !tunnel;
    }
}

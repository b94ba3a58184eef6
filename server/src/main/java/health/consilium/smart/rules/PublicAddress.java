package health.consilium.smart.rules;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;

/**
 * Tells addresses of the public internet from those of this machine, of the network around it and of the cloud's own
 * services. A server that fetches what a caller names must reach the former only (server-side request forgery).
 *
 * @see <a href="https://www.iana.org/assignments/iana-ipv4-special-registry">IANA special-purpose addresses</a>
 */
public final class PublicAddress {

    private record Range(byte[] start, int bits) {

        static Range of(String start, int bits) {
            try {
                return new Range(InetAddress.getByName(start).getAddress(), bits);
            } catch (UnknownHostException e) {
                throw new IllegalArgumentException(e);
            }
        }

        boolean contains(byte[] address) {
            for (int bit = 0; bit < bits; bit++) {
                int mask = 0x80 >> (bit % 8);
                if ((start[bit / 8] & mask) != (address[bit / 8] & mask)) {
                    return false;
                }
            }
            return true;
        }
    }

    private static final List<Range> SPECIAL_4 = List.of(
            Range.of("0.0.0.0", 8),
            Range.of("10.0.0.0", 8),
            Range.of("100.64.0.0", 10),
            Range.of("127.0.0.0", 8),
            Range.of("169.254.0.0", 16),
            Range.of("172.16.0.0", 12),
            Range.of("192.0.0.0", 24),
            Range.of("192.0.2.0", 24),
            Range.of("192.88.99.0", 24),
            Range.of("192.168.0.0", 16),
            Range.of("198.18.0.0", 15),
            Range.of("198.51.100.0", 24),
            Range.of("203.0.113.0", 24),
            Range.of("224.0.0.0", 3));

    /** All that is public of IPv6 begins with these three bits. */
    private static final Range GLOBAL_6 = Range.of("2000::", 3);

    /** Within the global ones: Teredo and other protocols, documentation, 6to4 (which embeds any IPv4 address). */
    private static final List<Range> SPECIAL_6 =
            List.of(Range.of("2001::", 23), Range.of("2001:db8::", 32), Range.of("2002::", 16), Range.of("3fff::", 20));

    /** IPv4 through a translator: what counts is the IPv4 address in the last four bytes. */
    private static final Range TRANSLATED = Range.of("64:ff9b::", 96);

    private PublicAddress() {}

    public static boolean isPublic(InetAddress address) {
        byte[] bytes = address.getAddress();
        if (address instanceof Inet4Address) {
            return isPublic4(bytes);
        }
        if (!(address instanceof Inet6Address)) {
            return false;
        }
        if (TRANSLATED.contains(bytes)) {
            return isPublic4(Arrays.copyOfRange(bytes, 12, 16));
        }
        return GLOBAL_6.contains(bytes) && SPECIAL_6.stream().noneMatch(range -> range.contains(bytes));
    }

    private static boolean isPublic4(byte[] bytes) {
        return SPECIAL_4.stream().noneMatch(range -> range.contains(bytes));
    }
}

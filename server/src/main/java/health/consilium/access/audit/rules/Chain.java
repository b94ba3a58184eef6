package health.consilium.access.audit.rules;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** How events hang together: each link holds the hash of the one before, so that none can be changed, taken out or put in. */
public final class Chain {

    private static final int LENGTH = 32;

    private Chain() {}

    /** What stands before the first link. */
    public static byte[] start() {
        return new byte[LENGTH];
    }

    /** SHA-256 over the hash of the link before and the SHA-256 of the content. */
    public static byte[] next(byte[] before, String content) {
        MessageDigest digest = sha256();
        digest.update(before);
        digest.update(sha256().digest(content.getBytes(StandardCharsets.UTF_8)));
        return digest.digest();
    }

    /** A link, as it is told to be kept elsewhere: {@code 17:ab12…}. */
    public static String head(long position, byte[] hash) {
        return position + ":" + HexFormat.of().formatHex(hash);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}

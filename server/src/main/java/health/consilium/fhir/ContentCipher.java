package health.consilium.fhir;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;

/**
 * Documents in chunks of AES-256-GCM. Each chunk is bound to its document, its place and whether it is the last, so that none
 * can be changed, moved, left out or taken from another document unnoticed; and a part in the middle is read without what comes
 * before it. A key encrypts one document only, so that the number of the chunk is nonce enough.
 */
final class ContentCipher {

    private static final int PLAIN = 65_536;
    private static final int TAG = 16;
    private static final int SEALED = PLAIN + TAG;

    private ContentCipher() {}

    static OutputStream encrypting(String contentId, SecretKey key, OutputStream to) {
        return new Encrypting(contentId, key, to);
    }

    static InputStream decrypting(String contentId, SecretKey key, InputStream from) {
        return new Decrypting(contentId, key, from);
    }

    private static Cipher cipher(int mode, SecretKey key, String contentId, long chunk, boolean last)
            throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        byte[] nonce = ByteBuffer.allocate(12).putInt(0).putLong(chunk).array();
        cipher.init(mode, key, new GCMParameterSpec(TAG * 8, nonce));
        cipher.updateAAD((contentId + "/" + chunk + (last ? "/last" : "")).getBytes(StandardCharsets.US_ASCII));
        return cipher;
    }

    private static final class Encrypting extends OutputStream {

        private final String contentId;
        private final SecretKey key;
        private final OutputStream to;
        private final byte[] plain = new byte[PLAIN];
        private int filled;
        private long chunk;
        private boolean finished;

        Encrypting(String contentId, SecretKey key, OutputStream to) {
            this.contentId = contentId;
            this.key = key;
            this.to = to;
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            int done = 0;
            while (done < length) {
                // Only when more comes is a full chunk known not to be the last.
                if (filled == PLAIN) {
                    seal(false);
                }
                int part = Math.min(PLAIN - filled, length - done);
                System.arraycopy(bytes, offset + done, plain, filled, part);
                filled += part;
                done += part;
            }
        }

        private void seal(boolean last) throws IOException {
            try {
                to.write(
                        cipher(Cipher.ENCRYPT_MODE, key, contentId, chunk, last).doFinal(plain, 0, filled));
            } catch (GeneralSecurityException e) {
                throw new IOException("A document cannot be encrypted", e);
            }
            chunk++;
            filled = 0;
        }

        /** Writes the last chunk; the stream below is left open for its owner. */
        @Override
        public void close() throws IOException {
            if (!finished) {
                finished = true;
                seal(true);
            }
        }
    }

    private static final class Decrypting extends InputStream {

        private final String contentId;
        private final SecretKey key;
        private final InputStream from;
        private byte[] plain = new byte[0];
        private int at;
        private long next;
        private byte[] ahead;

        Decrypting(String contentId, SecretKey key, InputStream from) {
            this.contentId = contentId;
            this.key = key;
            this.from = from;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            if (length == 0) {
                return 0;
            }
            if (at == plain.length && !open()) {
                return -1;
            }
            int part = Math.min(length, plain.length - at);
            System.arraycopy(plain, at, bytes, offset, part);
            at += part;
            return part;
        }

        /** Whole chunks are passed over unread. */
        @Override
        public long skip(long count) throws IOException {
            long rest = plain.length - at;
            if (count <= rest) {
                at += (int) Math.max(0, count);
                return Math.max(0, count);
            }
            long chunks = ahead == null ? (count - rest) / PLAIN : 0;
            if (chunks == 0) {
                at = plain.length;
                return rest > 0 ? rest : skipByReading(count);
            }
            from.skipNBytes(chunks * SEALED);
            next += chunks;
            at = plain.length;
            return rest + chunks * PLAIN;
        }

        private long skipByReading(long count) throws IOException {
            if (!open()) {
                return 0;
            }
            int part = (int) Math.min(count, plain.length);
            at = part;
            return part;
        }

        private boolean open() throws IOException {
            byte[] sealed = ahead != null ? ahead : from.readNBytes(SEALED);
            if (sealed.length == 0) {
                if (next == 0) {
                    throw new EOFException("The stored document is empty");
                }
                return false;
            }
            ahead = from.readNBytes(SEALED);
            try {
                plain = cipher(Cipher.DECRYPT_MODE, key, contentId, next, ahead.length == 0)
                        .doFinal(sealed);
            } catch (GeneralSecurityException e) {
                throw new IOException("The stored document is not what was stored", e);
            }
            next++;
            at = 0;
            return plain.length > 0;
        }

        @Override
        public void close() throws IOException {
            from.close();
        }
    }
}

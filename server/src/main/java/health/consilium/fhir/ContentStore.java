package health.consilium.fhir;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** Keeps the bytes of documents outside the database; everything is streamed. */
public interface ContentStore {

    /**
     * What is known of stored bytes.
     *
     * @param id where they are
     * @param size in bytes
     * @param sha256 64 lower-case hex digits
     * @param sha1 40 lower-case hex digits, because R4 defines {@code Attachment.hash} as SHA-1
     * @param contentType media type
     */
    record Content(String id, long size, String sha256, String sha1, String contentType) {}

    /**
     * Stores a stream to its end, or nothing.
     *
     * @throws RefusedException 413 when it is longer than the operator allows
     */
    Content put(InputStream bytes, String contentType) throws IOException;

    Optional<Content> describe(String id) throws IOException;

    InputStream open(String id) throws IOException;

    void delete(String id) throws IOException;

    /** Destroys the key without which the bytes are noise, wherever copies of them may be; part of the transaction under way. */
    void shred(String id);

    /** Whether nothing is left: no key, no bytes, no description. */
    boolean isGone(String id);
}

package health.consilium.fhir;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;

/**
 * {@link ContentStore} in a directory: {@code ab/abcdef….enc} holds the bytes, encrypted ({@link ContentCipher}); {@code
 * ab/abcdef….json} what is known of them. What an earlier release stored as {@code ab/abcdef…} is read as it is.
 * Written under another name first and renamed when complete, so that a crash leaves no half document.
 */
@Component
class FileContentStore implements ContentStore {

    private static final Pattern ID = Pattern.compile("[0-9a-f]{32}");

    private final Path directory;
    private final long limit;
    private final ObjectMapper json;
    private final ContentKeys keys;

    FileContentStore(FhirSettings settings, ObjectMapper json, ContentKeys keys) {
        this.keys = keys;
        this.directory = settings.contentDirectory();
        this.limit = settings.content().maxDocument().toBytes();
        this.json = json;
    }

    @Override
    public Content put(InputStream bytes, String contentType) throws IOException {
        String id = UUID.randomUUID().toString().replace("-", "");
        Path target = path(id);
        Files.createDirectories(target.getParent());
        Path part = target.resolveSibling(id + ".part");
        try {
            Content content = write(id, bytes, contentType, part);
            Files.write(description(id), json.writeValueAsBytes(content));
            move(part, encrypted(id));
            return content;
        } catch (IOException | RuntimeException e) {
            keys.destroy(id);
            throw e;
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private Content write(String id, InputStream bytes, String contentType, Path part) throws IOException {
        MessageDigest sha256 = digest("SHA-256");
        MessageDigest sha1 = digest("SHA-1");
        try (FileOutputStream out = new FileOutputStream(part.toFile());
                InputStream in = new DigestInputStream(new DigestInputStream(bytes, sha256), sha1)) {
            long size;
            try (OutputStream encrypting = ContentCipher.encrypting(id, keys.create(id), out)) {
                size = copy(in, encrypting);
            }
            out.getFD().sync();
            return new Content(id, size, hex(sha256), hex(sha1), contentType);
        }
    }

    private long copy(InputStream in, OutputStream out) throws IOException {
        byte[] buffer = new byte[65_536];
        long size = 0;
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
            size += read;
            if (size > limit) {
                throw Refusal.of(413, "too-large", "A document may have at most " + limit + " bytes.")
                        .asException();
            }
            out.write(buffer, 0, read);
        }
        return size;
    }

    private static void move(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(from, to);
        }
    }

    @Override
    public Optional<Content> describe(String id) throws IOException {
        try {
            return Optional.of(json.readValue(Files.readAllBytes(description(id)), Content.class));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    @Override
    public InputStream open(String id) throws IOException {
        return Files.exists(path(id))
                ? Files.newInputStream(path(id))
                : ContentCipher.decrypting(id, keys.of(id), Files.newInputStream(encrypted(id)));
    }

    /** The key first: it goes for all copies of the bytes. */
    @Override
    public void delete(String id) throws IOException {
        keys.destroy(id);
        Files.deleteIfExists(encrypted(id));
        Files.deleteIfExists(path(id));
        Files.deleteIfExists(description(id));
    }

    @Override
    public void shred(String id) {
        keys.destroy(id);
    }

    @Override
    public boolean isGone(String id) {
        return !keys.exists(id)
                && Files.notExists(encrypted(id))
                && Files.notExists(path(id))
                && Files.notExists(description(id));
    }

    private Path encrypted(String id) {
        return path(id).resolveSibling(id + ".enc");
    }

    private Path description(String id) {
        return path(id).resolveSibling(id + ".json");
    }

    /** Only ids of our own making reach the file system. */
    private Path path(String id) {
        if (!ID.matcher(id).matches()) {
            throw new IllegalArgumentException("Not a content id");
        }
        return directory.resolve(id.substring(0, 2)).resolve(id);
    }

    private static String hex(MessageDigest digest) {
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest digest(String algorithm) {
        try {
            return MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}

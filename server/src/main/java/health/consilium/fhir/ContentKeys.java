package health.consilium.fhir;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.KeyGenerator;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.apache.commons.codec.digest.DigestUtils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The keys of stored documents: each document has one of its own, kept in the database under a key that is kept elsewhere. To
 * forget a document's key is to destroy the document, wherever copies of its bytes may be.
 */
@Component
class ContentKeys {

    private static final Logger log = LoggerFactory.getLogger(ContentKeys.class);
    private static final String WRAP = "AESWrap";
    private static final int BITS = 256;

    private final JdbcClient jdbc;
    private final Path file;
    private final boolean named;

    /** By name, the one that wraps new keys first; read when first needed. */
    private Map<String, SecretKey> wrapping;

    ContentKeys(JdbcClient jdbc, FhirSettings settings) {
        this.jdbc = jdbc;
        this.named = settings.content().keyFile() != null;
        this.file = named
                ? settings.content().keyFile()
                : settings.contentDirectory().resolve("content.key");
    }

    /** A new key for a document; part of the transaction under way. */
    SecretKey create(String contentId) {
        try {
            KeyGenerator generator = KeyGenerator.getInstance("AES");
            generator.init(BITS);
            SecretKey key = generator.generateKey();
            Map.Entry<String, SecretKey> current =
                    wrapping().entrySet().iterator().next();
            Cipher cipher = Cipher.getInstance(WRAP);
            cipher.init(Cipher.WRAP_MODE, current.getValue());
            jdbc.sql("insert into content_key (content_id, wrapped, wrapped_by) values (:id, :wrapped, :by)")
                    .param("id", contentId)
                    .param("wrapped", cipher.wrap(key))
                    .param("by", current.getKey())
                    .update();
            return key;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform wraps AES keys", e);
        }
    }

    /**
     * The key of a document.
     *
     * @throws IOException when it was destroyed, or the key that protects it is not among ours
     */
    SecretKey of(String contentId) throws IOException {
        Optional<Wrapped> wrapped = jdbc.sql("select wrapped, wrapped_by from content_key where content_id = :id")
                .param("id", contentId)
                .query((row, number) -> new Wrapped(row.getBytes("wrapped"), row.getString("wrapped_by")))
                .optional();
        if (wrapped.isEmpty()) {
            throw new IOException("The key of content " + contentId + " has been destroyed");
        }
        SecretKey by = wrapping().get(wrapped.get().by());
        if (by == null) {
            throw new IOException("The key " + wrapped.get().by() + " is not in " + file);
        }
        try {
            Cipher cipher = Cipher.getInstance(WRAP);
            cipher.init(Cipher.UNWRAP_MODE, by);
            return (SecretKey) cipher.unwrap(wrapped.get().key(), "AES", Cipher.SECRET_KEY);
        } catch (GeneralSecurityException e) {
            throw new IOException("The key of content " + contentId + " cannot be unwrapped", e);
        }
    }

    void destroy(String contentId) {
        jdbc.sql("delete from content_key where content_id = :id")
                .param("id", contentId)
                .update();
    }

    boolean exists(String contentId) {
        return jdbc.sql("select exists (select 1 from content_key where content_id = :id)")
                .param("id", contentId)
                .query(Boolean.class)
                .single();
    }

    private record Wrapped(byte[] key, String by) {}

    private synchronized Map<String, SecretKey> wrapping() {
        if (wrapping == null) {
            wrapping = load();
        }
        return wrapping;
    }

    private Map<String, SecretKey> load() {
        try {
            if (!Files.exists(file)) {
                if (named) {
                    throw new IllegalStateException(
                            "consilium.fhir.content.key-file names " + file + ", where there is no file");
                }
                generate();
            }
            Map<String, SecretKey> keys = new LinkedHashMap<>();
            for (String line : Files.readAllLines(file, StandardCharsets.US_ASCII)) {
                if (!line.isBlank()) {
                    byte[] key = Base64.getDecoder().decode(line.strip());
                    keys.put(DigestUtils.sha256Hex(key).substring(0, 16), key(key));
                }
            }
            if (keys.isEmpty()) {
                throw new IllegalStateException(file + " holds no key: a line of it is the base64 of 32 random bytes");
            }
            return keys;
        } catch (IOException e) {
            throw new UncheckedIOException("The keys of documents cannot be read", e);
        }
    }

    private SecretKey key(byte[] bytes) {
        if (bytes.length * 8 != BITS) {
            throw new IllegalStateException("A key in " + file + " has " + bytes.length + " bytes, not 32");
        }
        return new SecretKeySpec(bytes, "AES");
    }

    /** Of servers that start together one writes it, and all read it. */
    private void generate() throws IOException {
        byte[] key = new byte[BITS / 8];
        new SecureRandom().nextBytes(key);
        Files.createDirectories(file.getParent());
        Path part = Files.createTempFile(
                file.getParent(),
                "content",
                ".key",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try {
            Files.writeString(part, Base64.getEncoder().encodeToString(key) + "\n", StandardCharsets.US_ASCII);
            Files.createLink(file, part);
            log.warn(
                    "The key that protects documents was made in {}. Who takes the disk takes both: keep it elsewhere and name"
                            + " it by consilium.fhir.content.key-file.",
                    file);
        } catch (FileAlreadyExistsException e) {
            log.info("Another server made {}", file);
        } finally {
            Files.delete(part);
        }
    }
}

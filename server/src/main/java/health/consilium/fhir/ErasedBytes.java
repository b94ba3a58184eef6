package health.consilium.fhir;

import ca.uhn.fhir.jpa.api.dao.DaoRegistry;
import ca.uhn.fhir.rest.api.server.SystemRequestDetails;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.commons.codec.digest.DigestUtils;
import org.hl7.fhir.r4.model.Binary;
import org.hl7.fhir.r4.model.IdType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The bytes that Binaries have, or had in an earlier version, on their way out. */
@Component
public class ErasedBytes {

    private final DaoRegistry daos;
    private final JdbcClient jdbc;
    private final Documents documents;
    private final ContentStore contents;

    ErasedBytes(DaoRegistry daos, JdbcClient jdbc, Documents documents, ContentStore contents) {
        this.daos = daos;
        this.jdbc = jdbc;
        this.documents = documents;
        this.contents = contents;
    }

    /**
     * Bytes of a Binary.
     *
     * @param sha256 64 lower-case hex digits
     * @param size in bytes
     * @param contentId where they lie outside the database; null where they lie in the Binary itself
     */
    public record Bytes(String sha256, long size, String contentId) {}

    /** The bytes of all versions of a Binary, each once. */
    public List<Bytes> of(Eraser.Stored binary) {
        Map<String, Bytes> all = new LinkedHashMap<>();
        versions(binary)
                .map(this::bytes)
                .forEach(bytes ->
                        all.putIfAbsent(bytes.contentId() == null ? bytes.sha256() : bytes.contentId(), bytes));
        return new ArrayList<>(all.values());
    }

    /** Where the bytes of all versions of a Binary lie outside the database, or lay: they need not be there any more. */
    public List<String> contents(Eraser.Stored binary) {
        return versions(binary)
                .flatMap(version -> Documents.contentId(version).stream())
                .distinct()
                .toList();
    }

    private Stream<Binary> versions(Eraser.Stored binary) {
        return jdbc
                .sql("select res_ver from hfj_res_ver where res_id = :key and res_deleted_at is null order by res_ver")
                .param("key", binary.key())
                .query(Long.class)
                .list()
                .stream()
                .map(version -> (Binary) daos.getResourceDao("Binary")
                        .read(new IdType("Binary", binary.id(), String.valueOf(version)), new SystemRequestDetails()));
    }

    /** Of stored bytes what was noted when they came; those of a small document are counted. */
    private Bytes bytes(Binary binary) {
        Optional<String> id = Documents.contentId(binary);
        if (id.isPresent()) {
            ContentStore.Content content = documents.content(binary).orElseThrow();
            return new Bytes(content.sha256(), content.size(), id.get());
        }
        try (InputStream in = documents.open(binary)) {
            byte[] bytes = in.readAllBytes();
            return new Bytes(DigestUtils.sha256Hex(bytes), bytes.length, null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Destroys the keys; from here on nobody reads the bytes, though they lie there still. */
    public void shred(Collection<String> contentIds) {
        contentIds.forEach(contents::shred);
    }

    /** Removes the bytes and looks whether they are gone; those that are not are named. */
    public List<String> remove(Collection<String> contentIds) {
        for (String id : contentIds) {
            try {
                contents.delete(id);
            } catch (IOException e) {
                throw new UncheckedIOException("The bytes of " + id + " cannot be removed", e);
            }
        }
        return contentIds.stream().filter(id -> !contents.isGone(id)).toList();
    }
}

package health.consilium.retention;

import health.consilium.access.CaseTraces;
import health.consilium.access.Compartment;
import health.consilium.fhir.Documents;
import health.consilium.fhir.ErasedBytes;
import health.consilium.fhir.Eraser;
import health.consilium.fhir.Eraser.Stored;
import health.consilium.fhir.ExportJobs;
import health.consilium.fhir.FhirStore;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.Binary;
import org.springframework.stereotype.Component;

/** Files of bulk exports that hold a copy of what is erased. */
@Component
class ExportedCopies {

    private static final Pattern ID = Pattern.compile("\"id\"\\s*:\\s*\"([^\"]+)\"");

    private final ExportJobs jobs;
    private final FhirStore store;
    private final Documents documents;
    private final Storage storage;
    private final RetentionSettings settings;
    private final Clock clock;

    /** Where the files lie, and who may have them. */
    @Component
    record Storage(Eraser eraser, ErasedBytes bytes, CaseTraces access) {}

    ExportedCopies(
            ExportJobs jobs,
            FhirStore store,
            Documents documents,
            Storage storage,
            RetentionSettings settings,
            Clock clock) {
        this.jobs = jobs;
        this.store = store;
        this.documents = documents;
        this.storage = storage;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * Erases exports that name something of this.
     *
     * @param since when the erasure was asked for
     * @return false while one is under way that may yet come to hold it
     */
    boolean clear(Collection<Stored> erased, Instant since) {
        List<String> running = jobs.running();
        if (!running.isEmpty()) {
            if (clock.instant().isBefore(since.plus(settings.exportWait()))) {
                jobs.hasten();
                return false;
            }
            running.forEach(this::end);
            running.forEach(jobs::cancel);
        }
        Set<String> ids = erased.stream().map(Stored::id).collect(Collectors.toSet());
        jobs.files().forEach((job, files) -> {
            if (files.stream().anyMatch(file -> names(file, ids))) {
                end(job);
                erase(files);
            }
        });
        return true;
    }

    private void end(String job) {
        jobs.key(job).ifPresent(storage.access()::endExport);
    }

    private boolean names(String file, Set<String> ids) {
        return store.find(Binary.class, file)
                .filter(binary -> names(binary, ids))
                .isPresent();
    }

    private boolean names(Binary file, Set<String> ids) {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(documents.open(file), StandardCharsets.UTF_8))) {
            return lines.lines()
                    .flatMap(line -> ID.matcher(line).results())
                    .anyMatch(found -> ids.contains(found.group(1)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void erase(List<String> files) {
        List<Stored> stored = storage.eraser().find(files, Compartment.SYSTEM);
        List<String> contents = stored.stream()
                .flatMap(file -> storage.bytes().of(file).stream())
                .map(ErasedBytes.Bytes::contentId)
                .filter(Objects::nonNull)
                .toList();
        storage.bytes().shred(contents);
        storage.eraser().delete(stored, stored);
        storage.eraser().expunge(stored.stream().map(Stored::key).toList());
        storage.bytes().remove(contents);
    }
}

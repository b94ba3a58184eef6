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
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.Binary;
import org.springframework.stereotype.Component;

/**
 * Files of bulk exports that hold a copy of what is erased. HAPI deletes the files of an export after some hours, and then
 * its versions stay; of those of an export that was ended it does not know any more. All are found by their label.
 */
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
     * Erases files that name something of this, with the export they belong to, and those that nobody may fetch any more.
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
        files().stream()
                .flatMap(file -> fetchable(file).stream())
                .filter(file -> names(file, ids))
                .forEach(storage.access()::endExport);
        clearEnded();
        return true;
    }

    /** Erases the files of exports that were ended, or whose time is over. */
    int clearEnded() {
        List<Stored> ended =
                files().stream().filter(file -> fetchable(file).isEmpty()).toList();
        erase(ended);
        return ended.size();
    }

    private List<Stored> files() {
        return storage.eraser().bearing(List.of(Compartment.exports()));
    }

    private Optional<Binary> fetchable(Stored file) {
        return file.deleted()
                ? Optional.empty()
                : store.find(Binary.class, file.id())
                        .filter(binary -> !storage.access().isOver(binary));
    }

    private void end(String job) {
        jobs.key(job).ifPresent(storage.access()::endExport);
    }

    /** What cannot be read, because a server died while it erased it, may name it. */
    private boolean names(Binary file, Set<String> ids) {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(documents.open(file), StandardCharsets.UTF_8))) {
            return lines.lines()
                    .flatMap(line -> ID.matcher(line).results())
                    .anyMatch(found -> ids.contains(found.group(1)));
        } catch (IOException | UncheckedIOException e) {
            return true;
        }
    }

    private void erase(List<Stored> files) {
        List<String> contents = files.stream()
                .flatMap(file -> storage.bytes().contents(file).stream())
                .toList();
        storage.bytes().shred(contents);
        storage.eraser().delete(files.stream().filter(file -> !file.deleted()).toList(), files);
        storage.eraser().expunge(files.stream().map(Stored::key).toList());
        storage.bytes().remove(contents);
    }
}

package health.consilium.access.audit;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.api.server.SystemRequestDetails;
import ca.uhn.fhir.rest.api.server.bulk.BulkExportJobParameters;
import health.consilium.access.Compartment;
import health.consilium.access.Concerned;
import health.consilium.access.Exports;
import health.consilium.access.audit.rules.Agent;
import health.consilium.access.audit.rules.AuditRecord;
import health.consilium.access.audit.rules.Kind;
import health.consilium.fhir.ResourceTypes;
import health.consilium.fhir.StorageInterceptor;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.Binary;
import org.hl7.fhir.r4.model.Resource;
import org.springframework.stereotype.Component;

/**
 * Records whose records go into a file of a bulk export: one event for each patient and file, in the transaction that stores the
 * file, so that nobody can fetch what is not recorded. Who asked for the export is on record with it, because the job runs
 * without a caller, later, and on whatever server takes its next step.
 */
@Component
@Interceptor
class AuditedExports implements StorageInterceptor {

    /** After who decides what is included; before the labels are taken off. */
    private static final int INCLUDED = 850;

    /** Before the bytes are taken out of the resource, to be kept elsewhere. */
    private static final int STORED = -100;

    /** How HAPI begins each line. */
    private static final Pattern LINE = Pattern.compile(
            "^\\{\"resourceType\":\"(\\w+)\",\"id\":\"([^\"]+)\"", Pattern.MULTILINE | Pattern.UNIX_LINES);

    private final Exports exports;
    private final Recorder recorder;

    /** HAPI decides on some resources and writes them into files at once, in one thread; by several files if they are long. */
    private final ThreadLocal<Batch> batches = new ThreadLocal<>();

    AuditedExports(Exports exports, Recorder recorder) {
        this.exports = exports;
        this.recorder = recorder;
    }

    /** What the trail tells of a resource that is to go into a file. */
    private record Included(String patient, String caseNumber, String entity) {

        static Included of(Resource resource) {
            return new Included(
                    Concerned.patient(resource).orElse(""),
                    Compartment.caseNumber(resource).orElse(""),
                    Concerned.versioned(resource));
        }

        /** A patient's together, and what says no patient by its case, from which the patient is known. */
        String share() {
            return patient.isEmpty() ? caseNumber : patient;
        }

        void addTo(Trace.Share share) {
            if (!patient.isEmpty()) {
                share.patients().add(patient);
            }
            if (!caseNumber.isEmpty()) {
                share.cases().add(caseNumber);
            }
            share.entities().add(entity);
        }
    }

    /** What was included since the last file, by type and id; in an export of histories there are several versions of each. */
    private static final class Batch {

        private final String key;
        private final Map<String, Map<String, Included>> included = new HashMap<>();
        private boolean written;

        Batch(String key) {
            this.key = key;
        }
    }

    @Hook(value = Pointcut.STORAGE_BULK_EXPORT_RESOURCE_INCLUSION, order = INCLUDED)
    public boolean included(BulkExportJobParameters job, IBaseResource resource) {
        Resource found = (Resource) resource;
        Included included = Included.of(found);
        batch(String.valueOf(job.getBinarySecurityContextIdentifierValue()))
                .included
                .computeIfAbsent(Concerned.name(found), name -> new LinkedHashMap<>())
                .put(included.entity(), included);
        return true;
    }

    private Batch batch(String key) {
        Batch batch = batches.get();
        if (batch == null || batch.written || !batch.key.equals(key)) {
            batch = new Batch(key);
            batches.set(batch);
        }
        return batch;
    }

    /** Again where the transaction is tried again: what was included stays known until more is. */
    @Hook(value = Pointcut.STORAGE_PRESTORAGE_RESOURCE_CREATED, order = STORED)
    public void stored(IBaseResource created, RequestDetails request) {
        if (request instanceof SystemRequestDetails && created instanceof Binary file) {
            Exports.key(file).ifPresent(key -> record(key, file));
        }
    }

    private void record(String key, Binary file) {
        Batch batch = batches.get();
        if (batch == null || !batch.key.equals(key)) {
            throw new IllegalStateException("A file of a bulk export holds what nobody has let into it");
        }
        batch.written = true;
        List<Trace.Share> shares = shares(batch, file);
        if (!shares.isEmpty()) {
            recorder.record(
                    agent(key),
                    new Recorder.Deed(Kind.EXPORT, AuditRecord.EXPORT_FILE, AuditRecord.SUCCESS, null, null),
                    shares);
        }
    }

    private static List<Trace.Share> shares(Batch batch, Binary file) {
        Map<String, Trace.Share> shares = new LinkedHashMap<>();
        String lines = new String(file.getContent(), StandardCharsets.UTF_8);
        Matcher line = LINE.matcher(lines);
        int told = 0;
        while (line.find()) {
            told++;
            if (!isPublic(line.group(1))) {
                included(batch, line.group(1) + "/" + line.group(2))
                        .values()
                        .forEach(included ->
                                included.addTo(shares.computeIfAbsent(included.share(), share -> startingWith(file))));
            }
        }
        if (told != lines.lines().count()) {
            throw new IllegalStateException("A file of a bulk export has lines that say not what they are");
        }
        return List.copyOf(shares.values());
    }

    private static Map<String, Included> included(Batch batch, String name) {
        return Optional.ofNullable(batch.included.get(name))
                .orElseThrow(() -> new IllegalStateException("Nobody has let " + name + " into a bulk export"));
    }

    private static Trace.Share startingWith(Binary file) {
        Trace.Share share = new Trace.Share();
        share.entities().add(Concerned.name(file));
        return share;
    }

    private static boolean isPublic(String type) {
        return ResourceTypes.CONFORMANCE.contains(type) || ResourceTypes.DIRECTORY.contains(type);
    }

    private Agent agent(String key) {
        Exports.Starter starter = exports.starter(key)
                .orElseThrow(() -> new IllegalStateException("Nobody has asked for the bulk export " + key));
        return new Agent(
                starter.subject(),
                starter.role().code(),
                starter.user(),
                starter.organization().orElse(null),
                starter.client().orElse(null),
                starter.address().orElse(null));
    }
}

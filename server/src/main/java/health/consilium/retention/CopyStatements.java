package health.consilium.retention;

import health.consilium.access.audit.Certificates;
import health.consilium.fhir.Documents;
import health.consilium.fhir.FhirStore;
import health.consilium.workflow.CaseFile;
import health.consilium.workflow.Numbers;
import health.consilium.workflow.TaskSteps;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.commons.codec.digest.DigestUtils;
import org.hl7.fhir.r4.model.Attachment;
import org.hl7.fhir.r4.model.Binary;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.Task;
import org.springframework.stereotype.Component;

/** What centres state of the copies that they held: known by its hash, and certified. */
@Component
class CopyStatements {

    private final FhirStore store;
    private final Documents documents;
    private final Certificates certificates;

    CopyStatements(FhirStore store, Documents documents, Certificates certificates) {
        this.store = store;
        this.documents = documents;
        this.certificates = certificates;
    }

    /** Hash of the statement that came with this Task. */
    Optional<String> hash(Task task) {
        return TaskSteps.outputs(task, CentreCopies.ATTESTATION).stream()
                .flatMap(statement -> store.find(DocumentReference.class, statement.getReference()).stream())
                .flatMap(document -> hash(document).stream())
                .findFirst();
    }

    /** Hash of the bytes of a statement; none where they are not there. */
    Optional<String> hash(DocumentReference statement) {
        Attachment attachment = statement.getContentFirstRep().getAttachment();
        if (attachment.hasData()) {
            return Optional.of(DigestUtils.sha256Hex(attachment.getData()));
        }
        String url = String.valueOf(attachment.getUrl());
        return url.startsWith("Binary/")
                ? store.find(Binary.class, url)
                        .map(bytes -> documents.fingerprint(bytes).sha256())
                : Optional.empty();
    }

    /** Certifies that a centre has attested; the same Task gives the same certificate. */
    void certify(CaseFile file, Task task) {
        certificates.certify(new Certificates.Statement(
                certificate(task),
                file.number(),
                Numbers.REFERRAL_SYSTEM,
                task.getGroupIdentifier().getValue(),
                "centre-copy",
                TaskSteps.text(task, CentreCopies.REASON).orElse("consent-expired"),
                Map.of("copy", 1),
                TaskSteps.text(task, CentreCopies.HASH).stream().toList(),
                "attested by " + task.getOwner().getReference() + ", statement sha256 "
                        + hash(task).orElse("unknown")));
    }

    /** The certificate of this Task, once there is one. */
    static UUID certificate(Task task) {
        return UUID.nameUUIDFromBytes(
                ("erasure of the copy, Task/" + task.getIdElement().getIdPart()).getBytes(StandardCharsets.UTF_8));
    }
}

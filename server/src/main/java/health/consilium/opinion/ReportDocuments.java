package health.consilium.opinion;

import health.consilium.access.CaseAccess;
import health.consilium.access.Compartment;
import health.consilium.fhir.DocumentInspection;
import health.consilium.fhir.Documents;
import health.consilium.fhir.FhirStore;
import health.consilium.fhir.Refusal;
import health.consilium.fhir.RefusedException;
import health.consilium.opinion.rules.ReceivedReport;
import health.consilium.opinion.rules.ReportStage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hl7.fhir.r4.model.Attachment;
import org.hl7.fhir.r4.model.Binary;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.DocumentReference.DocumentRelationshipType;
import org.hl7.fhir.r4.model.DocumentReference.ReferredDocumentStatus;
import org.hl7.fhir.r4.model.Enumerations.DocumentReferenceStatus;
import org.hl7.fhir.r4.model.Resource;
import org.springframework.stereotype.Component;

/** The documents of a report: their bytes are there, are what they are said to be, and one of them is a PDF. */
@Component
class ReportDocuments {

    private static final byte[] PDF = "%PDF-".getBytes(StandardCharsets.US_ASCII);

    private final FhirStore store;
    private final CaseAccess access;
    private final Documents documents;
    private final DocumentInspection inspection;
    private final Clock clock;

    ReportDocuments(
            FhirStore store, CaseAccess access, Documents documents, DocumentInspection inspection, Clock clock) {
        this.store = store;
        this.access = access;
        this.documents = documents;
        this.inspection = inspection;
        this.clock = clock;
    }

    /** A Binary that came alone gets the DocumentReference that stands for it. */
    List<DocumentReference> forBareBinaries(ReceivedReport report) {
        return report.bareBinaries().stream()
                .map(binary -> {
                    DocumentReference document = new DocumentReference();
                    document.setId("DocumentReference/" + UUID.randomUUID());
                    document.addContent()
                            .getAttachment()
                            .setContentType(binary.getContentType())
                            .setUrl(binary.getId());
                    return document;
                })
                .toList();
    }

    /** Completes the DocumentReferences among the parts; what is wrong with them is told. */
    List<Refusal> complete(
            List<Resource> parts, ReceivedReport report, SubmitReportRequest request, ReportVersions.Version version) {
        List<Refusal> refusals = new ArrayList<>();
        boolean pdf = false;
        for (Resource part : parts) {
            if (part instanceof DocumentReference document) {
                form(document, request, version);
                if (!document.hasContent()) {
                    refusals.add(missing());
                }
                for (int i = 0; i < document.getContent().size(); i++) {
                    Attachment attachment = document.getContent().get(i).getAttachment();
                    String path = ".content[" + i + "].attachment";
                    if (!attachment.hasLanguage()) {
                        attachment.setLanguage(request.language());
                    }
                    Optional<Binary> bytes = bytes(attachment, report, version);
                    bytes.ifPresentOrElse(
                            binary -> refusals.addAll(inspect(
                                    binary,
                                    attachment,
                                    report.documents().contains(document)
                                            ? report.place(document) + path
                                            : report.place(binary))),
                            () -> refusals.add(missing()));
                    pdf |= bytes.filter(this::isPdf).isPresent();
                }
            }
        }
        if (!pdf
                && (request.stage() != ReportStage.PRELIMINARY
                        || report.opinion().isEmpty())) {
            refusals.add(Refusal.unprocessable(
                    "incomplete",
                    "Attach the report as a PDF: a Binary in the Bundle, or a DocumentReference to a Binary that you have"
                            + " stored.",
                    "DocumentReference.content.attachment.url"));
        }
        return refusals;
    }

    private void form(DocumentReference document, SubmitReportRequest request, ReportVersions.Version version) {
        // Not a record of the patient's: those are translated into English and hold up a case until they are.
        document.getMeta().getProfile().clear();
        document.setStatus(DocumentReferenceStatus.CURRENT);
        document.setDocStatus(ReferredDocumentStatus.fromCode(request.stage().code()));
        if (!document.hasType()) {
            document.setType(new CodeableConcept(new Coding("http://loinc.org", "34805-2", "Oncology Consult note")));
        }
        if (!document.hasDate()) {
            document.setDate(Date.from(clock.instant()));
        }
        version.replaces("DocumentReference").forEach(earlier -> document.addRelatesTo()
                .setCode(DocumentRelationshipType.REPLACES)
                .setTarget(earlier));
    }

    /** From the report itself, or stored before by this centre. */
    private Optional<Binary> bytes(Attachment attachment, ReceivedReport report, ReportVersions.Version version) {
        Optional<Binary> sent = report.binary(attachment.getUrl());
        if (sent.isPresent() || !String.valueOf(attachment.getUrl()).startsWith("Binary/")) {
            return sent;
        }
        List<String> labels = version.labels().stream().map(Coding::getCode).toList();
        Optional<Binary> stored = store.find(Binary.class, attachment.getUrl())
                .filter(access::sees)
                .filter(binary -> Compartment.codes(binary).stream()
                        .anyMatch(code -> code.startsWith("contributor.") && labels.contains(code)));
        stored.ifPresent(binary -> store.label(attachment.getUrl(), version.labels()));
        return stored;
    }

    /** Nothing that a centre sends is taken on trust: a report goes on to the patient. */
    private List<Refusal> inspect(Binary binary, Attachment attachment, String path) {
        if (documents.fingerprint(binary).size() == 0) {
            return List.of(Refusal.unprocessable(
                    "incomplete", "A document of the report is empty; send its bytes.", "Binary.data"));
        }
        attachment.setData(null);
        try {
            inspection.inspect(binary, attachment, path);
            return List.of();
        } catch (RefusedException refused) {
            return refused.refusals();
        }
    }

    private boolean isPdf(Binary binary) {
        try (InputStream in = documents.open(binary)) {
            return "application/pdf".equals(binary.getContentType()) && Arrays.equals(in.readNBytes(PDF.length), PDF);
        } catch (IOException e) {
            throw new UncheckedIOException("The bytes of a report cannot be read", e);
        }
    }

    private static Refusal missing() {
        return Refusal.unprocessable(
                "dangling-reference",
                "A DocumentReference of the report names no Binary of the report, nor one that you have stored.",
                "DocumentReference.content.attachment.url");
    }
}

package health.consilium.completeness.rules;

import health.consilium.completeness.rules.Evidence.Kind;
import health.consilium.terminology.rules.Systems;
import java.time.LocalDate;
import java.util.List;
import org.hl7.fhir.r4.model.DiagnosticReport;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.Resource;

/** What a record offers as evidence: of what kind, of which day, and what is wrong with it whatever it is offered for. */
final class EvidenceReader {
    private static final String LEGIBILITY = Systems.extension("legibility");

    private final CaseRecords records;
    private final Languages languages;

    EvidenceReader(CaseRecords records, Languages languages) {
        this.records = records;
        this.languages = languages;
    }

    Evidence evidence(Resource resource, boolean isForeign) {
        String reference = CaseRecords.reference(resource);
        LocalDate date = ClinicalDates.of(resource);
        Problem problem = isForeign ? Problem.OTHER_PATIENT : RecordState.problemOf(resource);
        if (resource instanceof DocumentReference document) {
            return document(document, reference, date, problem);
        }
        if (resource instanceof DiagnosticReport report && problem == null && !languages.canRead(report)) {
            problem = Problem.NOT_TRANSLATED;
        }
        return Evidence.of(resource, reference, kind(resource), date, problem);
    }

    private static Kind kind(Resource resource) {
        return switch (resource.fhirType()) {
            case "ImagingStudy" -> Kind.IMAGES;
            case "Specimen" -> Kind.SPECIMEN;
            case "DiagnosticReport", "Composition" -> Kind.REPORT;
            default -> Kind.RESULT;
        };
    }

    private Evidence document(DocumentReference document, String reference, LocalDate date, Problem status) {
        Kind kind = isDicom(document) ? Kind.IMAGES : Kind.REPORT;
        if (status != null || records.isReplaced(document)) {
            return Evidence.of(document, reference, kind, date, status != null ? status : Problem.SUPERSEDED);
        }
        Problem legibility = legibility(document);
        boolean readable = languages.canRead(document) && !records.isUnverifiedTranslation(document);
        if (legibility != null || readable) {
            return Evidence.of(document, reference, kind, date, legibility);
        }
        List<String> translations = records.translationsOf(document).stream()
                .filter(t -> RecordState.problemOf(t) == null
                        && !records.isOfAnother(t)
                        && languages.canRead(t)
                        && records.isVerified(t))
                .map(CaseRecords::reference)
                .toList();
        return new Evidence(
                document, reference, kind, date, translations.isEmpty() ? Problem.NOT_TRANSLATED : null, translations);
    }

    private static boolean isDicom(DocumentReference document) {
        String type = document.getContentFirstRep().getAttachment().getContentType();
        return type != null && type.startsWith("application/dicom");
    }

    private static Problem legibility(DocumentReference document) {
        Extension extension = document.getExtensionByUrl(LEGIBILITY);
        String grade = extension == null || !extension.hasValue()
                ? "legible"
                : extension.getValue().primitiveValue();
        return switch (grade) {
            case "illegible" -> Problem.ILLEGIBLE;
            case "partly-legible" -> Problem.PARTLY_LEGIBLE;
            default -> null;
        };
    }
}

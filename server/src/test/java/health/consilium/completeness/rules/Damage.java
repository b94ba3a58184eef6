package health.consilium.completeness.rules;

import java.time.LocalDate;
import java.util.Set;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.DiagnosticReport;
import org.hl7.fhir.r4.model.DiagnosticReport.DiagnosticReportStatus;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.DocumentReference.ReferredDocumentStatus;
import org.hl7.fhir.r4.model.Enumerations.DocumentReferenceStatus;
import org.hl7.fhir.r4.model.ImagingStudy;
import org.hl7.fhir.r4.model.ImagingStudy.ImagingStudyStatus;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Observation.ObservationStatus;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.Specimen;
import org.hl7.fhir.r4.model.Specimen.SpecimenStatus;

/** What may happen to a record so that it no longer counts, and how the answer names it. */
enum Damage {
    REMOVED(Set.of("missing")),
    ENTERED_IN_ERROR(Set.of("entered-in-error")),
    PRELIMINARY(Set.of("preliminary")),
    /** A document is not cancelled but superseded, a specimen becomes unfit. */
    CANCELLED(Set.of("cancelled", "superseded")),
    OTHER_PATIENT(Set.of("other-patient")),
    AGED(Set.of("stale"));

    private final Set<String> reasons;

    Damage(Set<String> reasons) {
        this.reasons = reasons;
    }

    Set<String> reasons() {
        return reasons;
    }

    /** A specimen is there or not: FHIR knows no preliminary one. */
    boolean canHappenTo(Resource resource) {
        return this != PRELIMINARY || !(resource instanceof Specimen);
    }

    /** @param date for AGED: the day of which the record then is */
    void to(Resource resource, LocalDate date) {
        switch (resource.fhirType()) {
            case "Observation" -> observation((Observation) resource, date);
            case "DiagnosticReport" -> report((DiagnosticReport) resource, date);
            case "DocumentReference" -> document((DocumentReference) resource, date);
            case "ImagingStudy" -> study((ImagingStudy) resource, date);
            case "Specimen" -> specimen((Specimen) resource, date);
            default -> throw new AssertionError("No damage to " + resource.fhirType());
        }
    }

    private static Reference somebodyElse() {
        return new Reference("Patient/somebody-else");
    }

    private void observation(Observation result, LocalDate date) {
        switch (this) {
            case ENTERED_IN_ERROR -> result.setStatus(ObservationStatus.ENTEREDINERROR);
            case PRELIMINARY -> result.setStatus(ObservationStatus.PRELIMINARY);
            case CANCELLED -> result.setStatus(ObservationStatus.CANCELLED);
            case OTHER_PATIENT -> result.setSubject(somebodyElse());
            default -> result.setEffective(new DateTimeType(date.toString()));
        }
    }

    private void report(DiagnosticReport report, LocalDate date) {
        switch (this) {
            case ENTERED_IN_ERROR -> report.setStatus(DiagnosticReportStatus.ENTEREDINERROR);
            case PRELIMINARY -> report.setStatus(DiagnosticReportStatus.PRELIMINARY);
            case CANCELLED -> report.setStatus(DiagnosticReportStatus.CANCELLED);
            case OTHER_PATIENT -> report.setSubject(somebodyElse());
            default -> report.setEffective(new DateTimeType(date.toString()));
        }
    }

    private void document(DocumentReference document, LocalDate date) {
        switch (this) {
            case ENTERED_IN_ERROR -> document.setStatus(DocumentReferenceStatus.ENTEREDINERROR);
            case PRELIMINARY -> document.setDocStatus(ReferredDocumentStatus.PRELIMINARY);
            case CANCELLED -> document.setStatus(DocumentReferenceStatus.SUPERSEDED);
            case OTHER_PATIENT -> document.setSubject(somebodyElse());
            default -> document.getContext().getPeriod().setStartElement(new DateTimeType(date.toString()));
        }
    }

    private void study(ImagingStudy study, LocalDate date) {
        switch (this) {
            case ENTERED_IN_ERROR -> study.setStatus(ImagingStudyStatus.ENTEREDINERROR);
            case PRELIMINARY -> study.setStatus(ImagingStudyStatus.REGISTERED);
            case CANCELLED -> study.setStatus(ImagingStudyStatus.CANCELLED);
            case OTHER_PATIENT -> study.setSubject(somebodyElse());
            default -> study.setStartedElement(new DateTimeType(date.toString()));
        }
    }

    private void specimen(Specimen specimen, LocalDate date) {
        switch (this) {
            case ENTERED_IN_ERROR -> specimen.setStatus(SpecimenStatus.ENTEREDINERROR);
            case CANCELLED -> specimen.setStatus(SpecimenStatus.UNSATISFACTORY);
            case OTHER_PATIENT -> specimen.setSubject(somebodyElse());
            default -> specimen.getCollection().setCollected(new DateTimeType(date.toString()));
        }
    }
}

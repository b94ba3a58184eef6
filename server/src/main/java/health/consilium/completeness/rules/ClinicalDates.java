package health.consilium.completeness.rules;

import java.time.DateTimeException;
import java.time.LocalDate;
import org.hl7.fhir.r4.model.AllergyIntolerance;
import org.hl7.fhir.r4.model.BaseDateTimeType;
import org.hl7.fhir.r4.model.Composition;
import org.hl7.fhir.r4.model.Condition;
import org.hl7.fhir.r4.model.Consent;
import org.hl7.fhir.r4.model.DiagnosticReport;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.FamilyMemberHistory;
import org.hl7.fhir.r4.model.ImagingStudy;
import org.hl7.fhir.r4.model.MedicationAdministration;
import org.hl7.fhir.r4.model.MedicationRequest;
import org.hl7.fhir.r4.model.MedicationStatement;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Period;
import org.hl7.fhir.r4.model.PrimitiveType;
import org.hl7.fhir.r4.model.Procedure;
import org.hl7.fhir.r4.model.QuestionnaireResponse;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.Specimen;
import org.hl7.fhir.r4.model.Timing;
import org.hl7.fhir.r4.model.Type;

/**
 * The day to which a record refers. Age counts from it and never from the upload, so that DocumentReference.date (when the
 * reference was made) is not used. A date without day or month counts from its first day.
 */
final class ClinicalDates {
    private ClinicalDates() {}

    /** Null if the record does not say. */
    static LocalDate of(Resource resource) {
        return switch (resource.fhirType()) {
            case "Observation" ->
                first(((Observation) resource).getEffective(), ((Observation) resource).getIssuedElement());
            case "DiagnosticReport" ->
                first(((DiagnosticReport) resource).getEffective(), ((DiagnosticReport) resource).getIssuedElement());
            case "DocumentReference" -> document((DocumentReference) resource);
            case "ImagingStudy" -> imaging((ImagingStudy) resource);
            case "Procedure" -> day(((Procedure) resource).getPerformed());
            case "Specimen" -> day(((Specimen) resource).getCollection().getCollected());
            case "Condition" -> condition((Condition) resource);
            case "Composition" -> day(((Composition) resource).getDateElement());
            case "Consent" -> day(((Consent) resource).getDateTimeElement());
            case "QuestionnaireResponse" -> day(((QuestionnaireResponse) resource).getAuthoredElement());
            case "FamilyMemberHistory" -> day(((FamilyMemberHistory) resource).getDateElement());
            case "AllergyIntolerance" -> day(((AllergyIntolerance) resource).getRecordedDateElement());
            case "MedicationAdministration" -> day(((MedicationAdministration) resource).getEffective());
            case "MedicationStatement" ->
                first(
                        ((MedicationStatement) resource).getDateAssertedElement(),
                        ((MedicationStatement) resource).getEffective());
            case "MedicationRequest" -> day(((MedicationRequest) resource).getAuthoredOnElement());
            default -> null;
        };
    }

    private static LocalDate document(DocumentReference document) {
        LocalDate event = day(document.getContext().getPeriod());
        return event != null
                ? event
                : day(document.getContentFirstRep().getAttachment().getCreationElement());
    }

    private static LocalDate imaging(ImagingStudy study) {
        return study.hasStarted()
                ? day(study.getStartedElement())
                : day(study.getSeriesFirstRep().getStartedElement());
    }

    /** For its stage: when it was assessed is not in the resource, so that the recording date stands for it. */
    private static LocalDate condition(Condition condition) {
        return first(condition.getRecordedDateElement(), condition.getOnset());
    }

    private static LocalDate first(Type preferred, Type fallback) {
        LocalDate date = day(preferred);
        return date != null ? date : day(fallback);
    }

    static LocalDate day(Type value) {
        if (value instanceof Period period) {
            return period.hasEnd() ? day(period.getEndElement()) : day(period.getStartElement());
        }
        if (value instanceof Timing timing) {
            return timing.hasEvent()
                    ? day(timing.getEvent().get(timing.getEvent().size() - 1))
                    : null;
        }
        return value instanceof BaseDateTimeType ? parse(((PrimitiveType<?>) value).getValueAsString()) : null;
    }

    private static LocalDate parse(String text) {
        if (text == null || text.length() < 4) {
            return null;
        }
        int year = Integer.parseInt(text.substring(0, 4));
        int month = text.length() >= 7 ? Integer.parseInt(text.substring(5, 7)) : 1;
        int dayOfMonth = text.length() >= 10 ? Integer.parseInt(text.substring(8, 10)) : 1;
        try {
            return LocalDate.of(year, month, dayOfMonth);
        } catch (DateTimeException e) {
            // 30 February passes the FHIR parser; a day that never was says nothing.
            return null;
        }
    }
}

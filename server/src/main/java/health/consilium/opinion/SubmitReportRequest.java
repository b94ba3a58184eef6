package health.consilium.opinion;

import health.consilium.fhir.LanguageParameter;
import health.consilium.fhir.Refusal;
import health.consilium.opinion.rules.ReportStage;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.Binary;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.Resource;

/**
 * What {@code $submit-report} is given.
 *
 * @param report a Bundle, a DocumentReference or a Binary
 * @param language BCP 47
 * @param stage how far it is
 */
record SubmitReportRequest(Resource report, String language, ReportStage stage) {

    static SubmitReportRequest of(IBaseResource report, CodeType language, CodeType status) {
        if (!(report instanceof Bundle || report instanceof DocumentReference || report instanceof Binary)) {
            throw Refusal.badRequest(
                            "malformed",
                            "The parameter report is needed: a Bundle with the Composition and the PDF, a DocumentReference,"
                                    + " or a Binary with a PDF.",
                            "report")
                    .asException();
        }
        return new SubmitReportRequest((Resource) report, language(language), stage(status));
    }

    private static String language(CodeType language) {
        if (language == null
                || language.getValue() == null
                || language.getValue().isBlank()) {
            throw Refusal.badRequest(
                            "malformed",
                            "The parameter language is needed: the language of the report, such as en.",
                            "language")
                    .asException();
        }
        return LanguageParameter.require(language.getValue(), "language").toLanguageTag();
    }

    private static ReportStage stage(CodeType status) {
        return ReportStage.of(status == null ? "" : status.getValue()).orElseThrow(() -> Refusal.unprocessable(
                        "unknown-code", "The parameter status is preliminary, final or amended.", "status")
                .asException());
    }
}

package health.consilium.opinion.rules;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import health.consilium.fhir.Refusal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.hl7.fhir.r4.model.Binary;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.CarePlan;
import org.hl7.fhir.r4.model.Composition;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.MarkdownType;
import org.hl7.fhir.r4.model.Organization;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.PositiveIntType;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReportCheckTests {

    @ParameterizedTest
    @CsvSource({"breast, 3", "nsclc, 3", "hcc, 3"})
    void theReportsOfTheExampleCasesAreWhole(String tumour, int questions) throws IOException {
        assertThat(ReportCheck.refusals(received(report(tumour)), ReportStage.FINAL, referral(questions)))
                .isEmpty();
    }

    @Test
    void everyQuestionWithoutAnAnswerIsNamed() throws IOException {
        Bundle report = report("breast");
        Composition opinion = (Composition) report.getEntryFirstRep().getResource();
        opinion.getSection().remove(1);

        List<Refusal> refusals = ReportCheck.refusals(received(report), ReportStage.FINAL, referral(4));

        assertThat(refusals).extracting(Refusal::code).containsExactly("unanswered-question");
        assertThat(refusals.get(0).message()).contains("2, 4");
    }

    @Test
    void anEmptySectionAnswersNothing() throws IOException {
        Bundle report = report("breast");
        Composition opinion = (Composition) report.getEntryFirstRep().getResource();
        opinion.getSection().get(0).setText(null).getEntry().clear();

        assertThat(ReportCheck.unanswered(received(report), referral(3))).containsExactly(1);
    }

    @Test
    void aPdfAloneIsEnoughForAPreliminaryReportOnly() {
        Binary pdf = new Binary();
        pdf.setContentType("application/pdf");
        ReceivedReport report = received(pdf);

        assertThat(ReportCheck.refusals(report, ReportStage.PRELIMINARY, referral(1)))
                .isEmpty();
        assertThat(ReportCheck.refusals(report, ReportStage.FINAL, referral(1)))
                .extracting(Refusal::code)
                .containsExactly("unanswered-question");
    }

    @Test
    void anOpinionProposesAndDoesNotOrder() throws IOException {
        Bundle report = report("breast");
        report.getEntry().stream()
                .map(Bundle.BundleEntryComponent::getResource)
                .filter(CarePlan.class::isInstance)
                .forEach(plan -> ((CarePlan) plan).setIntent(CarePlan.CarePlanIntent.ORDER));

        assertThat(ReportCheck.refusals(received(report), ReportStage.FINAL, referral(3)))
                .extracting(Refusal::code)
                .containsExactly("invalid-profile");
    }

    @Test
    void whatIsNoPartOfAnOpinionIsRefused() throws IOException {
        Bundle report = report("breast");
        report.addEntry().setResource(new Organization().setName("Heidelberg"));

        assertThat(ReportCheck.refusals(received(report), ReportStage.FINAL, referral(3)))
                .extracting(Refusal::code)
                .containsExactly("unsupported");
    }

    @Test
    void partsGetIdsOfOurOwnAndTheirLinksFollow() throws IOException {
        ReceivedReport report = received(report("hcc"));

        assertThat(report.resources()).allMatch(part -> !part.getId().contains("urn:"));
        assertThat(report.outward()).containsExactly("Organization/centre-seoul");
        DocumentReference document = report.documents().get(0);
        assertThat(report.binary(document.getContentFirstRep().getAttachment().getUrl()))
                .isPresent();
        assertThat(report.bareBinaries()).isEmpty();
    }

    @Test
    void eachPartComesAfterThoseItRefersTo() throws IOException {
        List<Resource> parts = received(report("hcc")).resources();

        assertThat(parts.get(parts.size() - 1)).isInstanceOf(Composition.class);
        assertThat(parts.get(0).fhirType()).isIn("CarePlan", "Binary");
    }

    @ParameterizedTest(name = "{0}: {3}")
    @CsvSource({
        "by reference, Patient/1, , true",
        "by a reference with address, https://x.test/fhir/Patient/1, , true",
        "by record number, , MRN-1, true",
        "not at all, , , true",
        "another by reference, Patient/2, , false",
        "another by record number, , MRN-2, false",
        "a Group, Group/1, , false"
    })
    void aReportIsAboutThePatientOfTheReferral(String how, String reference, String number, boolean accepted) {
        Patient patient = new Patient();
        patient.setId("Patient/1");
        patient.addIdentifier().setSystem("urn:mrn").setValue("MRN-1");
        CarePlan plan = new CarePlan();
        if (reference != null || number != null) {
            plan.setSubject(new Reference(reference)
                    .setIdentifier(
                            number == null
                                    ? null
                                    : new Identifier().setSystem("urn:mrn").setValue(number)));
        }

        assertThat(Subjects.write(plan, patient).isEmpty()).isEqualTo(accepted);
        if (accepted) {
            assertThat(plan.getSubject().getReference()).isEqualTo("Patient/1");
        }
    }

    private static ReceivedReport received(Resource report) {
        return ReceivedReport.of(report, () -> UUID.randomUUID().toString());
    }

    private static Bundle report(String tumour) throws IOException {
        return FhirContext.forR4Cached()
                .newJsonParser()
                .parseResource(
                        Bundle.class,
                        Files.readString(Path.of("../examples/cases").resolve(tumour + "/opinion/report.json")));
    }

    private static ServiceRequest referral(int questions) {
        ServiceRequest referral = new ServiceRequest();
        IntStream.rangeClosed(1, questions).forEach(number -> {
            Extension question = new Extension("https://w3id.org/consilium/fhir/StructureDefinition/clinical-question");
            question.addExtension("number", new PositiveIntType(number));
            question.addExtension("text", new MarkdownType("Question " + number));
            referral.addExtension(question);
        });
        return referral;
    }
}

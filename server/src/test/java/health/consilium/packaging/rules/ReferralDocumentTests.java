package health.consilium.packaging.rules;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Composition;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.DetectedIssue;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.Signature;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReferralDocumentTests {

    private static final FhirContext CONTEXT = FhirContext.forR4Cached();

    @ParameterizedTest
    @ValueSource(strings = {"breast", "nsclc", "hcc"})
    void nothingInAPackageLeadsBackToTheCase(String tumour) {
        Bundle document = document(tumour);

        String json = CONTEXT.newJsonParser().encodeResourceToString(document);
        assertThat(json)
                .doesNotContain(ExampleMaterial.CASE_NUMBER)
                .doesNotContain("CodeSystem/compartment")
                .doesNotContain("\"versionId\"")
                .doesNotContain("\"ServiceRequest/")
                .doesNotContain("\"Task/");
    }

    @ParameterizedTest
    @ValueSource(strings = {"breast", "nsclc", "hcc"})
    void everyReferenceLeadsToAnEntryOrABinary(String tumour) {
        Bundle document = document(tumour);

        Set<String> entries = document.getEntry().stream()
                .map(entry -> entry.getResource().getId())
                .collect(Collectors.toSet());
        assertThat(
                        document.getEntry().stream()
                                .flatMap(entry -> CONTEXT
                                        .newTerser()
                                        .getAllPopulatedChildElementsOfType(entry.getResource(), Reference.class)
                                        .stream())
                                .map(Reference::getReference)
                                .filter(reference -> reference != null && !reference.startsWith("Binary/")))
                .allMatch(reference -> entries.contains(reference) || reference.equals("Organization/coordination"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"breast", "nsclc", "hcc"})
    void everyFactAndDocumentStandsInSomeSection(String tumour) {
        Bundle document = document(tumour);

        Set<String> listed = brief(document).getSection().stream()
                .flatMap(section -> section.getEntry().stream())
                .map(Reference::getReference)
                .collect(Collectors.toSet());
        assertThat(document.getEntry().stream().skip(2).map(entry -> entry.getResource()
                        .getId()))
                .allMatch(listed::contains);
    }

    @ParameterizedTest(name = "{0}: {1} in {2}")
    @CsvSource({
        "breast, C50.4, Cancer diagnosis and stage",
        "breast, I10, Other problems",
        "breast, 21905-5, Cancer diagnosis and stage",
        "breast, 85337-4, Molecular and genetic results",
        "breast, 85319-2, Molecular and genetic results",
        "breast, 718-7, Laboratory and other results",
        "breast, 89247-1, Performance and functional status",
        "breast, 11529-5, Pathology",
        "breast, 18748-4, Imaging",
        "nsclc, 69548-6, Molecular and genetic results",
        "nsclc, 83052-1, Molecular and genetic results",
        "nsclc, 51969-4, Molecular and genetic results",
        "nsclc, L01EB04, Treatment so far",
        "nsclc, C08CA01, Medication",
        "hcc, C22.0, Cancer diagnosis and stage",
        "hcc, C115134, Cancer diagnosis and stage",
        "hcc, hcc.stage.cp, Cancer diagnosis and stage",
        "hcc, 1834-1, Laboratory and other results",
        "hcc, 716186003, Allergies and intolerances"
    })
    void aFactStandsWhereItsCodePutsIt(String tumour, String code, String section) {
        assertThat(entriesOf(document(tumour), section)).anyMatch(resource -> hasCode(resource, code));
    }

    @Test
    void treatmentOfTheCancerIsNotTakenForADiagnosticProcedure() {
        Bundle document = document("hcc");

        assertThat(text(document, "Treatment so far")).contains("TACE").doesNotContain("endoscopy");
        assertThat(text(document, "Procedures")).contains("TACE").contains("endoscopy");
    }

    @Test
    void theQuestionsStandInTheOrderOfTheirNumbers() {
        assertThat(text(document("breast"), "Questions")).containsSubsequence("1. ", "2. ", "3. ");
    }

    @Test
    void whatWasNotReceivedIsSaidToBeUnavailable() {
        Composition.SectionComponent section = section(document("hcc"), "Family history");

        assertThat(section.getEmptyReason().getCodingFirstRep().getCode()).isEqualTo("unavailable");
        assertThat(section.getEntry()).isEmpty();
    }

    @Test
    void anOpenGapIsToldWhereAReaderWouldLookForIt() {
        Bundle document =
                document("breast", gap("breast.mol.ngs", DetectedIssue.DetectedIssueStatus.PRELIMINARY, null));

        assertThat(text(document, "Molecular and genetic results"))
                .contains("Known to be missing: ")
                .contains("not available");
    }

    @Test
    void aWaiverIsToldWithReasonSignatureAndDate() {
        DetectedIssue gap =
                gap("breast.mol.germline", DetectedIssue.DetectedIssueStatus.FINAL, "Waived: tested negative in 2019");
        gap.getMitigationFirstRep()
                .setDateElement(new DateTimeType("2026-11-20T09:00:00Z"))
                .setAuthor(new Reference("Practitioner/clinician").setDisplay("Dr Nadia Karim"));

        assertThat(text(document("breast", gap), "Molecular and genetic results"))
                .contains("Waived: tested negative in 2019 (Dr Nadia Karim, 2026-11-20, not signed)");

        gap.getMitigationFirstRep()
                .addExtension("https://w3id.org/consilium/fhir/StructureDefinition/waiver-signature", new Signature());
        assertThat(text(document("breast", gap), "Molecular and genetic results"))
                .contains("Waived: tested negative in 2019 (signed by Dr Nadia Karim, 2026-11-20)");
    }

    @Test
    void aClosedGapIsNotTold() {
        Bundle document = document(
                "breast", gap("breast.mol.ngs", DetectedIssue.DetectedIssueStatus.FINAL, "Closed: report received"));

        assertThat(text(document, "Molecular and genetic results")).doesNotContain("Known to be missing");
    }

    @Test
    void documentsAreListedWithTheirHashAndWithoutTheirBytes() {
        List<DocumentReference> documents = document("hcc").getEntry().stream()
                .map(Bundle.BundleEntryComponent::getResource)
                .filter(DocumentReference.class::isInstance)
                .map(DocumentReference.class::cast)
                .toList();

        assertThat(documents).isNotEmpty().allSatisfy(document -> {
            assertThat(document.getContentFirstRep().getAttachment().getUrl()).startsWith("Binary/");
            assertThat(document.getContentFirstRep().getAttachment().hasData()).isFalse();
            assertThat(document.getContentFirstRep()
                            .getAttachment()
                            .hasExtension("https://w3id.org/consilium/fhir/StructureDefinition/sha256"))
                    .isTrue();
        });
    }

    private static Bundle document(String tumour, DetectedIssue... gaps) {
        return ReferralDocument.assemble(
                ExampleMaterial.of(tumour, gaps), ExampleMaterial.catalogue(), ExampleMaterial.STAMP);
    }

    private static DetectedIssue gap(String item, DetectedIssue.DetectedIssueStatus status, String mitigation) {
        DetectedIssue gap = new DetectedIssue();
        gap.setStatus(status);
        gap.addExtension(new Extension(
                "https://w3id.org/consilium/fhir/StructureDefinition/requirement",
                new Coding(Catalogue.ITEM, item, null)));
        if (mitigation != null) {
            gap.addMitigation().getAction().setText(mitigation);
        }
        return gap;
    }

    private static Composition brief(Bundle document) {
        return (Composition) document.getEntryFirstRep().getResource();
    }

    private static Composition.SectionComponent section(Bundle document, String title) {
        return brief(document).getSection().stream()
                .filter(section -> section.getTitle().equals(title))
                .findFirst()
                .orElseThrow();
    }

    private static String text(Bundle document, String title) {
        return section(document, title).getText().getDivAsString();
    }

    private static List<Resource> entriesOf(Bundle document, String title) {
        Set<String> listed = section(document, title).getEntry().stream()
                .map(Reference::getReference)
                .collect(Collectors.toSet());
        return document.getEntry().stream()
                .map(Bundle.BundleEntryComponent::getResource)
                .filter(resource -> listed.contains(resource.getId()))
                .toList();
    }

    private static boolean hasCode(Resource resource, String code) {
        return Arrays.asList("code", "medication[x]", "type").stream()
                .map(resource::getNamedProperty)
                .filter(property -> property != null && property.hasValues())
                .map(property -> property.getValues().get(0))
                .filter(org.hl7.fhir.r4.model.CodeableConcept.class::isInstance)
                .map(org.hl7.fhir.r4.model.CodeableConcept.class::cast)
                .flatMap(concept -> concept.getCoding().stream())
                .anyMatch(coding -> code.equals(coding.getCode()));
    }
}

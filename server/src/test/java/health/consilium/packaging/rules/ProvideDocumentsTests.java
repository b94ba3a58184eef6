package health.consilium.packaging.rules;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.Binary;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.ListResource;
import org.hl7.fhir.r4.model.Reference;
import org.junit.jupiter.api.Test;

/** ITI-65. */
class ProvideDocumentsTests {

    private final Bundle transaction = transaction();

    @Test
    void theSubmissionSetListsTheBriefAndEachRecord() {
        ListResource set = (ListResource) transaction.getEntryFirstRep().getResource();

        assertThat(set.getCode().getCodingFirstRep().getCode()).isEqualTo("submissionset");
        assertThat(set.getEntry())
                .hasSize(1 + ExampleMaterial.of("hcc").documents().size());
    }

    @Test
    void everyLinkStaysWithinTheTransaction() {
        Set<String> entries = transaction.getEntry().stream()
                .map(Bundle.BundleEntryComponent::getFullUrl)
                .collect(Collectors.toSet());

        assertThat(transaction.getEntry().stream()
                        .map(Bundle.BundleEntryComponent::getResource)
                        .filter(DocumentReference.class::isInstance)
                        .map(DocumentReference.class::cast))
                .allSatisfy(document -> {
                    assertThat(entries).contains(document.getSubject().getReference());
                    assertThat(entries)
                            .contains(document.getContentFirstRep()
                                    .getAttachment()
                                    .getUrl());
                });
    }

    private static Bundle transaction() {
        ReferralMaterial material = ExampleMaterial.of("hcc");
        Bundle document = ReferralDocument.assemble(material, ExampleMaterial.catalogue(), ExampleMaterial.STAMP);
        List<Binary> contents = material.documents().stream()
                .map(reference -> {
                    Binary binary = new Binary();
                    binary.setId(reference.getContentFirstRep().getAttachment().getUrl());
                    binary.setContentType("application/pdf").setData("%PDF-".getBytes(StandardCharsets.US_ASCII));
                    return binary;
                })
                .toList();
        byte[] bytes = FhirContext.forR4Cached()
                .newJsonParser()
                .encodeResourceToString(document)
                .getBytes(StandardCharsets.UTF_8);
        return ProvideDocuments.of(
                document, bytes, new Reference("Organization/heidelberg"), contents, ExampleMaterial.STAMP);
    }
}

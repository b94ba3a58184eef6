package health.consilium.intake.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.Consumer;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Attachment;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.DocumentReference.DocumentRelationshipType;
import org.hl7.fhir.r4.model.DocumentReference.ReferredDocumentStatus;
import org.hl7.fhir.r4.model.Enumerations.DocumentReferenceStatus;
import org.hl7.fhir.r4.model.Reference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class OriginalTests {

    private static final String ATTACHMENT = "DocumentReference.content[0].attachment";

    private static DocumentReference stored() {
        DocumentReference document = new DocumentReference();
        document.getMeta()
                .setVersionId("1")
                .addProfile("https://w3id.org/consilium/fhir/StructureDefinition/record")
                .addProfile("http://example.org/another");
        document.setSubject(new Reference("Patient/1"));
        document.addContent()
                .setAttachment(new Attachment()
                        .setUrl("Binary/1")
                        .setContentType("application/pdf")
                        .setLanguage("hi")
                        .setSize(3)
                        .setHash(new byte[] {1, 2, 3}));
        return document;
    }

    static Stream<Arguments> forbidden() {
        return Stream.of(
                change("DocumentReference.subject", document -> document.setSubject(new Reference("Patient/2"))),
                change("DocumentReference.meta.profile", document -> document.setMeta(null)),
                change("DocumentReference.relatesTo", document -> document.addRelatesTo()
                        .setCode(DocumentRelationshipType.TRANSFORMS)
                        .setTarget(new Reference("DocumentReference/2"))),
                change("DocumentReference.content", document -> document.addContent()),
                change(ATTACHMENT, document -> attachment(document).setUrl("Binary/2")),
                change(ATTACHMENT, document -> attachment(document).setContentType("text/plain")),
                change(ATTACHMENT, document -> attachment(document).setLanguage("en")),
                change(ATTACHMENT, document -> attachment(document).setSize(4)),
                change(ATTACHMENT, document -> attachment(document).setHash(new byte[] {1})),
                change(ATTACHMENT, document -> attachment(document).setData(new byte[] {1})));
    }

    @ParameterizedTest
    @MethodSource("forbidden")
    void whatAnOriginalIsNeverChanges(String element, Consumer<DocumentReference> change) {
        DocumentReference changed = stored();
        change.accept(changed);

        assertThat(Original.changes(stored(), changed)).containsExactly(element);
    }

    @Test
    void whatIsSaidOfItMayChange() {
        DocumentReference changed = stored();
        changed.getMeta().setVersionId("2").getProfile().remove(1);
        changed.setStatus(DocumentReferenceStatus.ENTEREDINERROR);
        changed.setDocStatus(ReferredDocumentStatus.AMENDED);
        changed.setType(new CodeableConcept().setText("CT report"));
        changed.setDescription("CT report of March");
        changed.getContext().addEvent(new CodeableConcept().setText("item"));
        attachment(changed).setTitle("CT");

        assertThat(Original.changes(stored(), changed)).isEmpty();
    }

    private static Attachment attachment(DocumentReference document) {
        return document.getContentFirstRep().getAttachment();
    }

    private static Arguments change(String element, Consumer<DocumentReference> change) {
        return Arguments.of(element, change);
    }
}

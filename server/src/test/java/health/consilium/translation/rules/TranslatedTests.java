package health.consilium.translation.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.hl7.fhir.r4.model.Attachment;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.DocumentReference.DocumentRelationshipType;
import org.hl7.fhir.r4.model.DocumentReference.ReferredDocumentStatus;
import org.hl7.fhir.r4.model.Enumerations.DocumentReferenceStatus;
import org.hl7.fhir.r4.model.Reference;
import org.junit.jupiter.api.Test;

class TranslatedTests {

    private final DocumentReference english = record("english", "en");
    private final DocumentReference hindi = record("hindi", "hi");

    @Test
    void recordsInAnotherLanguageNeedATranslation() {
        assertThat(Translated.untranslated(List.of(english, hindi))).containsExactly(hindi);
    }

    @Test
    void aVerifiedTranslationIsEnough() {
        assertThat(Translated.untranslated(List.of(hindi, translation("t", "hindi", ReferredDocumentStatus.FINAL))))
                .isEmpty();
    }

    @Test
    void aTranslationThatNobodyVerifiedIsNot() {
        assertThat(Translated.untranslated(
                        List.of(hindi, translation("t", "hindi", ReferredDocumentStatus.PRELIMINARY))))
                .containsExactly(hindi);
    }

    @Test
    void norIsOneThatWasDismissedOrIsOfAnotherRecord() {
        DocumentReference dismissed = translation("dismissed", "hindi", ReferredDocumentStatus.FINAL);
        dismissed.setStatus(DocumentReferenceStatus.SUPERSEDED);
        DocumentReference ofAnother = translation("other", "chinese", ReferredDocumentStatus.FINAL);

        assertThat(Translated.untranslated(List.of(hindi, dismissed, ofAnother)))
                .containsExactly(hindi);
    }

    @Test
    void aRecordThatIsNoLongerCurrentNeedsNone() {
        DocumentReference superseded = record("superseded", "hi");
        superseded.setStatus(DocumentReferenceStatus.SUPERSEDED);
        DocumentReference wrong = record("wrong", "hi");
        wrong.setDocStatus(ReferredDocumentStatus.ENTEREDINERROR);

        assertThat(Translated.untranslated(List.of(superseded, wrong))).isEmpty();
    }

    @Test
    void whatIsNoRecordNeedsNone() {
        DocumentReference report = record("report", "en");
        report.getMeta().getProfile().clear();
        report.getContentFirstRep().getAttachment().setLanguage("de");

        assertThat(Translated.untranslated(List.of(report))).isEmpty();
    }

    @Test
    void aDocumentThatTransformsAnotherIsATranslationWhateverItClaims() {
        DocumentReference disguised = record("disguised", "en");
        disguised
                .addRelatesTo()
                .setCode(DocumentRelationshipType.TRANSFORMS)
                .setTarget(new Reference("DocumentReference/hindi"));

        assertThat(Translated.isTranslation(disguised)).isTrue();
        assertThat(Translated.isVerified(disguised.setDocStatus(ReferredDocumentStatus.FINAL)))
                .isFalse();
        assertThat(Translated.original(disguised)).contains("DocumentReference/hindi");
    }

    @Test
    void aTranslationOfTwoHasNoOriginal() {
        DocumentReference two = translation("two", "hindi", ReferredDocumentStatus.FINAL);
        two.addRelatesTo()
                .setCode(DocumentRelationshipType.TRANSFORMS)
                .setTarget(new Reference("DocumentReference/english"));

        assertThat(Translated.original(two)).isEmpty();
    }

    private static DocumentReference record(String id, String language) {
        DocumentReference document = new DocumentReference();
        document.setId("DocumentReference/" + id);
        document.getMeta().addProfile(Translated.RECORD);
        document.setStatus(DocumentReferenceStatus.CURRENT);
        document.addContent().setAttachment(new Attachment().setLanguage(language));
        return document;
    }

    private static DocumentReference translation(String id, String original, ReferredDocumentStatus docStatus) {
        DocumentReference document = record(id, "en");
        document.getMeta().getProfile().clear();
        document.getMeta().addProfile(Translated.TRANSLATION);
        document.setDocStatus(docStatus);
        document.addRelatesTo()
                .setCode(DocumentRelationshipType.TRANSFORMS)
                .setTarget(new Reference("DocumentReference/" + original));
        return document;
    }
}

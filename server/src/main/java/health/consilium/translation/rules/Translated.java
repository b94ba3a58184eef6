package health.consilium.translation.rules;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.DocumentReference.DocumentRelationshipType;
import org.hl7.fhir.r4.model.DocumentReference.ReferredDocumentStatus;
import org.hl7.fhir.r4.model.Enumerations.DocumentReferenceStatus;

/** What is a record, what a translation, and which records still need one. */
public final class Translated {

    public static final String RECORD = "https://w3id.org/consilium/fhir/StructureDefinition/record";
    public static final String TRANSLATION = "https://w3id.org/consilium/fhir/StructureDefinition/translation";

    private Translated() {}

    public static boolean isTranslation(DocumentReference document) {
        return document.getMeta().hasProfile(TRANSLATION)
                || originals(document).findAny().isPresent();
    }

    /** Reference of the document that this one translates, if it is exactly one. */
    public static Optional<String> original(DocumentReference document) {
        List<String> originals = originals(document).toList();
        return originals.size() == 1 ? Optional.of(originals.get(0)) : Optional.empty();
    }

    private static java.util.stream.Stream<String> originals(DocumentReference document) {
        return document.getRelatesTo().stream()
                .filter(relation -> relation.getCode() == DocumentRelationshipType.TRANSFORMS)
                .map(relation -> String.valueOf(relation.getTarget()
                        .getReferenceElement()
                        .toUnqualifiedVersionless()
                        .getValue()));
    }

    public static boolean isVerified(DocumentReference translation) {
        return translation.getMeta().hasProfile(TRANSLATION)
                && isCurrent(translation)
                && translation.getDocStatus() == ReferredDocumentStatus.FINAL;
    }

    /** Records of the case that a reader of English cannot use yet. */
    public static List<DocumentReference> untranslated(List<DocumentReference> documents) {
        Set<String> done = new HashSet<>();
        documents.stream().filter(Translated::isVerified).forEach(document -> original(document)
                .ifPresent(done::add));
        return documents.stream()
                .filter(Translated::isRecord)
                .filter(record -> !Languages.isReadInEnglish(language(record)))
                .filter(record -> !done.contains(reference(record)))
                .toList();
    }

    private static boolean isRecord(DocumentReference document) {
        return document.getMeta().hasProfile(RECORD) && !isTranslation(document) && isCurrent(document);
    }

    public static boolean isCurrent(DocumentReference document) {
        return document.getStatus() == DocumentReferenceStatus.CURRENT
                && document.getDocStatus() != ReferredDocumentStatus.ENTEREDINERROR;
    }

    public static String language(DocumentReference document) {
        return document.getContentFirstRep().getAttachment().getLanguage();
    }

    public static String reference(DocumentReference document) {
        return "DocumentReference/" + document.getIdElement().getIdPart();
    }
}

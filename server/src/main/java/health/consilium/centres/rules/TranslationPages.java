package health.consilium.centres.rules;

import health.consilium.terminology.rules.PrimaryLanguage;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.hl7.fhir.r4.model.Attachment;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.Enumerations.DocumentReferenceStatus;
import org.hl7.fhir.r4.model.IntegerType;

/** How many pages of a case are to be translated, by language; a document that does not say its pages has a range of them. */
public final class TranslationPages {

    private static final String PAGE_COUNT = "https://w3id.org/consilium/fhir/StructureDefinition/page-count";

    private TranslationPages() {}

    /**
     * @param documents originals and what was made of them
     * @param unknown pages of a document that does not say how many it has
     */
    public static Map<String, Range> of(Collection<DocumentReference> documents, Range unknown) {
        Map<String, Range> pages = new TreeMap<>();
        documents.stream()
                .filter(document -> document.getStatus() == DocumentReferenceStatus.CURRENT)
                .filter(document -> !document.hasRelatesTo())
                .map(document -> document.getContentFirstRep().getAttachment())
                .forEach(attachment -> language(attachment)
                        .ifPresent(language -> pages.merge(language, pages(attachment, unknown), Range::plus)));
        return pages;
    }

    /** Languages that are not translated, and attachments without words such as images, count nothing. */
    private static Optional<String> language(Attachment attachment) {
        return Optional.ofNullable(attachment.getLanguage()).filter(TranslationPages::isTranslated);
    }

    /** Centres work in English. */
    public static boolean isTranslated(String tag) {
        String language = PrimaryLanguage.of(tag);
        return !language.isEmpty() && !language.equals("en");
    }

    private static Range pages(Attachment attachment, Range unknown) {
        return Optional.ofNullable(attachment.getExtensionByUrl(PAGE_COUNT))
                .map(extension -> extension.getValue())
                .filter(IntegerType.class::isInstance)
                .map(count -> Range.exactly(BigDecimal.valueOf(((IntegerType) count).getValue())))
                .orElse(unknown);
    }
}

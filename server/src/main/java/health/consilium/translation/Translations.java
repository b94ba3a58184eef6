package health.consilium.translation;

import health.consilium.fhir.FhirQuery;
import health.consilium.fhir.FhirStore;
import health.consilium.fhir.SpokenLanguages;
import health.consilium.translation.rules.Languages;
import health.consilium.translation.rules.Translated;
import health.consilium.workflow.CaseFile;
import health.consilium.workflow.Cases;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Provenance;
import org.springframework.stereotype.Component;

/** The translations of documents. */
@Component
public class Translations {

    private final FhirStore store;
    private final Cases cases;

    Translations(FhirStore store, Cases cases) {
        this.store = store;
        this.cases = cases;
    }

    /** The current, verified translation of a document. */
    public Optional<DocumentReference> verifiedTranslation(DocumentReference original) {
        return of(original).stream().filter(Translated::isVerified).findFirst();
    }

    /** The current records of a case that are not in English and have no verified translation. */
    public List<DocumentReference> untranslated(String caseNumber) {
        return Translated.untranslated(cases.resources(caseNumber, DocumentReference.class));
    }

    /** All translations of a document, verified or not. */
    List<DocumentReference> of(DocumentReference original) {
        String reference = Translated.reference(original);
        return store.search(FhirQuery.of(DocumentReference.class).where("relatesto", reference)).stream()
                .filter(document ->
                        Translated.original(document).filter(reference::equals).isPresent())
                .toList();
    }

    Optional<DocumentReference> document(String reference) {
        return store.find(reference).filter(DocumentReference.class::isInstance).map(DocumentReference.class::cast);
    }

    List<Provenance> credits(String translation) {
        return store.search(FhirQuery.of(Provenance.class).where("target", translation));
    }

    /** The language that the patient wants to be written to; empty when the patient named none. */
    Optional<String> preferredLanguage(CaseFile file) {
        return store.find(Patient.class, file.patient().getReferenceElement().getIdPart())
                .flatMap(SpokenLanguages::first);
    }

    /** The language that a document of this direction is to be in. */
    Optional<String> targetLanguage(Direction direction, CaseFile file) {
        return direction == Direction.RECORD ? Optional.of("en") : preferredLanguage(file);
    }

    boolean isIn(String language, DocumentReference document) {
        return Languages.same(language, Translated.language(document));
    }
}

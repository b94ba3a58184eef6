package health.consilium.workflow;

import health.consilium.access.Compartment;
import java.util.Optional;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.Reference;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/** What stations tell of a case besides the state of their Tasks. */
@Component
public class CaseSteps {

    private final Cases cases;
    private final CaseProgress progress;
    private final CaseLock lock;
    private final ApplicationEventPublisher events;

    CaseSteps(Cases cases, CaseProgress progress, CaseLock lock, ApplicationEventPublisher events) {
        this.cases = cases;
        this.progress = progress;
        this.lock = lock;
        this.events = events;
    }

    /**
     * A record was stored. A case that waits for missing items is reviewed again; the Tasks that ask for them stay with their
     * owners. Nothing happens to a record that belongs to no case.
     */
    public void recordArrived(DocumentReference document) {
        Compartment.caseNumber(document).ifPresent(number -> {
            lock.hold(number);
            Optional<CaseFile> file = cases.byNumber(number);
            String caseId = file.map(CaseFile::id).orElseGet(() -> opening(document));
            events.publishEvent(new CaseEvents.RecordArrived(
                    caseId, number, document.getIdElement().getIdPart(), language(document)));
            file.filter(waiting -> waiting.status().equals("gaps-requested"))
                    .ifPresent(waiting -> progress.moveRoot(waiting, "records-review"));
        });
    }

    /** In the transaction that opens a case its Task may come after its records. */
    private static String opening(DocumentReference document) {
        return document.getContext().getRelated().stream()
                .map(Reference::getReferenceElement)
                .filter(id -> "ServiceRequest".equals(id.getResourceType()))
                .map(id -> id.getIdPart())
                .findFirst()
                .orElse("");
    }

    private static String language(DocumentReference document) {
        String language = document.getContentFirstRep().getAttachment().getLanguage();
        return language == null ? "" : language;
    }
}

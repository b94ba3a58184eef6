package health.consilium.notification;

import health.consilium.access.Caller;
import health.consilium.access.CaseAccess;
import health.consilium.fhir.FhirStore;
import health.consilium.notification.rules.Topic;
import health.consilium.workflow.CaseFile;
import health.consilium.workflow.Cases;
import java.util.Optional;
import org.hl7.fhir.r4.model.Task;
import org.springframework.stereotype.Component;

/** The Task that an event is about, and who may be told of it. */
@Component
class Focus {

    private final FhirStore store;
    private final Cases cases;
    private final CaseAccess access;

    Focus(FhirStore store, Cases cases, CaseAccess access) {
        this.store = store;
        this.cases = cases;
        this.access = access;
    }

    /** Empty when it has been purged since. */
    Optional<Task> of(Outbox.Event event) {
        return event.focus().startsWith("ServiceRequest/")
                ? cases.find(event.focus()).map(CaseFile::root)
                : find(event.focus());
    }

    Optional<Task> find(String reference) {
        return store.find(Task.class, reference);
    }

    /**
     * Whether this party may be told, as of now. Of what is withdrawn it is told once more, though it sees it no longer: else
     * it would never learn that it has to stop.
     */
    boolean isFor(Caller party, String kind, Task task) {
        // Patient, privacy officer and desk are told of an emergency, whatever they see of the case.
        if (EmergencyNews.KIND.equals(kind)) {
            return true;
        }
        return Topic.PACKAGE_WITHDRAWN.code().equals(kind)
                ? party.isStaff() || party.isMeantBy(task.getOwner())
                : access.wouldSee(party, task);
    }

    static String reference(Task task) {
        return "Task/" + task.getIdElement().getIdPart();
    }
}

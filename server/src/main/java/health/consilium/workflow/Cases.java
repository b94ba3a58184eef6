package health.consilium.workflow;

import health.consilium.access.Compartment;
import health.consilium.fhir.FhirQuery;
import health.consilium.fhir.FhirStore;
import health.consilium.fhir.Refusal;
import health.consilium.workflow.rules.State;
import health.consilium.workflow.rules.TaskKind;
import health.consilium.workflow.rules.TaskOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.Condition;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.hl7.fhir.r4.model.Task;
import org.hl7.fhir.r4.model.Task.TaskStatus;
import org.springframework.stereotype.Component;

/** Finds cases and what belongs to them. */
@Component
public class Cases {

    private final FhirStore store;

    Cases(FhirStore store) {
        this.store = store;
    }

    /** The case with this ServiceRequest id or reference. */
    public Optional<CaseFile> find(String requestReference) {
        return store.find(ServiceRequest.class, new IdType(requestReference).getIdPart())
                .flatMap(this::file);
    }

    /** @throws health.consilium.fhir.RefusedException 404 when it is no case */
    public CaseFile require(String requestReference) {
        return find(requestReference).orElseThrow(() -> Refusal.notFound(requestReference + " is not a case.")
                .asException());
    }

    /** The case that a resource is labelled with. */
    public Optional<CaseFile> of(Resource resource) {
        return Compartment.caseNumber(resource).flatMap(this::byNumber);
    }

    public Optional<CaseFile> byNumber(String caseNumber) {
        return store.search(tasks(caseNumber).whereCode("code", TaskKind.Codes.SYSTEM, TaskKind.Codes.CASE)).stream()
                .findFirst()
                .flatMap(root -> store.find(
                                ServiceRequest.class,
                                root.getFocus().getReferenceElement().getIdPart())
                        .map(request -> new CaseFile(request, root)));
    }

    private Optional<CaseFile> file(ServiceRequest request) {
        return store
                .search(FhirQuery.of(Task.class)
                        .where(
                                "focus",
                                "ServiceRequest/" + request.getIdElement().getIdPart())
                        .whereCode("code", TaskKind.Codes.SYSTEM, TaskKind.Codes.CASE))
                .stream()
                .findFirst()
                .map(root -> new CaseFile(request, root));
    }

    /** Everything of one type that belongs to the case. */
    public <T extends Resource> List<T> resources(String caseNumber, Class<T> type) {
        return store.search(FhirQuery.of(type).where("_security", labels(caseNumber)));
    }

    /**
     * What tells the diagnosis of a case: the patient, the Conditions that the request names, else all of the case, and what was
     * observed.
     */
    public List<Resource> diagnosticRecords(CaseFile file) {
        List<Resource> records = new ArrayList<>();
        store.find(String.valueOf(file.patient().getReference())).ifPresent(records::add);
        file.request().getReasonReference().stream()
                .flatMap(reason -> store.find(String.valueOf(reason.getReference())).stream())
                .filter(Condition.class::isInstance)
                .forEach(records::add);
        if (records.stream().noneMatch(Condition.class::isInstance)) {
            records.addAll(resources(file.number(), Condition.class));
        }
        records.addAll(resources(file.number(), Observation.class));
        return records;
    }

    /** The Tasks of a case with one of these codes that are not at an end. */
    public List<Task> open(String caseNumber, String... codes) {
        return openAmong(store.search(tasks(caseNumber)
                .where(
                        "code",
                        List.of(codes).stream()
                                .map(code -> TaskKind.Codes.SYSTEM + "|" + code)
                                .toList())));
    }

    /** All Tasks of a case that are not at an end, the root among them. */
    public List<Task> open(String caseNumber) {
        return openAmong(store.search(tasks(caseNumber)));
    }

    /** The Tasks of a case with this code, whatever their state. */
    public List<Task> tasks(String caseNumber, String code) {
        return store.search(tasks(caseNumber).whereCode("code", TaskKind.Codes.SYSTEM, code));
    }

    /** Of the Tasks of a case with this code the one that was completed last. */
    public Optional<Task> lastCompleted(String caseNumber, String code) {
        return tasks(caseNumber, code).stream()
                .filter(task -> task.getStatus() == TaskStatus.COMPLETED)
                .max(TaskOrder.BY_LAST_WRITE);
    }

    private static FhirQuery<Task> tasks(String caseNumber) {
        return FhirQuery.of(Task.class).where("_security", labels(caseNumber));
    }

    private static List<String> labels(String caseNumber) {
        return List.of(
                Compartment.token(Compartment.ofCase(caseNumber)), Compartment.token(Compartment.atDesk(caseNumber)));
    }

    private static List<Task> openAmong(List<Task> tasks) {
        return tasks.stream().filter(task -> !isClosed(task)).toList();
    }

    static boolean isClosed(Task task) {
        return State.of(task).isEnd();
    }
}

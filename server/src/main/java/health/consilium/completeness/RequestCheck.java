package health.consilium.completeness;

import health.consilium.access.Compartment;
import health.consilium.completeness.Addressees.Addressee;
import health.consilium.completeness.CaseCheck.Held;
import health.consilium.fhir.FhirStore;
import health.consilium.fhir.Refusal;
import health.consilium.fhir.RefusedException;
import health.consilium.terminology.rules.ChecklistItem;
import health.consilium.terminology.rules.TumourTypeMapping.Mapped;
import health.consilium.workflow.CaseFile;
import health.consilium.workflow.CaseSteps;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hl7.fhir.r4.model.DetectedIssue;
import org.hl7.fhir.r4.model.Task;
import org.springframework.stereotype.Component;

/** Whether the gaps of a request may be asked for, and of whom; everything that stands in the way is told at once. */
@Component
class RequestCheck {

    private final FhirStore store;
    private final CaseCheck cases;
    private final CaseSteps steps;
    private final OpenRequests requests;
    private final Remedies remedies;
    private final Addressees addressees;

    RequestCheck(
            FhirStore store,
            CaseCheck cases,
            CaseSteps steps,
            OpenRequests requests,
            Remedies remedies,
            Addressees addressees) {
        this.store = store;
        this.cases = cases;
        this.steps = steps;
        this.requests = requests;
        this.remedies = remedies;
        this.addressees = addressees;
    }

    /** @param item empty when the checklist of the case no longer has it */
    record Gap(String itemId, DetectedIssue issue, Optional<ChecklistItem> item) {}

    /** @throws RefusedException 422 */
    Map<Addressee, List<Gap>> of(CaseFile file, RequestMissingRequest request) {
        List<Refusal> refusals = new ArrayList<>();
        if (!steps.mayWaitForGaps(file)) {
            refusals.add(Refusal.unprocessable(
                    "illegal-transition",
                    "Records are asked for while they are reviewed or translated or a centre is chosen; the case stands at "
                            + file.status() + ".",
                    "Task.businessStatus"));
        }
        List<Gap> gaps = gaps(file, request, refusals);
        Optional<Addressee> assignee = assignee(file, request, refusals);
        if (!refusals.isEmpty()) {
            throw new RefusedException(refusals);
        }
        return assignee.isPresent() ? Map.of(assignee.get(), gaps) : bySource(file, gaps);
    }

    private List<Gap> gaps(CaseFile file, RequestMissingRequest request, List<Refusal> refusals) {
        List<Task> open = requests.of(file);
        Map<String, ChecklistItem> items = items(file);
        List<Gap> gaps = new ArrayList<>();
        for (int i = 0; i < request.gaps().size(); i++) {
            String reference = request.gaps().get(i);
            String path = "Parameters.parameter.where(name = 'gap')[" + i + "]";
            Optional<DetectedIssue> issue = find(reference, file);
            if (issue.isEmpty()) {
                refusals.add(Refusal.unprocessable(
                        "dangling-reference",
                        reference + " is no gap of this case. $completeness with persist=true tells which there are.",
                        path));
                continue;
            }
            refusal(reference, issue.get(), open, path).ifPresent(refusals::add);
            String id = GapForm.itemOf(issue.get()).orElseThrow();
            gaps.add(new Gap(id, issue.get(), Optional.ofNullable(items.get(id))));
        }
        return gaps;
    }

    private Optional<DetectedIssue> find(String reference, CaseFile file) {
        return reference.startsWith("DetectedIssue/")
                ? store.find(DetectedIssue.class, reference)
                        .filter(issue -> GapForm.itemOf(issue).isPresent())
                        .filter(issue -> Compartment.caseNumber(issue).equals(Optional.of(file.number())))
                : Optional.empty();
    }

    private Optional<Refusal> refusal(String reference, DetectedIssue issue, List<Task> open, String path) {
        if (!OpenRequests.isOpen(issue)) {
            return Optional.of(Refusal.unprocessable(
                    "illegal-transition", reference + " is closed: it was met or waived. Leave it out.", path));
        }
        return requests.askingFor(reference, open)
                .map(task -> Refusal.unprocessable(
                        "duplicate",
                        reference + " is asked for already, in Task/"
                                + task.getIdElement().getIdPart() + ". Leave it out, or cancel that Task.",
                        path));
    }

    private Map<String, ChecklistItem> items(CaseFile file) {
        Map<String, ChecklistItem> items = new LinkedHashMap<>();
        Held held = cases.read(file);
        if (cases.tumourType(held) instanceof Mapped mapped) {
            cases.checklist(held, mapped.type()).items().forEach(item -> items.put(item.id(), item));
        }
        return items;
    }

    private Optional<Addressee> assignee(CaseFile file, RequestMissingRequest request, List<Refusal> refusals) {
        Optional<Addressee> assignee = request.assignee().flatMap(reference -> addressees.named(reference, file));
        if (request.assignee().isPresent() && assignee.isEmpty()) {
            refusals.add(Refusal.unprocessable(
                    "dangling-reference",
                    request.assignee().get()
                            + " cannot be asked: name the patient of the case, a RelatedPerson of the patient, an"
                            + " Organization or a PractitionerRole.",
                    "Parameters.parameter.where(name = 'assignee')"));
        }
        return assignee;
    }

    private Map<Addressee, List<Gap>> bySource(CaseFile file, List<Gap> gaps) {
        Map<Source, List<Gap>> grouped = new EnumMap<>(Source.class);
        gaps.forEach(gap -> grouped.computeIfAbsent(
                        gap.item().map(remedies::askedOf).orElse(Source.HOSPITAL), source -> new ArrayList<>())
                .add(gap));
        Map<Addressee, List<Gap>> asked = new LinkedHashMap<>();
        grouped.forEach((source, group) -> asked.put(addressees.of(source, file), group));
        return asked;
    }
}

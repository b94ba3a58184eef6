package health.consilium.completeness;

import health.consilium.access.Caller;
import health.consilium.access.Callers;
import health.consilium.access.CaseAccess;
import health.consilium.access.Role;
import health.consilium.completeness.CaseCheck.Checked;
import health.consilium.completeness.CaseCheck.Held;
import health.consilium.completeness.rules.ItemResult;
import health.consilium.fhir.FhirStore;
import health.consilium.terminology.rules.ChecklistTexts;
import health.consilium.workflow.CaseFile;
import health.consilium.workflow.Cases;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.DetectedIssue;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.springframework.stereotype.Component;

/** Answers {@code $completeness} of a case: to each caller in terms of what that caller may see. */
@Component
class CaseCompleteness {

    private final Callers callers;
    private final CaseAccess access;
    private final Cases cases;
    private final CaseCheck check;
    private final ChecklistTexts texts;
    private final FhirStore store;

    CaseCompleteness(
            Callers callers, CaseAccess access, Cases cases, CaseCheck check, ChecklistTexts texts, FhirStore store) {
        this.callers = callers;
        this.access = access;
        this.cases = cases;
        this.check = check;
        this.texts = texts;
        this.store = store;
    }

    /** @throws health.consilium.fhir.RefusedException 404 no such case for this caller, 422 no diagnosis, checklist or centre */
    Parameters answer(CompletenessRequest request, ReaderLanguages readers) {
        Caller caller = request.persist() ? callers.require(Role.COORDINATOR) : callers.current();
        access.require(ServiceRequest.class, "ServiceRequest/" + request.caseId());
        CaseFile file = cases.require("ServiceRequest/" + request.caseId());
        Checked checked = request.persist()
                ? store.inTransaction(() -> keep(check.hold(file), request))
                : judge(check.read(file), request);
        return answer(checked, caller, file, new AnswerTexts(texts, readers));
    }

    private Checked keep(Held held, CompletenessRequest request) {
        return check.keep(held, check.checklist(held, request), request.asOf());
    }

    private Checked judge(Held held, CompletenessRequest request) {
        return check.judge(held, check.checklist(held, request), request.asOf());
    }

    private Parameters answer(Checked checked, Caller caller, CaseFile file, AnswerTexts inLanguage) {
        Optional<Reference> patient = Optional.of(file.patient().copy());
        if (caller.isStaff()) {
            return new CompletenessAnswer(
                            checked.result(), item -> gap(item, checked.gaps()), reference -> true, inLanguage, patient)
                    .asParameters();
        }
        Set<String> seen = access.visible(checked.records()).stream()
                .map(CaseCompleteness::reference)
                .collect(Collectors.toSet());
        Map<String, DetectedIssue> gaps = access.visible(checked.gaps().values()).stream()
                .collect(Collectors.toMap(gap -> GapForm.itemOf(gap).orElseThrow(), Function.identity()));
        return new CompletenessAnswer(checked.result(), item -> gap(item, gaps), seen::contains, inLanguage, patient)
                .asParameters();
    }

    /** The stored gap where there is one, without its labels; else what would be stored. */
    private static Optional<DetectedIssue> gap(ItemResult item, Map<String, DetectedIssue> stored) {
        boolean open = GapForm.code(item).isPresent() || item.waiver().isPresent();
        if (!open || !stored.containsKey(item.item().id())) {
            return GapForm.computed(item);
        }
        DetectedIssue gap = stored.get(item.item().id()).copy();
        gap.getMeta().getSecurity().clear();
        return Optional.of(gap);
    }

    private static String reference(Resource resource) {
        return resource.fhirType() + "/" + resource.getIdElement().getIdPart();
    }
}

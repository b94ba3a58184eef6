package health.consilium.packaging;

import health.consilium.access.Callers;
import health.consilium.access.Compartment;
import health.consilium.access.Role;
import health.consilium.fhir.FhirStore;
import health.consilium.fhir.Refusal;
import health.consilium.fhir.RefusedException;
import health.consilium.packaging.rules.ClinicalQuestion;
import health.consilium.workflow.CaseFile;
import health.consilium.workflow.Gate;
import health.consilium.workflow.Gates;
import health.consilium.workflow.HeldCases;
import health.consilium.workflow.rules.State;
import health.consilium.workflow.rules.TaskKind;
import health.consilium.workflow.rules.TransitionTable;
import health.consilium.workflow.rules.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.Consent;
import org.hl7.fhir.r4.model.DetectedIssue;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.Task;
import org.springframework.stereotype.Component;

/** {@code $submit}: everything that stands in the way at once, or the referral. */
@Component
class Submission {

    private final Callers callers;
    private final HeldCases held;
    private final Gates gates;
    private final PackageCheck packages;
    private final ReferralOpening referral;
    private final FhirStore store;

    Submission(
            Callers callers,
            HeldCases held,
            Gates gates,
            PackageCheck packages,
            ReferralOpening referral,
            FhirStore store) {
        this.callers = callers;
        this.held = held;
        this.gates = gates;
        this.packages = packages;
        this.referral = referral;
        this.store = store;
    }

    Task submit(String caseId, SubmitRequest request) {
        callers.require(Role.COORDINATOR);
        return store.inTransaction(() -> {
            // First of all: a consent that is read before the case is held may be withdrawn before it is used.
            CaseFile file = held.requireByRequest(caseId);
            requireAwaitingConsent(file.root());
            DocumentReference sent = ofCase(file, DocumentReference.class, request.sent(), "package");
            Consent consent = ofCase(file, Consent.class, request.consent(), "consent");
            request.overrides().keySet().forEach(gap -> ofCase(file, DetectedIssue.class, gap, "override.gap"));
            List<Refusal> objections = objections(file, request, sent, consent);
            if (!objections.isEmpty()) {
                throw new RefusedException(objections);
            }
            return referral.open(file, request, sent, consent);
        });
    }

    private static void requireAwaitingConsent(Task root) {
        if (TransitionTable.check(TaskKind.ROOT, State.of(root), TransitionTable.root("submitted"))
                instanceof Verdict.Refused refused) {
            throw Refusal.unprocessable("illegal-transition", refused.message(), "Task.businessStatus")
                    .asException();
        }
    }

    private <T extends Resource> T ofCase(CaseFile file, Class<T> type, String reference, String parameter) {
        return store.find(type, new IdType(reference).getIdPart())
                .filter(found -> Compartment.caseNumber(found).equals(Optional.of(file.number())))
                .orElseThrow(() -> Refusal.unprocessable(
                                "consent".equals(parameter) ? "no-consent" : "dangling-reference",
                                "This case has no " + reference + ".",
                                parameter)
                        .asException());
    }

    private List<Refusal> objections(CaseFile file, SubmitRequest request, DocumentReference sent, Consent consent) {
        List<Refusal> objections = new ArrayList<>();
        gates
                .unmet(new Gate.Submission(
                        file, new Reference(request.centre()), sent, new Reference(request.consent())))
                .stream()
                .filter(unmet -> !isOverridden(unmet, request))
                .map(Submission::refusal)
                .forEach(objections::add);
        objections.addAll(packages.objections(file, request, sent, consent));
        if (ClinicalQuestion.of(file.request()).isEmpty()) {
            objections.add(Refusal.unprocessable(
                    "incomplete",
                    "The case asks no clinical question; add at least one to the ServiceRequest.",
                    "ServiceRequest.extension"));
        }
        return objections;
    }

    private static boolean isOverridden(Gate.Unmet unmet, SubmitRequest request) {
        return unmet.overridable()
                && unmet.subject() != null
                && request.overrides().containsKey(unmet.subject());
    }

    private static Refusal refusal(Gate.Unmet unmet) {
        String message = unmet.subject() == null ? unmet.message() : unmet.message() + " (" + unmet.subject() + ")";
        return Refusal.unprocessable(unmet.code(), message);
    }
}

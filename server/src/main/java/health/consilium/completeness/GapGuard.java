package health.consilium.completeness;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.api.server.SystemRequestDetails;
import health.consilium.access.Caller;
import health.consilium.access.Callers;
import health.consilium.access.Role;
import health.consilium.fhir.Refusal;
import health.consilium.fhir.StorageInterceptor;
import health.consilium.workflow.Waivers;
import java.time.Clock;
import java.util.Date;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.DetectedIssue;
import org.hl7.fhir.r4.model.DetectedIssue.DetectedIssueMitigationComponent;
import org.hl7.fhir.r4.model.DetectedIssue.DetectedIssueStatus;
import org.springframework.stereotype.Component;

/** Gaps are the server's. A coordinator may waive one, in the own name, with a reason and signed, and take the waiver back. */
@Component
@Interceptor(order = 200)
class GapGuard implements StorageInterceptor {

    private final Callers callers;
    private final Waivers signatures;
    private final Clock clock;

    GapGuard(Callers callers, Waivers signatures, Clock clock) {
        this.callers = callers;
        this.signatures = signatures;
        this.clock = clock;
    }

    @Hook(Pointcut.STORAGE_PRESTORAGE_RESOURCE_CREATED)
    public void beforeCreate(IBaseResource created, RequestDetails request) {
        if (created instanceof DetectedIssue issue
                && GapForm.itemOf(issue).isPresent()
                && !(request instanceof SystemRequestDetails)) {
            throw refused("A gap follows from the records: call $completeness with persist=true.", "identifier");
        }
    }

    @Hook(Pointcut.STORAGE_PRESTORAGE_RESOURCE_UPDATED)
    public void beforeUpdate(IBaseResource before, IBaseResource after, RequestDetails request) {
        if (before instanceof DetectedIssue old
                && after instanceof DetectedIssue gap
                && GapForm.itemOf(old).isPresent()
                && !(request instanceof SystemRequestDetails)) {
            checkUnchanged(old, gap);
            waive(old, gap, callers.require(Role.COORDINATOR));
        }
    }

    /** What a coordinator changes is how the gap ends, and nothing else. */
    private static void checkUnchanged(DetectedIssue old, DetectedIssue gap) {
        if (!withoutEnd(old).equalsDeep(withoutEnd(gap))) {
            throw refused("Of a gap you may change status and mitigation; the rest follows from the records.", "");
        }
    }

    private static DetectedIssue withoutEnd(DetectedIssue gap) {
        DetectedIssue rest = gap.copy();
        rest.setId((String) null);
        rest.setMeta(null);
        rest.setText(null);
        rest.setStatus(null);
        rest.getMitigation().clear();
        return rest;
    }

    private void waive(DetectedIssue old, DetectedIssue gap, Caller caller) {
        if (gap.getStatus() != DetectedIssueStatus.FINAL) {
            return;
        }
        boolean waived = false;
        for (DetectedIssueMitigationComponent mitigation : gap.getMitigation()) {
            if (old.getMitigation().stream().noneMatch(mitigation::equalsDeep)) {
                check(mitigation, caller);
                Mitigations.markWaived(mitigation);
                signatures.sign(gap, mitigation, Date.from(clock.instant()));
                waived = true;
            }
        }
        if (!waived && old.getStatus() != DetectedIssueStatus.FINAL) {
            throw refused("Say in mitigation why the gap is waived: action.text and author.", "mitigation");
        }
    }

    private void check(DetectedIssueMitigationComponent mitigation, Caller caller) {
        String reason = mitigation.getAction().getText();
        if (reason == null || reason.isBlank()) {
            throw refused("Give the reason of the waiver in action.text.", "mitigation.action.text");
        }
        if (!caller.party().equals(mitigation.getAuthor().getReference())) {
            throw refused("A waiver is signed by who makes it: author is " + caller.party() + ".", "mitigation.author");
        }
        if (!caller.party().startsWith("Practitioner/")) {
            throw refused("A waiver is signed by a person: sign in as one.", "mitigation.author");
        }
        mitigation.setDate(Date.from(clock.instant()));
    }

    private static RuntimeException refused(String message, String element) {
        return Refusal.unprocessable(
                        "invalid-profile", message, element.isEmpty() ? "DetectedIssue" : "DetectedIssue." + element)
                .asException();
    }
}

package health.consilium.access.audit;

import health.consilium.access.audit.rules.Kind;
import health.consilium.access.emergency.EmergencyDeclared;
import health.consilium.access.emergency.EmergencyReviewed;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Records who declared an emergency, for what reason, and how it was reviewed, in the transaction that makes it so. */
@Component
class EmergencyAudit {

    private final Recorder recorder;

    EmergencyAudit(Recorder recorder) {
        this.recorder = recorder;
    }

    @EventListener
    void on(EmergencyDeclared declared) {
        Trace.Share share = share(declared.patient(), declared.caseNumber(), declared.caseReference());
        share.emergencies().add(declared.reference());
        recorder.record(
                Requests.agent(),
                Recorder.Deed.done(Kind.BREAK_GLASS, "$break-glass"),
                share,
                declared.why().reason(),
                declared.why().purpose());
    }

    @EventListener
    void on(EmergencyReviewed reviewed) {
        Trace.Share share = share(reviewed.patient(), reviewed.caseNumber(), reviewed.reference());
        recorder.record(
                Requests.agent(),
                Recorder.Deed.done(Kind.OPERATION, "$review-emergency"),
                share,
                note(reviewed.verdict()));
    }

    private static String note(EmergencyReviewed.Verdict verdict) {
        return (verdict.justified() ? "justified: " : "not justified: ") + verdict.note();
    }

    private static Trace.Share share(String patient, String caseNumber, String entity) {
        Trace.Share share = new Trace.Share();
        share.patients().add(patient);
        share.cases().add(caseNumber);
        share.entities().add(entity);
        return share;
    }
}

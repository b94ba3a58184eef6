package health.consilium.access.audit;

import health.consilium.access.audit.rules.Kind;
import org.springframework.stereotype.Component;

/** Records who had a case kept and who let it go, and on what ground, in the transaction under way. */
@Component
public class HoldRecords {

    private final Recorder recorder;

    HoldRecords(Recorder recorder) {
        this.recorder = recorder;
    }

    /**
     * @param caseReference such as {@code ServiceRequest/1}
     * @param what ground, and until when or that it is released; nothing in the caller's own words
     */
    public void record(String caseNumber, String caseReference, String what) {
        Trace.Share share = new Trace.Share();
        share.cases().add(caseNumber);
        share.entities().add(caseReference);
        recorder.record(Requests.agent(), Recorder.Deed.done(Kind.OPERATION, "$legal-hold"), share, what);
    }
}

package health.consilium.access.audit;

import health.consilium.access.LinkUsed;
import health.consilium.access.audit.rules.Agent;
import health.consilium.access.audit.rules.AuditRecord;
import health.consilium.access.audit.rules.Kind;
import health.consilium.access.audit.rules.Purpose;
import health.consilium.smart.RequestAddress;
import java.util.Locale;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Records who opened a link that a patient gave away. That person has no account: the name is what the person says. */
@Component
class LinkAudit {

    private final Recorder recorder;

    LinkAudit(Recorder recorder) {
        this.recorder = recorder;
    }

    @EventListener
    void on(LinkUsed event) {
        boolean refused = event.use() == LinkUsed.Use.WRONG_PASSCODE;
        String what = event.use().name().toLowerCase(Locale.ROOT).replace('_', '-');
        Trace.Share share = new Trace.Share();
        share.cases().add(event.caseNumber());
        recorder.record(
                new Agent(event.recipient(), "", "", null, null, RequestAddress.current()),
                new Recorder.Deed(
                        refused ? Kind.DENIED : Kind.DISCLOSURE,
                        Recorder.LINK,
                        refused ? "unauthenticated" : AuditRecord.SUCCESS,
                        null,
                        null),
                share,
                "link " + what,
                Purpose.of("patient"));
    }
}

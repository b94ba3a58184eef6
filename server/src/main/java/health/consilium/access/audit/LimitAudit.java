package health.consilium.access.audit;

import health.consilium.access.audit.rules.Kind;
import health.consilium.edge.ShareUsedUp;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Records who goes on asking when the share is used up: once a minute, while each of the requests is refused. */
@Component
class LimitAudit {

    private final Recorder recorder;

    LimitAudit(Recorder recorder) {
        this.recorder = recorder;
    }

    @EventListener
    void on(ShareUsedUp event) {
        recorder.record(
                Requests.agent(event.caller()),
                new Recorder.Deed(Kind.DENIED, "limit-" + event.share(), "too-many-requests", null, null));
    }
}

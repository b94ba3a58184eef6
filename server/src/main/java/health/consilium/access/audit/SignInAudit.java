package health.consilium.access.audit;

import health.consilium.access.audit.rules.Agent;
import health.consilium.access.audit.rules.AuditRecord;
import health.consilium.access.audit.rules.Kind;
import health.consilium.smart.SignInEvents;
import java.util.Locale;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Records who signed in, who failed to, and who got a token. */
@Component
class SignInAudit {

    private final Recorder recorder;
    private final Agents agents;

    SignInAudit(Recorder recorder, Agents agents) {
        this.recorder = recorder;
        this.agents = agents;
    }

    @EventListener
    void on(SignInEvents.SignedIn event) {
        record(
                Kind.SIGN_IN,
                agents.of(event.subject(), null, event.address()),
                word(event.method()),
                AuditRecord.SUCCESS);
    }

    @EventListener
    void on(SignInEvents.SignInFailed event) {
        record(
                Kind.SIGN_IN_FAILED,
                agents.of(event.subject(), null, event.address()),
                word(event.method()),
                "unauthenticated");
    }

    @EventListener
    void on(SignInEvents.SignedOut event) {
        record(Kind.SIGN_OUT, agents.of(event.subject(), null, event.address()), "sign-out", AuditRecord.SUCCESS);
    }

    @EventListener
    void on(SignInEvents.TokenIssued event) {
        record(
                Kind.TOKEN,
                agents.of(event.subject(), event.client(), event.address()),
                "access-token",
                AuditRecord.SUCCESS);
    }

    /** By the app itself, or because a refresh token came twice and one of the two was not the app. */
    @EventListener
    void on(SignInEvents.TokenRevoked event) {
        record(
                Kind.TOKEN,
                agents.of(event.subject(), event.client(), event.address()),
                event.reused() ? "refresh-token-reused" : "token-revoked",
                AuditRecord.SUCCESS);
    }

    private void record(Kind kind, Agent agent, String interaction, String outcome) {
        recorder.record(agent, new Recorder.Deed(kind, interaction, outcome, null, null));
    }

    private static String word(SignInEvents.Method method) {
        return method.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}

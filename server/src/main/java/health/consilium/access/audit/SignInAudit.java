package health.consilium.access.audit;

import health.consilium.access.Role;
import health.consilium.access.audit.rules.Agent;
import health.consilium.access.audit.rules.AuditRecord;
import health.consilium.access.audit.rules.Kind;
import health.consilium.smart.Account;
import health.consilium.smart.Accounts;
import health.consilium.smart.SignInEvents;
import java.util.Locale;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Records who signed in, who failed to, and who got a token. */
@Component
class SignInAudit {

    private final Recorder recorder;
    private final Accounts accounts;

    SignInAudit(Recorder recorder, Accounts accounts) {
        this.recorder = recorder;
        this.accounts = accounts;
    }

    @EventListener
    void on(SignInEvents.SignedIn event) {
        record(Kind.SIGN_IN, agent(event.subject(), null, event.address()), word(event.method()), AuditRecord.SUCCESS);
    }

    @EventListener
    void on(SignInEvents.SignInFailed event) {
        record(
                Kind.SIGN_IN_FAILED,
                agent(event.subject(), null, event.address()),
                word(event.method()),
                "unauthenticated");
    }

    @EventListener
    void on(SignInEvents.SignedOut event) {
        record(Kind.SIGN_OUT, agent(event.subject(), null, event.address()), "sign-out", AuditRecord.SUCCESS);
    }

    @EventListener
    void on(SignInEvents.TokenIssued event) {
        record(
                Kind.TOKEN,
                agent(event.subject(), event.client(), event.address()),
                "access-token",
                AuditRecord.SUCCESS);
    }

    private void record(Kind kind, Agent agent, String interaction, String outcome) {
        recorder.record(agent, new Recorder.Deed(kind, interaction, outcome, null, null));
    }

    private Agent agent(String subject, String client, String address) {
        return accounts.find(subject)
                .map(account -> agent(account, client, address))
                .orElseGet(() -> new Agent(subject, "", "", null, client, address));
    }

    static Agent agent(Account account, String client, String address) {
        return new Agent(
                account.username(),
                Role.valueOf(account.role().name()).code(),
                account.fhirUser(),
                account.organization().orElse(null),
                client,
                address);
    }

    private static String word(SignInEvents.Method method) {
        return method.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}

package health.consilium.access.audit;

import health.consilium.access.audit.rules.Agent;
import health.consilium.access.audit.rules.AuditRecord;
import health.consilium.access.audit.rules.Kind;
import health.consilium.people.PeopleEvents;
import health.consilium.smart.ClientChanged;
import health.consilium.smart.ProxyChanged;
import health.consilium.smart.RegistrationSource;
import health.consilium.smart.RequestAddress;
import health.consilium.smart.SignInEvents;
import java.util.List;
import java.util.Locale;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Records who gave or took a way in: accounts, passkeys, clients, apps, proxies. What the clients' file brings is the server's
 * deed; the demo's logins are nobody's.
 */
@Component
class AdministrationAudit {

    private static final String SERVER = "server";

    private final Recorder recorder;
    private final Agents agents;

    AdministrationAudit(Recorder recorder, Agents agents) {
        this.recorder = recorder;
        this.agents = agents;
    }

    @EventListener
    void on(PeopleEvents.AccountChanged event) {
        record(event.by(), "account-" + event.what(), event.username(), List.of());
    }

    @EventListener
    void on(PeopleEvents.PasskeyAdded event) {
        record(event.username(), "passkey-added", event.username(), List.of());
    }

    @EventListener
    void on(PeopleEvents.PasskeyRemoved event) {
        record(event.username(), "passkey-removed", event.username(), List.of());
    }

    /** Who asks for a link to be sent need not be who it is for. */
    @EventListener
    void on(PeopleEvents.LinkIssued event) {
        Agent agent = event.by()
                .map(this::agent)
                .orElseGet(() -> new Agent(SignInEvents.UNKNOWN, "", "", null, null, event.address()));
        record(agent, "link-issued", event.username(), List.of());
    }

    @EventListener
    void on(ClientChanged event) {
        if (event.source() != RegistrationSource.DEMO) {
            String what = event.kind().name().toLowerCase(Locale.ROOT).replace('_', '-');
            Agent agent = SERVER.equals(event.by()) ? Agent.SERVER : agent(event.by());
            record(agent, "client-" + what, event.clientId(), List.of());
        }
    }

    @EventListener
    void on(SignInEvents.AppRevoked event) {
        record(event.subject(), "app-revoked", event.client(), List.of());
    }

    /** Somebody is signed in, and asks for what only others may. */
    @EventListener
    void on(SignInEvents.Denied event) {
        recorder.record(
                agent(event.subject()), new Recorder.Deed(Kind.DENIED, "administration", "forbidden", null, null));
    }

    @EventListener
    void on(ProxyChanged event) {
        record(
                event.by(),
                event.allowed() ? "proxy-allowed" : "proxy-ended",
                event.username(),
                List.of("Patient/" + event.patient()));
    }

    private void record(String by, String what, String name, List<String> patients) {
        record(agent(by), what, name, patients);
    }

    private Agent agent(String by) {
        Agent request = Requests.agent();
        return request.subject().equals(by) ? request : agents.of(by, null, RequestAddress.current());
    }

    private void record(Agent agent, String what, String name, List<String> patients) {
        Trace.Share concerned = new Trace.Share();
        concerned.patients().addAll(patients);
        recorder.record(
                agent,
                new Recorder.Deed(Kind.ADMINISTRATION, what, AuditRecord.SUCCESS, null, null),
                concerned,
                what + " " + name);
    }
}

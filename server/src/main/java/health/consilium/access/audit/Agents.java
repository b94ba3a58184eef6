package health.consilium.access.audit;

import health.consilium.access.Role;
import health.consilium.access.audit.rules.Agent;
import health.consilium.smart.Account;
import health.consilium.smart.Accounts;
import org.springframework.stereotype.Component;

/** People as the trail names them, where no token says who they are. */
@Component
class Agents {

    private final Accounts accounts;

    Agents(Accounts accounts) {
        this.accounts = accounts;
    }

    /** Also who has no account: a name that somebody tried, or a client's. */
    Agent of(String subject, String client, String address) {
        return accounts.find(subject)
                .map(account -> of(account, client, address))
                .orElseGet(() -> new Agent(subject, "", "", null, client, address));
    }

    private static Agent of(Account account, String client, String address) {
        return new Agent(
                account.username(),
                Role.valueOf(account.role().name()).code(),
                account.fhirUser(),
                account.organization().orElse(null),
                client,
                address);
    }
}

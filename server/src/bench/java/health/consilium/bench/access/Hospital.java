package health.consilium.bench.access;

import health.consilium.smart.Clients;
import health.consilium.smart.Credential;
import health.consilium.smart.PartyRole;
import health.consilium.smart.SystemClient;
import java.util.Set;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.context.annotation.Profile;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.stereotype.Component;

/** The hospital that sends the records and reads them again: a caller who sees only what is its own. */
@Component
@Profile("bench")
class Hospital implements SmartInitializingSingleton {

    static final String ID = "bench-hospital";
    static final String SECRET = "bench-hospital-only-secret";

    private final Clients clients;
    private final RegisteredClientRepository registered;

    Hospital(Clients clients, RegisteredClientRepository registered) {
        this.clients = clients;
        this.registered = registered;
    }

    @Override
    public void afterSingletonsInstantiated() {
        if (registered.findByClientId(ID) == null) {
            clients.register(new SystemClient(
                    ID,
                    "Hospital of the benchmark",
                    PartyRole.HOSPITAL,
                    "Organization/" + ID,
                    Set.of("system/*.crus"),
                    new Credential.Secret(SECRET)));
        }
    }
}

package health.consilium.bench;

import health.consilium.smart.Clients;
import health.consilium.smart.Credential;
import health.consilium.smart.PartyRole;
import health.consilium.smart.SystemClient;
import java.util.Set;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.context.annotation.Profile;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.stereotype.Component;

/** The desk's system that sends the transactions; it is only on the class path of the benchmark. */
@Component
@Profile("bench")
public class BenchClient implements SmartInitializingSingleton {

    public static final String ID = "bench";
    public static final String SECRET = "bench-only-secret";
    static final String SCOPE = "system/*.crus";

    private final Clients clients;
    private final RegisteredClientRepository registered;

    BenchClient(Clients clients, RegisteredClientRepository registered) {
        this.clients = clients;
        this.registered = registered;
    }

    /** Once: hashing the secret would count as a part of each start. */
    @Override
    public void afterSingletonsInstantiated() {
        if (registered.findByClientId(ID) != null) {
            return;
        }
        clients.register(new SystemClient(
                ID,
                "Benchmark",
                PartyRole.COORDINATOR,
                "Organization/bench",
                Set.of(SCOPE),
                new Credential.Secret(SECRET)));
    }
}

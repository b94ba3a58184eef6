package health.consilium.smart;

import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/**
 * Switches off the clients of the demo, when a server runs without the demo on a database in which it was: the secrets are printed
 * in its documentation. A start with the demo switches them on again.
 */
@Component
@Profile("!demo")
class DemoIsOver implements SmartInitializingSingleton {

    private static final Logger LOG = LoggerFactory.getLogger(DemoIsOver.class);

    private final Clients clients;
    private final ClientStore store;

    DemoIsOver(Clients clients, ClientStore store) {
        this.clients = clients;
        this.store = store;
    }

    /** Before the server takes its first request. */
    @Override
    public void afterSingletonsInstantiated() {
        store.clientIds(Optional.of(RegistrationSource.DEMO)).stream()
                .flatMap(clientId -> store.registered(clientId).stream())
                .filter(client -> store.profile(client.getId())
                        .filter(ClientProfile::enabled)
                        .isPresent())
                .forEach(client -> {
                    LOG.warn(
                            "Client {} is of the demo, which this server is not, and is switched off",
                            client.getClientId());
                    clients.setEnabled(client, false);
                });
    }
}

package health.consilium.smart;

import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/**
 * Tells whether somebody who was let in earlier still may come in, as what they were then. For what the server does on behalf
 * of people and systems who are not there, such as sending what they have subscribed to.
 */
@Component
public class Standing {

    private final Accounts accounts;
    private final Proxies proxies;
    private final ClientStore clients;

    Standing(Accounts accounts, Proxies proxies, ClientStore clients) {
        this.accounts = accounts;
        this.proxies = proxies;
        this.clients = clients;
    }

    /**
     * A person or system as it was let in.
     *
     * @param subject user name or client id
     * @param party the person's or organization's resource, or the patient for whom the person acts
     */
    public record Known(String subject, PartyRole role, String party, Optional<String> organization) {}

    public boolean holds(Known known) {
        return isPerson(known) || isSystem(known);
    }

    private boolean isPerson(Known known) {
        return accounts.find(known.subject())
                .filter(Account::enabled)
                .filter(account -> account.role() == known.role())
                .filter(account -> account.organization().equals(known.organization()))
                .filter(account -> parties(account).anyMatch(known.party()::equals))
                .isPresent();
    }

    private Stream<String> parties(Account account) {
        return Stream.concat(
                Stream.of(account.fhirUser()),
                proxies.of(account).stream().map(patient -> PatientContext.PATIENT + patient.id()));
    }

    private boolean isSystem(Known known) {
        return clients.registered(known.subject())
                .flatMap(client -> clients.profile(client.getId()))
                .filter(ClientProfile::enabled)
                .filter(profile -> profile.role().equals(Optional.of(known.role())))
                .filter(profile -> profile.organization().equals(known.organization()))
                .isPresent();
    }
}

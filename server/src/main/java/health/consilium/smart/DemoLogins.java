package health.consilium.smart;

import health.consilium.smart.rules.ScopeGrant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/** People, systems and the app of the demo. No other profile knows them. */
@Component
@Profile("demo")
public class DemoLogins implements SmartInitializingSingleton {

    /** The app in which people of the demo sign in. */
    public static final String APP = "demo-app";

    private static final String PASSWORD = "consilium-demo";
    private static final String DESK = "Organization/coordination";

    private static final Set<String> APP_SCOPES = Set.of(
            "openid",
            "fhirUser",
            "profile",
            "launch/patient",
            "offline_access",
            "online_access",
            ScopeGrant.ADMINISTER,
            "patient/*.cruds",
            "user/*.cruds");

    /** examples/clients/patient-app: somebody else's app, which asks for consent. */
    private static final AppClient PATIENT_APP = new AppClient(
            "patient-app",
            "My case",
            Set.of("http://localhost:9000/", "http://localhost:9000/index.html"),
            Set.of("openid", "fhirUser", "launch/patient", "offline_access", "patient/*.rs"),
            Optional.empty(),
            false);

    private static final Set<String> REDIRECTS =
            Set.of("http://localhost:8080/demo/callback", "http://127.0.0.1/callback", "http://[::1]/callback");

    private static final Set<String> SYSTEM_SCOPES = Set.of("system/*.crus");

    private static final List<Account> PEOPLE = List.of(
            staff("coordinator", "Amina Otieno (coordinator)", PartyRole.COORDINATOR),
            staff("clinician", "Jonas Weber (clinical reviewer)", PartyRole.COORDINATOR),
            staff("translator-1", "Mei Lin (translator)", PartyRole.TRANSLATOR),
            staff("translator-2", "Karim Haddad (translator)", PartyRole.TRANSLATOR),
            patient("patient-1", "Patient of the breast case"),
            patient("patient-2", "Patient of the lung case"),
            patient("patient-3", "Patient of the liver case"),
            staff("admin", "Administrator", PartyRole.ADMIN));

    private static final List<SystemClient> SYSTEMS = List.of(
            system("hospital-nairobi", PartyRole.HOSPITAL),
            system("centre-heidelberg", PartyRole.CENTRE),
            system("centre-mumbai", PartyRole.CENTRE),
            system("centre-houston", PartyRole.CENTRE),
            system("centre-seoul", PartyRole.CENTRE),
            system("centre-istanbul", PartyRole.CENTRE));

    private final Accounts accounts;
    private final Clients clients;

    DemoLogins(Accounts accounts, Clients clients) {
        this.accounts = accounts;
        this.clients = clients;
    }

    /** Every account and system with its secret, in a stable order, for the text that the server prints at start. */
    public List<DemoLogin> describe() {
        Stream<DemoLogin> people = PEOPLE.stream()
                .map(person -> new DemoLogin(
                        DemoLogin.Kind.PERSON, person.username(), PASSWORD, person.role(), person.fhirUser()));
        Stream<DemoLogin> systems = SYSTEMS.stream()
                .map(system -> new DemoLogin(
                        DemoLogin.Kind.SYSTEM,
                        system.clientId(),
                        secret(system.clientId()),
                        system.role(),
                        system.organization()));
        return Stream.concat(people, systems).toList();
    }

    /** Before the server takes its first request. */
    @Override
    public void afterSingletonsInstantiated() {
        PEOPLE.forEach(person -> accounts.registerWithPassword(person, PASSWORD));
        SYSTEMS.forEach(system -> clients.register(system, RegistrationSource.DEMO));
        clients.register(
                new AppClient(APP, "Consilium demo", REDIRECTS, APP_SCOPES, Optional.empty(), true),
                RegistrationSource.DEMO);
        clients.register(PATIENT_APP, RegistrationSource.DEMO);
    }

    private static Account staff(String username, String name, PartyRole role) {
        return new Account(username, name, role, "Practitioner/" + username, Optional.of(DESK), true);
    }

    private static Account patient(String username, String name) {
        return new Account(username, name, PartyRole.PATIENT, "Patient/" + username, Optional.empty(), true);
    }

    private static SystemClient system(String id, PartyRole role) {
        return new SystemClient(id, id, role, "Organization/" + id, SYSTEM_SCOPES, new Credential.Secret(secret(id)));
    }

    private static String secret(String clientId) {
        return clientId + "-demo-secret";
    }
}

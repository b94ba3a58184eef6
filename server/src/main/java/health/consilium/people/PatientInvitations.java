package health.consilium.people;

import health.consilium.people.AccountDesk.Invitation;
import health.consilium.smart.Account;
import health.consilium.smart.Accounts;
import java.util.Optional;
import java.util.UUID;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Gives the patient of a case an account, if there is none yet, and an invitation to it. */
@Component
class PatientInvitations {

    record Wish(String patient, String displayName, String email, String language) {}

    record Invited(String username, Invitation invitation) {}

    private final Accounts accounts;
    private final AccountDesk desk;
    private final Contacts contacts;
    private final ObjectProvider<Directory> directory;

    PatientInvitations(Accounts accounts, AccountDesk desk, Contacts contacts, ObjectProvider<Directory> directory) {
        this.accounts = accounts;
        this.desk = desk;
        this.contacts = contacts;
        this.directory = directory;
    }

    /** @param by account of who invites */
    Invited invite(Wish wish, String by) {
        String patient = String.valueOf(wish.patient());
        Optional<Account> known = accounts.ofPatient(patient);
        String username = known.map(Account::username).orElseGet(() -> "p-" + UUID.randomUUID());
        AccountRequest request = AccountRequest.of(
                username,
                new AccountRequest.Body(
                        wish.displayName(), "patient", patient, null, true, wish.email(), wish.language()));
        directory.ifAvailable(records -> {
            if (!records.hasCase(patient)) {
                throw new Refused(422, "patient: there is no case of this patient.");
            }
        });
        if (known.isEmpty()) {
            desk.save(request, by);
        } else if (!request.contact().equals(contacts.of(username))) {
            // A coordinator who could change the address could send the link to another one.
            throw new Refused(
                    409, "The patient has an account with another mail address; the administrator changes it.");
        }
        return new Invited(username, desk.invite(username, false, by));
    }
}

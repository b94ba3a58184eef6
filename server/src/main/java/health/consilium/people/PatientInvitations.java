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

    /**
     * The address is one of those in the records: who gives the code and could choose the address could become the patient.
     *
     * @param by account of who invites
     * @param toAny whether to another address as well, as the administrator may, who hands over links too
     */
    Invited invite(Wish wish, String by, boolean toAny) {
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
            if (!toAny
                    && request.contact()
                            .filter(contact -> !records.isAddressOf(patient, contact.email()))
                            .isPresent()) {
                throw new Refused(
                        422,
                        "email: the records of the patient have no such address. Whoever sent them adds it to"
                                + " Patient.telecom; or the administrator makes the account.");
            }
        });
        if (known.isPresent() && !request.contact().equals(contacts.of(username))) {
            // A coordinator who could change the address could send the link to another one.
            throw new Refused(
                    409, "The patient has an account with another mail address; the administrator changes it.");
        }
        return new Invited(username, known.isEmpty() ? desk.open(request, by) : desk.invite(username, false, by));
    }
}

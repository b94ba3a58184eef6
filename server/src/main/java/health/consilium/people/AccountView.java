package health.consilium.people;

import com.fasterxml.jackson.annotation.JsonInclude;
import health.consilium.people.Contacts.Contact;
import health.consilium.people.Subjects.Subject;
import health.consilium.smart.Account;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Puts together what the administrator sees of an account. */
@Component
class AccountView {

    /** As the administrator sees it. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Shown(
            String username,
            String displayName,
            String role,
            String fhirUser,
            String organization,
            boolean enabled,
            String email,
            String language,
            int passkeys,
            List<Subject> subjects) {}

    private final Contacts contacts;
    private final Subjects subjects;
    private final Passkeys passkeys;

    AccountView(Contacts contacts, Subjects subjects, Passkeys passkeys) {
        this.contacts = contacts;
        this.subjects = subjects;
        this.passkeys = passkeys;
    }

    Shown of(Account account) {
        Optional<Contact> contact = contacts.of(account.username());
        return new Shown(
                account.username(),
                account.displayName(),
                account.role().name().toLowerCase(Locale.ROOT),
                account.fhirUser(),
                account.organization().orElse(null),
                account.enabled(),
                contact.map(Contact::email).orElse(null),
                contact.map(Contact::language).orElse(null),
                passkeys.of(account.username()).size(),
                subjects.of(account.username()));
    }
}

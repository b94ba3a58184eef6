package health.consilium.people;

import health.consilium.people.PeopleEvents.PasskeyAdded;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Tells a person that a passkey was added, in case it was somebody else who did. */
@Component
class PasskeyMail {

    private final Contacts contacts;
    private final Mails mails;

    PasskeyMail(Contacts contacts, Mails mails) {
        this.contacts = contacts;
        this.mails = mails;
    }

    @EventListener
    void on(PasskeyAdded event) {
        mails.later(() -> contacts.of(event.username())
                .ifPresent(contact -> mails.send(contact, "mail_passkey_subject", "mail_passkey")));
    }
}

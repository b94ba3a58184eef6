package health.consilium.notification;

import health.consilium.fhir.FhirStore;
import health.consilium.notification.rules.MailAddress;
import health.consilium.workflow.rules.TaskKind;
import java.time.Clock;
import java.util.Optional;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.Task;
import org.springframework.stereotype.Component;

/** Sends mails: a sentence, the number of the case, and a link; nothing that anybody may not read on a postcard. */
@Component
class MailChannel {

    private final Mailer mailer;
    private final MailTexts texts;
    private final Focus focuses;
    private final MailReaders readers;
    private final FhirStore store;
    private final Clock clock;

    MailChannel(Mailer mailer, MailTexts texts, Focus focuses, MailReaders readers, FhirStore store, Clock clock) {
        this.mailer = mailer;
        this.texts = texts;
        this.focuses = focuses;
        this.readers = readers;
        this.store = store;
        this.clock = clock;
    }

    boolean isOn() {
        return mailer.isOn();
    }

    boolean hasText(String kind, String detail) {
        return texts.has(kind, detail);
    }

    Attempt send(Delivery delivery) {
        Optional<Resource> recipient = store.find(delivery.recipient());
        Optional<Task> focus = focuses.find(delivery.focus());
        if (recipient.isEmpty() || focus.isEmpty()) {
            return new Attempt.Withheld("it is about something that is gone");
        }
        if (readers.caller(delivery.recipient(), focus.get())
                .filter(reader -> focuses.isFor(reader, delivery.kind(), focus.get()))
                .isEmpty()) {
            return new Attempt.Withheld("the recipient may not see it any more");
        }
        MailAddress.Found found = MailAddress.of(recipient.get(), clock.instant());
        if (found instanceof MailAddress.Found.Address address) {
            String language = MailAddress.language(recipient.get());
            MailTexts.Text text = texts.of(
                    delivery.kind(), delivery.detail(), language, number(delivery, focus.get()), mailer.link());
            return mailer.send(delivery.id(), address.value(), text);
        }
        return new Attempt.Withheld(((MailAddress.Found.None) found).reason());
    }

    /** A centre knows a referral by its own number, not by that of the case. */
    private static String number(Delivery delivery, Task focus) {
        return TaskKind.of(focus) == TaskKind.REFERRAL
                ? focus.getGroupIdentifier().getValue()
                : delivery.caseNumber();
    }
}

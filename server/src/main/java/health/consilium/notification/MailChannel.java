package health.consilium.notification;

import health.consilium.fhir.FhirSettings;
import health.consilium.fhir.FhirStore;
import health.consilium.notification.rules.MailAddress;
import health.consilium.workflow.rules.TaskKind;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Date;
import java.util.Optional;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.Task;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.mail.MailException;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.mail.javamail.MimeMessageHelper;
import org.springframework.stereotype.Component;

/** Sends mails: a sentence, the number of the case, and a link; nothing that anybody may not read on a postcard. */
@Component
class MailChannel {

    private final ObjectProvider<JavaMailSender> sender;
    private final MailTexts texts;
    private final Focus focuses;
    private final MailReaders readers;
    private final FhirStore store;
    private final Senders settings;
    private final Clock clock;

    MailChannel(
            ObjectProvider<JavaMailSender> sender,
            MailTexts texts,
            Focus focuses,
            MailReaders readers,
            FhirStore store,
            Senders settings,
            Clock clock) {
        this.sender = sender;
        this.texts = texts;
        this.focuses = focuses;
        this.readers = readers;
        this.store = store;
        this.settings = settings;
        this.clock = clock;
    }

    /** Without {@code spring.mail.host} there is no mail, and nothing waits for one. */
    boolean isOn() {
        return sender.getIfAvailable() != null;
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
            return send(delivery, address.value(), language, number(delivery, focus.get()));
        }
        return new Attempt.Withheld(((MailAddress.Found.None) found).reason());
    }

    private Attempt send(Delivery delivery, String address, String language, String number) {
        try {
            MimeMessage message = sender.getObject().createMimeMessage();
            MailTexts.Text text = texts.of(delivery.kind(), delivery.detail(), language, number, settings.link());
            MimeMessageHelper helper = new MimeMessageHelper(
                    message, MimeMessageHelper.MULTIPART_MODE_MIXED_RELATED, StandardCharsets.UTF_8.name());
            helper.setFrom(settings.from());
            helper.setTo(address);
            helper.setSubject(text.subject());
            helper.setText(text.plain(), text.html());
            helper.setSentDate(Date.from(clock.instant()));
            // The same in every attempt, so that a mail server or a reader can tell a second copy.
            message.setHeader("Message-ID", "<" + delivery.id() + "@" + settings.domain() + ">");
            message.setHeader("Content-Language", text.language());
            // RFC 3834, 5: nobody's holiday notice is to be sent back.
            message.setHeader("Auto-Submitted", "auto-generated");
            sender.getObject().send(message);
            return new Attempt.Sent();
        } catch (MessagingException | MailException e) {
            // The message of the exception may name the address.
            return new Attempt.Failed(
                    "the mail server did not take it (" + e.getClass().getSimpleName() + ")");
        }
    }

    /** A centre knows a referral by its own number, not by that of the case. */
    private static String number(Delivery delivery, Task focus) {
        return TaskKind.of(focus) == TaskKind.REFERRAL
                ? focus.getGroupIdentifier().getValue()
                : delivery.caseNumber();
    }

    /** What is the same in every mail. */
    @Component
    static final class Senders {

        private final NotificationSettings.Mail mail;
        private final FhirSettings endpoint;

        Senders(NotificationSettings settings, FhirSettings endpoint) {
            this.mail = settings.mail();
            this.endpoint = endpoint;
        }

        String from() {
            return mail.from();
        }

        String domain() {
            return endpoint.baseUrl().getHost();
        }

        String link() {
            return mail.link() != null
                    ? mail.link().toString()
                    : endpoint.baseUrl().resolve("/").toString();
        }
    }
}

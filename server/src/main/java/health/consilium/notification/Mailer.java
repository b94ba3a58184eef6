package health.consilium.notification;

import health.consilium.fhir.FhirSettings;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Date;
import java.util.UUID;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.mail.MailException;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.mail.javamail.MimeMessageHelper;
import org.springframework.stereotype.Component;

/** Hands mails to the mail server, with what is the same in every one. */
@Component
class Mailer {

    private final ObjectProvider<JavaMailSender> sender;
    private final NotificationSettings.Mail mail;
    private final FhirSettings endpoint;
    private final Clock clock;

    Mailer(ObjectProvider<JavaMailSender> sender, NotificationSettings settings, FhirSettings endpoint, Clock clock) {
        this.sender = sender;
        this.mail = settings.mail();
        this.endpoint = endpoint;
        this.clock = clock;
    }

    /** Without {@code spring.mail.host} there is no mail, and nothing waits for one. */
    boolean isOn() {
        return sender.getIfAvailable() != null;
    }

    /** Where a mail leads its reader. */
    String link() {
        return mail.link() != null
                ? mail.link().toString()
                : endpoint.baseUrl().resolve("/").toString();
    }

    /** @param id the same in every attempt, so that a mail server or a reader can tell a second copy */
    Attempt send(UUID id, String address, MailTexts.Text text) {
        try {
            MimeMessage message = sender.getObject().createMimeMessage();
            MimeMessageHelper helper = new MimeMessageHelper(
                    message, MimeMessageHelper.MULTIPART_MODE_MIXED_RELATED, StandardCharsets.UTF_8.name());
            helper.setFrom(mail.from());
            helper.setTo(address);
            helper.setSubject(text.subject());
            helper.setText(text.plain(), text.html());
            helper.setSentDate(Date.from(clock.instant()));
            message.setHeader("Message-ID", "<" + id + "@" + endpoint.baseUrl().getHost() + ">");
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
}

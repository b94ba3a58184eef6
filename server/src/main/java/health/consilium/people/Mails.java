package health.consilium.people;

import health.consilium.people.Contacts.Contact;
import jakarta.annotation.PreDestroy;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.mail.MailException;
import org.springframework.mail.SimpleMailMessage;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.stereotype.Component;

/**
 * Mails about signing in. They do not go through the notification outbox: a link that comes after its time is worth nothing,
 * and the person asks for another.
 */
@Component
class Mails {

    private static final Logger LOG = LoggerFactory.getLogger(Mails.class);

    private static final int THREADS = 2;
    private static final int WAITING = 1000;

    private final ObjectProvider<JavaMailSender> sender;
    private final PeopleSettings settings;
    private final ThreadPoolExecutor worker = new ThreadPoolExecutor(
            THREADS, THREADS, 1, TimeUnit.MINUTES, new ArrayBlockingQueue<>(WAITING), Mails::thread);

    Mails(ObjectProvider<JavaMailSender> sender, PeopleSettings settings) {
        this.sender = sender;
        this.settings = settings;
        worker.allowCoreThreadTimeOut(true);
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "sign-in-mail");
        thread.setDaemon(true);
        return thread;
    }

    boolean isConfigured() {
        return settings.mailFrom() != null && sender.getIfAvailable() != null;
    }

    /** After the answer to the request. Whom it concerns is not logged. */
    void later(Runnable work) {
        try {
            worker.execute(() -> {
                try {
                    work.run();
                } catch (RuntimeException e) {
                    LOG.warn(
                            "A mail about signing in was not sent: {}",
                            e.getClass().getName());
                }
            });
        } catch (RejectedExecutionException full) {
            LOG.warn("Too many mails about signing in wait; one was dropped");
        }
    }

    /** Sends now; the texts are keys of the words in the person's language. */
    void send(Contact contact, String subject, String text, Object... arguments) {
        if (!isConfigured()) {
            LOG.warn("No mail is configured (spring.mail.host, consilium.people.mail-from): nothing was sent");
            return;
        }
        Words words = Words.in(contact.language());
        SimpleMailMessage message = new SimpleMailMessage();
        message.setFrom(settings.mailFrom());
        message.setTo(contact.email());
        message.setSubject(words.get(subject));
        message.setText(words.get(text, arguments));
        try {
            sender.getObject().send(message);
        } catch (MailException e) {
            LOG.warn(
                    "The mail server refused a mail about signing in: {}",
                    e.getClass().getSimpleName());
        }
    }

    @PreDestroy
    void stop() throws InterruptedException {
        worker.shutdown();
        worker.awaitTermination(5, TimeUnit.SECONDS);
    }
}

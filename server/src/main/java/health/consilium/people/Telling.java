package health.consilium.people;

import java.time.Clock;
import java.time.Instant;
import java.util.function.Supplier;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.DefaultAuthenticationEventPublisher;
import org.springframework.security.authentication.ProviderManager;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Makes one of a deed and of what is told of it: whoever keeps the audit trail listens within the transaction, and where the
 * trail cannot be written the deed is undone.
 */
@Component
class Telling {

    private final TransactionTemplate transactions;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Telling(PlatformTransactionManager transactions, ApplicationEventPublisher events, Clock clock) {
        this.transactions = new TransactionTemplate(transactions);
        this.events = events;
        this.clock = clock;
    }

    <T> T within(Supplier<T> deed) {
        return transactions.execute(status -> deed.get());
    }

    void within(Runnable deed) {
        transactions.executeWithoutResult(status -> deed.run());
    }

    /**
     * Lets people in by one way and tells who came in, which a manager that is made by hand does not. Where that cannot be recorded
     * nobody has come in, and what the way has used up, such as a link, is as it was.
     */
    AuthenticationManager manager(AuthenticationProvider way) {
        ProviderManager manager = new ProviderManager(way);
        manager.setAuthenticationEventPublisher(new DefaultAuthenticationEventPublisher(events));
        return authentication -> within(() -> manager.authenticate(authentication));
    }

    /** @param event to be told within the transaction of what it tells of */
    void tell(Object event) {
        events.publishEvent(event);
    }

    Instant now() {
        return clock.instant();
    }
}

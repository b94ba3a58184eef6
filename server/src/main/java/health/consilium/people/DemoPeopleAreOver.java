package health.consilium.people;

import health.consilium.smart.Accounts;
import health.consilium.smart.TokenRevocation;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Shuts out the people of the demo, when a server runs without it on a database in which it was: their passwords are printed in
 * its documentation. With them go their tokens, their sessions and the passkeys that whoever came by such a password may have
 * added. A start with the demo switches the accounts on again.
 */
@Component
@Profile("!demo")
class DemoPeopleAreOver implements SmartInitializingSingleton {

    private static final Logger LOG = LoggerFactory.getLogger(DemoPeopleAreOver.class);

    private final Accounts accounts;
    private final TokenRevocation tokens;
    private final SignedInPeople sessions;
    private final Passkeys passkeys;
    private final TransactionTemplate transactions;

    DemoPeopleAreOver(
            Accounts accounts,
            TokenRevocation tokens,
            SignedInPeople sessions,
            Passkeys passkeys,
            PlatformTransactionManager transactions) {
        this.accounts = accounts;
        this.tokens = tokens;
        this.sessions = sessions;
        this.passkeys = passkeys;
        this.transactions = new TransactionTemplate(transactions);
    }

    /** Before the server takes its first request. */
    @Override
    public void afterSingletonsInstantiated() {
        List<String> people = transactions.execute(status -> end());
        if (!people.isEmpty()) {
            LOG.warn("Accounts of the demo, which this server is not, are switched off: {}", people);
        }
    }

    private List<String> end() {
        List<String> people = accounts.endPasswords();
        for (String username : people) {
            tokens.revokeAccount(username);
            sessions.end(username);
            passkeys.forget(username);
        }
        return people;
    }
}

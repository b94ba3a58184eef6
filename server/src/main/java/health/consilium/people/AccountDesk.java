package health.consilium.people;

import health.consilium.people.Contacts.Contact;
import health.consilium.people.Invites.Invite;
import health.consilium.people.PeopleEvents.AccountChanged;
import health.consilium.people.Subjects.Subject;
import health.consilium.smart.Account;
import health.consilium.smart.Accounts;
import health.consilium.smart.ServerOrigin;
import health.consilium.smart.TokenRevocation;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** What the administrator and the coordinators do with accounts: done and told, in one transaction, or neither. */
@Component
class AccountDesk {

    /** The parts that let somebody in. */
    @Component
    record Ways(Invites invites, LoginLinks links, Mails mails, Subjects subjects, Contacts contacts) {}

    /** The parts that shut somebody out. */
    @Component
    record Ends(TokenRevocation tokens, SignedInPeople sessions) {}

    /**
     * @param link for the administrator to hand over where no mail can be sent
     * @param mailed whether instructions went to the person
     */
    record Invitation(Invite invite, Optional<String> link, boolean mailed) {}

    private final Accounts accounts;
    private final Ways ways;
    private final Ends ends;
    private final ServerOrigin origin;
    private final Telling telling;

    AccountDesk(Accounts accounts, Ways ways, Ends ends, ServerOrigin origin, Telling telling) {
        this.accounts = accounts;
        this.ways = ways;
        this.ends = ends;
        this.origin = origin;
        this.telling = telling;
    }

    Account find(String username) {
        return accounts.find(username).orElseThrow(() -> new Refused(404, "There is no such account."));
    }

    /** @return true when the account is new */
    boolean save(AccountRequest request, String by) {
        return telling.within(() -> saved(request, by));
    }

    private boolean saved(AccountRequest request, String by) {
        Optional<Account> before = accounts.find(request.account().username());
        Account account = request.over(before);
        if (!ways.contacts().replace(account.username(), request.contact())) {
            throw new Refused(409, "Another account has this mail address.");
        }
        accounts.register(account);
        if (before.isPresent() && !before.get().equals(account)) {
            // What the tokens and sessions say of the person may not be true any more.
            end(account.username());
        }
        publish(account.username(), by, before.isPresent() ? "changed" : "created");
        return before.isEmpty();
    }

    /** Ends tokens and sessions with the account: what was open a moment ago is shut. */
    void enable(String username, boolean enabled, String by) {
        telling.within(() -> {
            accounts.register(find(username).switched(enabled));
            if (!enabled) {
                end(username);
            }
            publish(username, by, enabled ? "enabled" : "disabled");
        });
    }

    private void end(String username) {
        ends.tokens().revokeAccount(username);
        ends.sessions().end(username);
    }

    /** A code to give to the person by another way than mail, and instructions by mail; or a link to hand over. */
    Invitation invite(String username, boolean mayHandOver, String by) {
        return mailed(username, telling.within(() -> invited(username, mayHandOver, by)));
    }

    /** The same of an account that is new. */
    Invitation open(AccountRequest request, String by) {
        String username = request.account().username();
        return mailed(username, telling.within(() -> {
            saved(request, by);
            return invited(username, false, by);
        }));
    }

    private Invitation invited(String username, boolean mayHandOver, String by) {
        if (!find(username).enabled()) {
            throw new Refused(409, "The account is switched off.");
        }
        Invite invite = ways.invites().create(username);
        boolean byMail = contact(username).isPresent();
        publish(username, by, "invited");
        Optional<String> link = byMail || !mayHandOver
                ? Optional.empty()
                : Optional.of(ways.links().create(username, by));
        return new Invitation(invite, link, byMail);
    }

    private Optional<Contact> contact(String username) {
        return ways.contacts().of(username).filter(known -> ways.mails().isConfigured());
    }

    /** The instructions go out when the code counts. */
    private Invitation mailed(String username, Invitation invitation) {
        contact(username).ifPresent(known -> ways.mails().later(() -> ways.mails()
                .send(known, "mail_invite_subject", "mail_invite", origin.url(LoginPages.LINK))));
        return invitation;
    }

    void map(String username, Subject subject, String by) {
        telling.within(() -> {
            find(username);
            if (!ways.subjects().map(subject, username)) {
                throw new Refused(409, "This subject is mapped to another account.");
            }
            publish(username, by, "mapped");
        });
    }

    void unmap(String username, Subject subject, String by) {
        telling.within(() -> {
            if (!ways.subjects().unmap(subject, username)) {
                throw new Refused(404, "This subject is not mapped to this account.");
            }
            end(username);
            publish(username, by, "unmapped");
        });
    }

    private void publish(String username, String by, String what) {
        telling.tell(new AccountChanged(username, by, what, telling.now()));
    }
}

package health.consilium.people;

import health.consilium.people.Contacts.Contact;
import health.consilium.people.PeopleEvents.LinkIssued;
import health.consilium.smart.Account;
import health.consilium.smart.Accounts;
import health.consilium.smart.RequestAddress;
import health.consilium.smart.ServerOrigin;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.security.authentication.ott.DefaultOneTimeToken;
import org.springframework.security.authentication.ott.GenerateOneTimeTokenRequest;
import org.springframework.security.authentication.ott.OneTimeToken;
import org.springframework.security.authentication.ott.OneTimeTokenAuthenticationToken;
import org.springframework.security.authentication.ott.OneTimeTokenService;
import org.springframework.stereotype.Component;

/**
 * One-time links, by which a person without a passkey gets in. The database holds digests only, which the library's own
 * service does not do, and a link is used up by the statement that reads it, so that of two who send it one gets in; with the
 * transaction under way ({@link LinkFilter}), so that it is good still where nobody has got in.
 */
@Component
class LoginLinks implements OneTimeTokenService {

    static final String OPEN = "/login/link/open";

    /** How links get to people, and who is told of it. */
    @Component
    record Post(Accounts accounts, Contacts contacts, Mails mails, ApplicationEventPublisher events) {}

    private final JdbcTemplate jdbc;
    private final Post post;
    private final ServerOrigin origin;
    private final PeopleSettings settings;
    private final Clock clock;

    LoginLinks(JdbcTemplate jdbc, Post post, ServerOrigin origin, PeopleSettings settings, Clock clock) {
        this.jdbc = jdbc;
        this.post = post;
        this.origin = origin;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * Sends a link when there is such a person. Everything happens after the answer, which therefore is the same, and as
     * quick, for an address that nobody has.
     */
    @Override
    public OneTimeToken generate(GenerateOneTimeTokenRequest request) {
        String asked = request.getUsername();
        String address = RequestAddress.current();
        post.mails().later(() -> post.contacts()
                .known(asked)
                .filter(contact -> isEnabled(contact.username()))
                .ifPresent(contact -> send(contact, address)));
        return new DefaultOneTimeToken("sent", asked, clock.instant());
    }

    private void send(Contact contact, String address) {
        String link = create(contact.username(), Optional.empty(), address);
        post.mails()
                .send(
                        contact,
                        "mail_link_subject",
                        "mail_link",
                        link,
                        settings.linkValidity().toMinutes());
    }

    /** A new link that somebody hands over. */
    String create(String username, String by) {
        return create(username, Optional.of(by), RequestAddress.current());
    }

    /** A new link for an account; earlier ones stay good, because mails overtake each other. */
    private String create(String username, Optional<String> by, String address) {
        Instant now = clock.instant();
        String token = Secrets.link();
        jdbc.update("delete from person_link where expires_at < ?", Timestamp.from(now));
        jdbc.update(
                "insert into person_link (token_hash, username, expires_at) values (?, ?, ?)",
                Secrets.digest(token),
                username,
                Timestamp.from(now.plus(settings.linkValidity())));
        post.events().publishEvent(new LinkIssued(username, by, address, now));
        return origin.url(OPEN) + "?token=" + token;
    }

    @Override
    public OneTimeToken consume(OneTimeTokenAuthenticationToken presented) {
        return use(presented.getTokenValue())
                .map(username -> new DefaultOneTimeToken(presented.getTokenValue(), username, clock.instant()))
                .orElse(null);
    }

    private Optional<String> use(String token) {
        return jdbc
                .queryForList(
                        "delete from person_link where token_hash = ? and expires_at > ? returning username",
                        String.class,
                        Secrets.digest(token),
                        Timestamp.from(clock.instant()))
                .stream()
                .findFirst();
    }

    private boolean isEnabled(String username) {
        return post.accounts().find(username).filter(Account::enabled).isPresent();
    }
}

package health.consilium.people;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * Codes that a person gets by another way than mail: on paper, by telephone. Together with a link they let the person enrol a
 * passkey, so that who reads the mails of a person cannot.
 */
@Component
class Invites {

    private static final int ATTEMPTS = 5;

    /** @param code shown once; only its digest is kept */
    record Invite(String code, Instant expiresAt) {}

    private final JdbcTemplate jdbc;
    private final PeopleSettings settings;
    private final Clock clock;

    Invites(JdbcTemplate jdbc, PeopleSettings settings, Clock clock) {
        this.jdbc = jdbc;
        this.settings = settings;
        this.clock = clock;
    }

    /** A new code; an earlier one of the account is void. */
    Invite create(String username) {
        Invite invite = new Invite(Secrets.code(), clock.instant().plus(settings.inviteValidity()));
        jdbc.update(
                """
                insert into person_invite (username, code_hash, expires_at, attempts_left) values (?, ?, ?, ?)
                on conflict (username) do update set code_hash = excluded.code_hash,
                    expires_at = excluded.expires_at, attempts_left = excluded.attempts_left
                """,
                username,
                digest(username, invite.code()),
                Timestamp.from(invite.expiresAt()),
                ATTEMPTS);
        return invite;
    }

    /** True once, for the right code. Each try costs one of five, on all servers together. */
    boolean redeem(String username, String code) {
        int tried = jdbc.update(
                "update person_invite set attempts_left = attempts_left - 1"
                        + " where username = ? and attempts_left > 0 and expires_at > ?",
                username,
                Timestamp.from(clock.instant()));
        return tried == 1
                && jdbc.update(
                                "delete from person_invite where username = ? and code_hash = ?",
                                username,
                                digest(username, code))
                        == 1;
    }

    private static String digest(String username, String code) {
        return Secrets.digest(username + "\n" + Secrets.normalized(code));
    }
}

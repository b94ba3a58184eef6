package health.consilium.smart;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Deletes authorizations that nobody can use any more. */
@Component
class ExpiredTokens {

    private static final Duration PAUSE = Duration.ofMinutes(5);

    /** A day of grace, in which the caller of an expired token is told that it has expired. */
    private static final String DELETE =
            """
            delete from oauth2_authorization
            where greatest(created_at, authorization_code_expires_at, access_token_expires_at, refresh_token_expires_at)
                < current_timestamp - interval '1 day'
            """;

    private final JdbcTemplate jdbc;
    private final AtomicLong due = new AtomicLong();

    ExpiredTokens(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** Called whenever tokens are issued, and does something every few minutes. */
    void deleteNowAndThen() {
        long now = System.nanoTime();
        long next = due.get();
        if ((next == 0 || now - next >= 0) && due.compareAndSet(next, now + PAUSE.toNanos())) {
            delete();
        }
    }

    int delete() {
        return jdbc.update(DELETE);
    }
}

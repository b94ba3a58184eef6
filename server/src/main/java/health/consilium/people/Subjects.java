package health.consilium.people;

import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Whom an upstream provider means: its subject, mapped to an account by the administrator. */
@Component
class Subjects {

    /** @param issuer the provider's issuer, not its short name, so that a renamed entry keeps its people */
    record Subject(String issuer, String subject) {}

    private final JdbcTemplate jdbc;

    Subjects(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    Optional<String> usernameOf(Subject subject) {
        return jdbc
                .queryForList(
                        "select username from person_subject where issuer = ? and subject = ?",
                        String.class,
                        subject.issuer(),
                        subject.subject())
                .stream()
                .findFirst();
    }

    List<Subject> of(String username) {
        return jdbc.query(
                "select issuer, subject from person_subject where username = ? order by issuer, subject",
                (row, index) -> new Subject(row.getString("issuer"), row.getString("subject")),
                username);
    }

    /** @return false when the subject is another account's */
    boolean map(Subject subject, String username) {
        jdbc.update(
                "insert into person_subject (issuer, subject, username) values (?, ?, ?) on conflict do nothing",
                subject.issuer(),
                subject.subject(),
                username);
        return usernameOf(subject).filter(username::equals).isPresent();
    }

    boolean unmap(Subject subject, String username) {
        return jdbc.update(
                        "delete from person_subject where issuer = ? and subject = ? and username = ?",
                        subject.issuer(),
                        subject.subject(),
                        username)
                == 1;
    }
}

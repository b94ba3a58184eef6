package health.consilium.people;

import health.consilium.people.PeopleEvents.PasskeyRemoved;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.security.web.webauthn.api.Bytes;
import org.springframework.security.web.webauthn.api.CredentialRecord;
import org.springframework.security.web.webauthn.api.PublicKeyCredentialUserEntity;
import org.springframework.security.web.webauthn.management.PublicKeyCredentialUserEntityRepository;
import org.springframework.security.web.webauthn.management.UserCredentialRepository;
import org.springframework.stereotype.Component;

/** The passkeys of one person each. */
@Component
class Passkeys {

    /** @param id base64url */
    record Passkey(String id, String label, Instant created, Optional<Instant> lastUsed) {}

    /** What became of a wish to remove one. */
    enum Removal {
        REMOVED,
        UNKNOWN,
        /** Without it the person could not come back. */
        LAST
    }

    private final PublicKeyCredentialUserEntityRepository users;
    private final UserCredentialRepository credentials;
    private final JdbcTemplate jdbc;
    private final Telling telling;

    Passkeys(
            PublicKeyCredentialUserEntityRepository users,
            UserCredentialRepository credentials,
            JdbcTemplate jdbc,
            Telling telling) {
        this.users = users;
        this.credentials = credentials;
        this.jdbc = jdbc;
        this.telling = telling;
    }

    /** Oldest first. */
    List<Passkey> of(String username) {
        PublicKeyCredentialUserEntity user = users.findByUsername(username);
        if (user == null) {
            return List.of();
        }
        return credentials.findByUserId(user.getId()).stream()
                .map(Passkeys::passkey)
                .sorted(Comparator.comparing(Passkey::created))
                .toList();
    }

    /** The person whose passkey has this id. */
    Optional<String> owner(Bytes id) {
        return Optional.ofNullable(credentials.findByCredentialId(id))
                .map(record -> users.findById(record.getUserEntityUserId()))
                .map(PublicKeyCredentialUserEntity::getName);
    }

    /** Only a passkey of this person, and never the last: the row of the person is locked, so that two do not both go. */
    Removal remove(String username, String id) {
        return telling.within(() -> {
            jdbc.queryForList("select id from user_entities where name = ? for update", username);
            List<Passkey> own = of(username);
            if (own.stream().noneMatch(passkey -> passkey.id().equals(id))) {
                return Removal.UNKNOWN;
            }
            if (own.size() == 1) {
                return Removal.LAST;
            }
            credentials.delete(Bytes.fromBase64(id));
            telling.tell(new PasskeyRemoved(username, telling.now()));
            return Removal.REMOVED;
        });
    }

    /** All of the person's, in the transaction under way. */
    void forget(String username) {
        jdbc.update("delete from user_entities where name = ?", username);
    }

    private static Passkey passkey(CredentialRecord record) {
        return new Passkey(
                record.getCredentialId().toBase64UrlString(),
                record.getLabel(),
                record.getCreated(),
                Optional.ofNullable(record.getLastUsed()));
    }
}

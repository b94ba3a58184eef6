package health.consilium.delivery;

import com.nimbusds.jose.EncryptionMethod;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWEHeader;
import com.nimbusds.jose.JWEObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.DirectEncrypter;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jose.util.JSONObjectUtils;
import health.consilium.access.LinkUsed;
import health.consilium.fhir.FhirSettings;
import health.consilium.workflow.CaseEvents;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.commons.codec.digest.DigestUtils;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * SMART Health Links: the opinion, encrypted under a key that only the link holds. What is kept here nobody can read, and of
 * address and passcode only hashes are kept. See https://hl7.org/fhir/uv/smart-health-cards-and-links/links-specification.html.
 */
@Component
class SharedLinks {

    static final String PATH = "/shl";
    private static final Duration LASTS = Duration.ofDays(30);
    private static final Duration TICKET = Duration.ofMinutes(10);
    private static final int ATTEMPTS = 5;
    private static final int KEY = 32;
    private static final Set<String> ENDS = Set.of("withdrawn", "consent-revoked", "closed");

    /** Without letters that are taken for others when read out; as in a case number. */
    private static final String ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ";

    private final JdbcClient jdbc;
    private final ApplicationEventPublisher events;
    private final FhirSettings settings;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();
    private final BCryptPasswordEncoder passcodes = new BCryptPasswordEncoder();

    SharedLinks(JdbcClient jdbc, ApplicationEventPublisher events, FhirSettings settings, Clock clock) {
        this.jdbc = jdbc;
        this.events = events;
        this.settings = settings;
        this.clock = clock;
    }

    /** What came of a passcode. */
    sealed interface Opened {

        record File(String id, String ciphertext) implements Opened {}

        record Wrong(int attemptsLeft) implements Opened {}

        record Gone() implements Opened {}
    }

    public String newPasscode() {
        StringBuilder passcode = new StringBuilder();
        for (int i = 0; i < 10; i++) {
            passcode.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return passcode.toString();
    }

    /** A new link to these bytes; earlier ones of the case end. */
    @Transactional
    public String make(String caseNumber, byte[] bundle, String passcode) {
        close(caseNumber);
        byte[] key = secret();
        String address = encoded(secret());
        Instant expires = clock.instant().plus(LASTS);
        jdbc.sql(
                        """
                        insert into shared_link (id, case_number, ciphertext, passcode, attempts_left, expires_at)
                        values (:id, :number, :ciphertext, :passcode, :attempts, :expires)
                        """)
                .param("id", DigestUtils.sha256Hex(address))
                .param("number", caseNumber)
                .param("ciphertext", encrypted(bundle, key))
                .param("passcode", passcodes.encode(passcode))
                .param("attempts", ATTEMPTS)
                .param("expires", at(expires))
                .update();
        return link(address, key, expires);
    }

    private String link(String address, byte[] key, Instant expires) {
        Map<String, Object> payload = new LinkedHashMap<>();
        payload.put("url", settings.base().replaceAll("/fhir/?$", "") + PATH + "/" + address);
        payload.put("exp", expires.getEpochSecond());
        payload.put("flag", "P");
        payload.put("key", encoded(key));
        payload.put("label", "Consilium");
        payload.put("v", 1);
        return "shlink:/" + Base64URL.encode(JSONObjectUtils.toJSONString(payload));
    }

    /** Not compressed: what makes an opinion large is its PDFs, and readers refuse large compressed files. */
    private static String encrypted(byte[] bundle, byte[] key) {
        JWEObject jwe = new JWEObject(
                new JWEHeader.Builder(JWEAlgorithm.DIR, EncryptionMethod.A256GCM)
                        .contentType("application/fhir+json")
                        .build(),
                new Payload(bundle));
        try {
            jwe.encrypt(new DirectEncrypter(key));
        } catch (JOSEException e) {
            throw new IllegalStateException("An opinion cannot be encrypted", e);
        }
        return jwe.serialize();
    }

    private byte[] secret() {
        byte[] secret = new byte[KEY];
        random.nextBytes(secret);
        return secret;
    }

    private static String encoded(byte[] secret) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
    }

    private record Row(String caseNumber, String ciphertext, String passcode, int attempts) {}

    /**
     * An attempt is taken before the passcode is looked at, so that many at once are no more than five.
     *
     * @param recipient as whoever opens it says
     */
    @Transactional
    public Opened open(String address, String passcode, String recipient) {
        String id = DigestUtils.sha256Hex(address);
        Optional<Row> row = jdbc.sql(
                        """
                        update shared_link set attempts_left = attempts_left - 1
                        where id = :id and closed_at is null and expires_at > :now and attempts_left > 0
                        returning case_number, ciphertext, passcode, attempts_left
                        """)
                .param("id", id)
                .param("now", at(clock.instant()))
                .query((rows, number) ->
                        new Row(rows.getString(1), rows.getString(2), rows.getString(3), rows.getInt(4)))
                .optional();
        if (row.isEmpty()) {
            return new Opened.Gone();
        }
        if (!passcodes.matches(passcode, row.get().passcode())) {
            events.publishEvent(new LinkUsed(row.get().caseNumber(), LinkUsed.Use.WRONG_PASSCODE, recipient));
            return new Opened.Wrong(row.get().attempts());
        }
        events.publishEvent(new LinkUsed(row.get().caseNumber(), LinkUsed.Use.OPENED, recipient));
        jdbc.sql("update shared_link set attempts_left = :attempts where id = :id")
                .param("attempts", ATTEMPTS)
                .param("id", id)
                .update();
        return new Opened.File(id, row.get().ciphertext());
    }

    /** A way to the file for a reader that does not want it within the manifest: once, and soon. */
    @Transactional
    public String ticket(String id, String recipient) {
        String ticket = encoded(secret());
        jdbc.sql(
                        """
                        insert into shared_link_ticket (ticket, link, expires_at, recipient)
                        values (:ticket, :link, :expires, :recipient)
                        """)
                .param("recipient", recipient)
                .param("ticket", DigestUtils.sha256Hex(ticket))
                .param("link", id)
                .param("expires", at(clock.instant().plus(TICKET)))
                .update();
        return settings.base().replaceAll("/fhir/?$", "") + PATH + "/file/" + ticket;
    }

    @Transactional
    public Optional<String> file(String ticket) {
        Optional<Fetched> fetched = jdbc.sql(
                        """
                        with used as (delete from shared_link_ticket where ticket = :ticket and expires_at > :now
                            returning link, recipient)
                        select l.case_number, l.ciphertext, coalesce(u.recipient, '?')
                        from used u join shared_link l on l.id = u.link
                        where l.closed_at is null and l.expires_at > :now
                        """)
                .param("ticket", DigestUtils.sha256Hex(ticket))
                .param("now", at(clock.instant()))
                .query((rows, number) -> new Fetched(rows.getString(1), rows.getString(2), rows.getString(3)))
                .optional();
        fetched.ifPresent(file ->
                events.publishEvent(new LinkUsed(file.caseNumber(), LinkUsed.Use.FILE_FETCHED, file.recipient())));
        return fetched.map(Fetched::ciphertext);
    }

    private record Fetched(String caseNumber, String ciphertext, String recipient) {}

    /** With the case ends what was handed out of it. In the transaction that ends it. */
    @EventListener
    public void on(CaseEvents.StageEntered entered) {
        if (ENDS.contains(entered.status())) {
            close(entered.caseNumber());
        }
    }

    /** The ciphertext goes; the row tells that there was a link. */
    private void close(String caseNumber) {
        jdbc.sql(
                        """
                        update shared_link set closed_at = :now, ciphertext = ''
                        where case_number = :number and closed_at is null
                        """)
                .param("now", at(clock.instant()))
                .param("number", caseNumber)
                .update();
    }

    private static OffsetDateTime at(Instant instant) {
        return OffsetDateTime.ofInstant(instant, ZoneOffset.UTC);
    }
}

package health.consilium.fhir;

import health.consilium.fhir.Clamd.Verdict;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.stereotype.Component;

/** Has what a client sends looked at for viruses, where the operator runs a scanner. What cannot be looked at is refused. */
@Component
@EnableConfigurationProperties(AntivirusSettings.class)
class Antivirus {

    private static final Logger log = LoggerFactory.getLogger(Antivirus.class);
    private static final Duration COME_AGAIN = Duration.ofSeconds(30);

    private final Optional<Clamd> scanner;

    Antivirus(AntivirusSettings settings) {
        scanner = settings.scanner(settings.timeout());
    }

    boolean isOn() {
        return scanner.isPresent();
    }

    /**
     * @param path FHIRPath of the bytes in what was sent
     * @throws RefusedException 422 {@code infected}, 413 {@code too-large} when the scanner takes no stream as long, 503 {@code
     *     not-scanned} when it does not answer
     */
    void check(InputStream bytes, String path) {
        scanner.ifPresent(clamd -> check(clamd, bytes, path));
    }

    private static void check(Clamd clamd, InputStream bytes, String path) {
        Verdict verdict = verdict(clamd, bytes);
        if (verdict == Verdict.INFECTED) {
            throw Refusal.unprocessable(
                            "infected",
                            "The virus scanner found malware in this document; it was not stored. Have the computer that it"
                                    + " comes from looked at, and send a clean one.",
                            path)
                    .asException();
        }
        if (verdict == Verdict.TOO_LARGE) {
            throw new Refusal(
                            413,
                            "too-large",
                            "The document is longer, or holds more when it is unpacked, than the virus scanner looks at; it was"
                                    + " not stored. Send it in parts, or ask the operator for more.",
                            List.of(path))
                    .asException();
        }
    }

    private static Verdict verdict(Clamd clamd, InputStream bytes) {
        try {
            return clamd.scan(bytes);
        } catch (IOException e) {
            log.warn("The virus scanner does not answer; what was sent is refused: {}", e.getMessage());
            throw Refusal.of(
                            503,
                            "not-scanned",
                            "Documents are scanned for viruses, and the scanner does not answer. Nothing was stored; send it"
                                    + " again later.")
                    .after(COME_AGAIN)
                    .asException();
        }
    }
}

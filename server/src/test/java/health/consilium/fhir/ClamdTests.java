package health.consilium.fhir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import health.consilium.fhir.Clamd.Verdict;
import health.consilium.support.FakeClamd;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What counts as a verdict, and that nothing else does. */
@Timeout(30)
class ClamdTests {

    private static final Duration SHORT = Duration.ofMillis(500);

    private final Clamd clamd = new Clamd("localhost", FakeClamd.port(), Duration.ofSeconds(20));

    @Test
    void whatIsCleanIsAndWhatIsNotIsFoundWhereverItStands() throws IOException {
        assertThat(clamd.scan(bytes("a letter"))).isEqualTo(Verdict.CLEAN);
        assertThat(clamd.scan(InputStream.nullInputStream())).isEqualTo(Verdict.CLEAN);

        InputStream late = new SequenceInputStream(
                new ByteArrayInputStream(new byte[1_000_000]), new ByteArrayInputStream(FakeClamd.eicar()));
        assertThat(clamd.scan(late)).as("after a read that was short").isEqualTo(Verdict.INFECTED);
    }

    @Test
    void aStreamThatIsTooLongIsNeitherCleanNorInfected() throws IOException {
        assertThat(clamd.scan(bytes(FakeClamd.TOO_LONG))).isEqualTo(Verdict.TOO_LARGE);
    }

    /** It says so in the form of malware. */
    @Test
    void whatItLooksAtInPartIsNeitherCleanNorInfected() throws IOException {
        assertThat(clamd.scan(bytes(FakeClamd.TOO_DEEP))).isEqualTo(Verdict.TOO_LARGE);
    }

    /** As it does with a stream that is too long: it says so, takes no more, and what is on the way to it is lost. */
    @Test
    void whoAnswersBeforeTheEndIsHeard() throws IOException {
        try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread thread = new Thread(() -> hangUp(full, 1_000_000, "INSTREAM size limit exceeded. ERROR\0"));
            thread.start();
            Clamd answers = new Clamd("localhost", full.getLocalPort(), Duration.ofSeconds(20));
            assertThat(answers.scan(new ByteArrayInputStream(new byte[50_000_000])))
                    .isEqualTo(Verdict.TOO_LARGE);
        }
    }

    @Test
    void itAnswersToItsName() throws IOException {
        clamd.ping();
    }

    @Test
    void silenceIsNoVerdict() {
        Clamd impatient = new Clamd("localhost", FakeClamd.port(), SHORT);
        assertThatThrownBy(() -> impatient.scan(bytes(FakeClamd.SILENCE)))
                .isInstanceOf(IOException.class)
                .as("for the operator, who reads it in the log")
                .hasMessageContaining("PT0.5S");
    }

    @Test
    void halfAnAnswerIsNoVerdict() {
        assertThatThrownBy(() -> clamd.scan(bytes(FakeClamd.CUT_OFF))).isInstanceOf(IOException.class);
    }

    /** It takes the connection, and never reads what is sent: a write waits then, which no timeout of a socket ends. */
    @Test
    void whoDoesNotListenIsNotWaitedFor() throws IOException {
        try (ServerSocket deaf = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Clamd impatient = new Clamd("localhost", deaf.getLocalPort(), SHORT);
            assertThatThrownBy(() -> impatient.scan(new ByteArrayInputStream(new byte[50_000_000])))
                    .isInstanceOf(IOException.class);
            assertThatThrownBy(impatient::ping).isInstanceOf(IOException.class);
        }
    }

    @Test
    void whoHangsUpHasGivenNoVerdict() throws IOException {
        try (ServerSocket rude = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread thread = new Thread(() -> hangUp(rude, 10, ""));
            thread.start();
            Clamd hungUp = new Clamd("localhost", rude.getLocalPort(), Duration.ofSeconds(20));
            assertThatThrownBy(() -> hungUp.scan(new ByteArrayInputStream(new byte[1_000_000])))
                    .isInstanceOf(IOException.class);
        }
    }

    @Test
    void whoIsNotThereHasGivenNoVerdict() throws IOException {
        int nobody;
        try (ServerSocket gone = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            nobody = gone.getLocalPort();
        }
        assertThatThrownBy(() -> new Clamd("localhost", nobody, SHORT).scan(bytes("a letter")))
                .isInstanceOf(IOException.class);
    }

    private static void hangUp(ServerSocket server, int after, String answer) {
        try (Socket caller = server.accept()) {
            caller.getInputStream().readNBytes(after);
            caller.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            // As it should be.
        }
    }

    private static InputStream bytes(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.US_ASCII));
    }
}

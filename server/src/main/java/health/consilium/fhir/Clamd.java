package health.consilium.fhir;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Speaks with clamd, a connection for each question. Anything that is not plainly an answer is a failure, and never a document
 * that is clean.
 *
 * @see <a href="https://docs.clamav.net/manual/Usage/Scanning.html#clamd">clamd</a>
 */
final class Clamd {

    enum Verdict {
        CLEAN,
        INFECTED,
        TOO_LARGE
    }

    /** What it finds, with {@code AlertExceedsMax}, in what it has not looked at to the end: that, and no malware. */
    private static final String LIMIT = "stream: Heuristics.Limits.Exceeded";

    private static final int CHUNK = 65_536;
    private static final int LONGEST_ANSWER = 4_096;
    private static final int CONNECT_MILLIS = 5_000;

    /** Looked up at each question: the daemon may have moved. */
    private final InetSocketAddress address;

    private final Duration timeout;

    Clamd(String host, int port, Duration timeout) {
        this.address = InetSocketAddress.createUnresolved(host, port);
        this.timeout = timeout;
    }

    /** @throws IOException when there is no verdict, for whatever reason */
    Verdict scan(InputStream bytes) throws IOException {
        String answer = ask("INSTREAM", bytes);
        if (answer.equals("stream: OK")) {
            return Verdict.CLEAN;
        }
        if (answer.startsWith("INSTREAM size limit exceeded") || answer.startsWith(LIMIT)) {
            return Verdict.TOO_LARGE;
        }
        if (answer.endsWith(" FOUND")) {
            return Verdict.INFECTED;
        }
        throw new IOException("clamd gave no verdict");
    }

    /** @throws IOException when it does not answer */
    void ping() throws IOException {
        if (!ask("PING", InputStream.nullInputStream()).equals("PONG")) {
            throw new IOException("clamd does not answer as clamd does");
        }
    }

    private String ask(String command, InputStream bytes) throws IOException {
        CompletableFuture<Void> asked = new CompletableFuture<>();
        try (Socket socket = new Socket()) {
            // A timeout of the socket would not end a write that nobody reads.
            asked.orTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS).exceptionally(late -> close(socket));
            socket.connect(new InetSocketAddress(address.getHostString(), address.getPort()), (int)
                    Math.min(CONNECT_MILLIS, Math.max(1, timeout.toMillis())));
            send(socket, command, bytes);
            return answer(socket.getInputStream());
        } catch (IOException e) {
            throw asked.isCompletedExceptionally() ? new SocketTimeoutException("no answer within " + timeout) : e;
        } finally {
            asked.complete(null);
        }
    }

    private static Void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // Whoever waits for it hears of it.
        }
        return null;
    }

    private static void send(Socket socket, String command, InputStream bytes) throws IOException {
        DataOutputStream out = new DataOutputStream(socket.getOutputStream());
        out.write(("z" + command + "\0").getBytes(StandardCharsets.US_ASCII));
        if (!command.equals("INSTREAM")) {
            return;
        }
        byte[] chunk = new byte[CHUNK];
        for (int read = bytes.read(chunk); read >= 0; read = bytes.read(chunk)) {
            if (read > 0 && !write(out, chunk, read)) {
                return;
            }
        }
        write(out, chunk, 0);
    }

    /** False when clamd takes no more: it has answered before the end, that the stream is too long. */
    private static boolean write(DataOutputStream out, byte[] chunk, int length) {
        try {
            out.writeInt(length);
            out.write(chunk, 0, length);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static String answer(InputStream in) throws IOException {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        for (int read = in.read(); read != 0; read = in.read()) {
            if (read < 0 || answer.size() == LONGEST_ANSWER) {
                throw new IOException("clamd broke off");
            }
            answer.write(read);
        }
        return answer.toString(StandardCharsets.US_ASCII);
    }
}

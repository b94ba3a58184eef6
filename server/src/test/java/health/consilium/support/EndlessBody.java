package health.consilium.support;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;

/** A request whose body, in chunks, goes on until it is answered. */
public final class EndlessBody {

    private static final int CHUNK = 64 * 1024;
    private static final int PATIENCE_MILLIS = 10_000;

    private EndlessBody() {}

    /**
     * What came back, and after how much.
     *
     * @param status 0 when there was none before all that the sender was willing to send was sent
     */
    public record Answer(int status, String text, long sent) {}

    /** @param most after how many bytes the sender ends the body */
    public static Answer send(
            String method, URI address, Map<String, String> headers, String first, char more, long most) {
        try (Socket socket = new Socket(address.getHost(), address.getPort())) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            OutputStream out = socket.getOutputStream();
            out.write((method + " " + address.getRawPath() + " HTTP/1.1\r\nHost: " + address.getAuthority() + "\r\n"
                            + headers.entrySet().stream()
                                    .map(header -> header.getKey() + ": " + header.getValue() + "\r\n")
                                    .collect(Collectors.joining())
                            + "Transfer-Encoding: chunked\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            chunk(out, first);
            long sent = write(out, socket.getInputStream(), String.valueOf(more).repeat(CHUNK), most);
            boolean answered = socket.getInputStream().available() > 0 || sent < most;
            String text = answered ? read(socket) : "";
            return new Answer(text.isEmpty() ? 0 : Integer.parseInt(text.split(" ")[1]), text, sent);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long write(OutputStream out, InputStream answer, String chunk, long most) throws IOException {
        long sent = 0;
        while (sent < most && answer.available() == 0) {
            try {
                chunk(out, chunk);
            } catch (IOException hungUp) {
                return sent;
            }
            sent += chunk.length();
        }
        return sent;
    }

    private static void chunk(OutputStream out, String text) throws IOException {
        out.write((Integer.toHexString(text.length()) + "\r\n" + text + "\r\n").getBytes(StandardCharsets.US_ASCII));
    }

    /** As far as it comes: the server hangs up on who goes on sending, and waits a while for who only stops. */
    private static String read(Socket socket) {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        try {
            socket.shutdownOutput();
            socket.getInputStream().transferTo(text);
        } catch (IOException hungUp) {
            // What came before counts.
        }
        return text.toString(StandardCharsets.UTF_8);
    }
}

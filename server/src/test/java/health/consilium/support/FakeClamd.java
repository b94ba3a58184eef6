package health.consilium.support;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A virus scanner that speaks as clamd does. What it does with a document is the document's to say, so that tests beside each
 * other each have the scanner that they want.
 */
public final class FakeClamd {

    /** Whoever waits for the verdict on a document with these words waits for ever. */
    public static final String SILENCE = "the scanner says nothing to this";

    /** At a document with these words it breaks off, in the middle of its answer. */
    public static final String CUT_OFF = "the scanner breaks off at this";

    /** What it takes for too long. */
    public static final String TOO_LONG = "the scanner finds this too long";

    /** What it takes as a whole, and looks into no further than it may, with {@code AlertExceedsMax}. */
    public static final String TOO_DEEP = "the scanner does not look at all of this";

    private static final FakeClamd SHARED = new FakeClamd();

    private final ServerSocket socket;
    private final Set<Socket> silent = ConcurrentHashMap.newKeySet();

    private FakeClamd() {
        try {
            socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread thread = new Thread(this::listen, "fake clamd");
        thread.setDaemon(true);
        thread.start();
    }

    public static int port() {
        return SHARED.socket.getLocalPort();
    }

    /** The test file of https://www.eicar.org/download-anti-malware-testfile/, put together here so that this file is none. */
    public static byte[] eicar() {
        String first = "X5O!P%@AP[4\\PZX54(P^)7CC)7}$";
        String second = "EICAR-STANDARD-" + "ANTIVIRUS-TEST-FILE!$H+H*";
        return (first + second).getBytes(StandardCharsets.US_ASCII);
    }

    private void listen() {
        while (true) {
            try {
                Socket caller = socket.accept();
                Thread thread = new Thread(() -> answer(caller), "fake clamd's answer");
                thread.setDaemon(true);
                thread.start();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private void answer(Socket caller) {
        try {
            DataInputStream in = new DataInputStream(caller.getInputStream());
            String answer =
                    switch (command(in)) {
                        case "zPING" -> "PONG\0";
                        case "zINSTREAM" -> verdict(document(in));
                        default -> "UNKNOWN COMMAND\0";
                    };
            if (answer.isEmpty()) {
                silent.add(caller);
                return;
            }
            caller.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
            caller.close();
        } catch (IOException e) {
            // Who asked has gone.
        }
    }

    private static String verdict(byte[] document) {
        String text = new String(document, StandardCharsets.ISO_8859_1);
        if (text.contains(SILENCE)) {
            return "";
        }
        if (text.contains(CUT_OFF)) {
            return "stream: OK";
        }
        if (text.contains(TOO_LONG)) {
            return "INSTREAM size limit exceeded. ERROR\0";
        }
        if (text.contains(TOO_DEEP)) {
            return "stream: Heuristics.Limits.Exceeded.MaxFileSize FOUND\0";
        }
        boolean infected = text.contains(new String(eicar(), StandardCharsets.ISO_8859_1));
        return infected ? "stream: Win.Test.EICAR_HDB-1 FOUND\0" : "stream: OK\0";
    }

    private static String command(DataInputStream in) throws IOException {
        StringBuilder command = new StringBuilder();
        for (int read = in.read(); read != 0; read = in.read()) {
            if (read < 0) {
                throw new EOFException();
            }
            command.append((char) read);
        }
        return command.toString();
    }

    private static byte[] document(DataInputStream in) throws IOException {
        ByteArrayOutputStream document = new ByteArrayOutputStream();
        for (int length = in.readInt(); length != 0; length = in.readInt()) {
            document.write(in.readNBytes(length));
        }
        return document.toByteArray();
    }
}

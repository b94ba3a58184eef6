package health.consilium.access.audit;

import java.io.IOException;
import java.io.Writer;

/** Keeps in memory what is written until it is released; what gets long is released when it does. */
final class HeldWriter extends Writer {

    private static final int LONG = 1 << 17;

    /** Opens what is written to in the end. */
    interface Opening {

        Writer open() throws IOException;
    }

    private final Opening opening;
    private StringBuilder held = new StringBuilder(1 << 12);
    private Writer out;

    HeldWriter(Opening opening) {
        this.opening = opening;
    }

    @Override
    public void write(char[] text, int offset, int length) throws IOException {
        if (out != null) {
            out.write(text, offset, length);
            return;
        }
        held.append(text, offset, length);
        if (held.length() > LONG) {
            release();
        }
    }

    void release() throws IOException {
        if (out == null) {
            out = opening.open();
            out.append(held);
            held = null;
        }
    }

    /** Nothing goes on its way before it is released. */
    @Override
    public void flush() throws IOException {
        if (out != null) {
            out.flush();
        }
    }

    @Override
    public void close() throws IOException {
        release();
        out.close();
    }
}

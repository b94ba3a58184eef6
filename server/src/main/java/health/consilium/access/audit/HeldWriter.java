package health.consilium.access.audit;

import java.io.IOException;
import java.io.Writer;

/** Keeps back an answer until what must come first has come; a long one from the moment on at which it gets long. */
final class HeldWriter extends Writer {

    private static final int LONG = 1 << 17;

    private final Writer out;
    private final Runnable first;
    private StringBuilder held = new StringBuilder(1 << 12);

    HeldWriter(Writer out, Runnable first) {
        this.out = out;
        this.first = first;
    }

    @Override
    public void write(char[] text, int offset, int length) throws IOException {
        if (held == null) {
            out.write(text, offset, length);
            return;
        }
        held.append(text, offset, length);
        if (held.length() > LONG) {
            release();
        }
    }

    private void release() throws IOException {
        first.run();
        out.append(held);
        held = null;
    }

    /** Nothing goes on its way before {@link #close()} or before it gets long. */
    @Override
    public void flush() throws IOException {
        if (held == null) {
            out.flush();
        }
    }

    /** Not closed where what must come first failed: then an error is written in place of the answer. */
    @Override
    public void close() throws IOException {
        if (held != null) {
            release();
        }
        out.close();
    }
}

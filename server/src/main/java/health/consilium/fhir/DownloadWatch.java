package health.consilium.fhir;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * Watches the bytes of a document on their way out. On a slow line a download takes hours, a withdrawal a moment: once a second
 * {@link DownloadGuard}s are asked again, in whatever form the document is sent.
 */
@Component
public class DownloadWatch {

    private static final long ASK_AGAIN = Duration.ofSeconds(1).toNanos();

    /** How much goes out unasked. */
    private static final int PIECE = 65_536;

    private final ObjectProvider<DownloadGuard> guards;

    DownloadWatch(ObjectProvider<DownloadGuard> guards) {
        this.guards = guards;
    }

    /** A stream that ends with a refusal as soon as the caller of this thread's request may not have the Binary any more. */
    public OutputStream over(OutputStream out, String binaryId) {
        return new Watched(out, binaryId);
    }

    private final class Watched extends OutputStream {

        private final OutputStream out;
        private final String id;
        private long asked = System.nanoTime();

        Watched(OutputStream out, String id) {
            this.out = out;
            this.id = id;
        }

        @Override
        public void write(int single) throws IOException {
            ask();
            out.write(single);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            for (int done = 0; done < length; done += PIECE) {
                ask();
                out.write(bytes, offset + done, Math.min(PIECE, length - done));
            }
        }

        private void ask() {
            if (System.nanoTime() - asked <= ASK_AGAIN) {
                return;
            }
            if (!guards.stream().allMatch(guard -> guard.mayGoOn(id))) {
                throw Refusal.notFound("There is no Binary/" + id + " for you any more.")
                        .asException();
            }
            asked = System.nanoTime();
        }

        @Override
        public void flush() throws IOException {
            out.flush();
        }

        @Override
        public void close() throws IOException {
            out.close();
        }
    }
}

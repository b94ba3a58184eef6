package health.consilium.access.audit;

import ca.uhn.fhir.rest.api.server.IRestfulResponse;
import health.consilium.fhir.WrappedResponse;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Writer;

/**
 * An answer that may not leave before something else has been done. Where that fails, nothing of it has begun, not even its
 * status, and another answer can be given in its place. (Waiting in the end of the writer would not do: HAPI closes it quietly,
 * and an answer that must not leave would leave empty.)
 */
final class HeldResponse extends WrappedResponse {

    private final Runnable first;

    HeldResponse(IRestfulResponse response, Runnable first) {
        super(response);
        this.first = first;
    }

    /** The answer that waits for nothing. */
    IRestfulResponse unheld() {
        return response;
    }

    @Override
    public Writer getResponseWriter(int status, String contentType, String charset, boolean gzip) {
        return new HeldWriter(() -> {
            first.run();
            return response.getResponseWriter(status, contentType, charset, gzip);
        });
    }

    @Override
    public OutputStream getResponseOutputStream(int status, String contentType, Integer length) throws IOException {
        first.run();
        return response.getResponseOutputStream(status, contentType, length);
    }

    @Override
    public Object commitResponse(Closeable writerOrStream) throws IOException {
        if (writerOrStream instanceof HeldWriter held) {
            held.release();
        }
        return response.commitResponse(writerOrStream);
    }
}

package health.consilium.access.audit;

import ca.uhn.fhir.rest.api.server.IRestfulResponse;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Writer;
import java.util.List;
import java.util.Map;

/**
 * An answer that may not leave before something else has been done. Where that fails, nothing of it has begun, not even its
 * status, and another answer can be given in its place. (Waiting in the end of the writer would not do: HAPI closes it quietly,
 * and an answer that must not leave would leave empty.)
 */
final class HeldResponse implements IRestfulResponse {

    private final IRestfulResponse response;
    private final Runnable first;

    HeldResponse(IRestfulResponse response, Runnable first) {
        this.response = response;
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

    @Override
    public void addHeader(String name, String value) {
        response.addHeader(name, value);
    }

    @Override
    public Map<String, List<String>> getHeaders() {
        return response.getHeaders();
    }
}

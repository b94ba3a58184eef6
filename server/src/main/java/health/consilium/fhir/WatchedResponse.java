package health.consilium.fhir;

import ca.uhn.fhir.rest.api.Constants;
import ca.uhn.fhir.rest.api.server.IRestfulResponse;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.util.function.UnaryOperator;
import java.util.zip.GZIPOutputStream;

/**
 * An answer of HAPI's with a whole document in it, which leaves by a watched stream. Text is made first and sent afterwards,
 * with its length: whoever is cut off notices.
 */
final class WatchedResponse extends WrappedResponse {

    private final UnaryOperator<OutputStream> watch;

    /** @param watch see {@link DownloadWatch#over} */
    WatchedResponse(IRestfulResponse response, UnaryOperator<OutputStream> watch) {
        super(response);
        this.watch = watch;
    }

    @Override
    public Writer getResponseWriter(int status, String contentType, String charset, boolean gzip) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        return new Text(
                status, contentType + ";charset=" + charset, gzip, bytes, gzip ? new GZIPOutputStream(bytes) : bytes);
    }

    @Override
    public OutputStream getResponseOutputStream(int status, String contentType, Integer length) throws IOException {
        return watch.apply(response.getResponseOutputStream(status, contentType, length));
    }

    @Override
    public Object commitResponse(Closeable writerOrStream) throws IOException {
        if (!(writerOrStream instanceof Text text)) {
            return response.commitResponse(writerOrStream);
        }
        text.close();
        if (text.gzip) {
            response.addHeader(Constants.HEADER_CONTENT_ENCODING, Constants.ENCODING_GZIP);
        }
        OutputStream out = response.getResponseOutputStream(text.status, text.contentType, text.bytes.size());
        text.bytes.writeTo(watch.apply(out));
        return response.commitResponse(out);
    }

    private static final class Text extends OutputStreamWriter {

        private final int status;
        private final String contentType;
        private final boolean gzip;
        private final ByteArrayOutputStream bytes;

        Text(int status, String contentType, boolean gzip, ByteArrayOutputStream bytes, OutputStream encoded) {
            super(encoded, Constants.CHARSET_UTF8);
            this.status = status;
            this.contentType = contentType;
            this.gzip = gzip;
            this.bytes = bytes;
        }
    }
}

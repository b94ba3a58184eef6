package health.consilium.fhir;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.springframework.http.HttpHeaders;

/** A request that gives out so much of its body and no more. What came compressed looks as if it had come in clear. */
class LimitedBody extends WithoutHeaders {

    /** Tomcat drops what it cannot read of a form and goes on, so that conditions of a search would be lost. */
    private static final String NOT_READ = "org.apache.catalina.parameter_parse_failed";

    /** What does not hold of the body in clear. */
    private static final Set<String> OF_COMPRESSED = Set.of(HttpHeaders.CONTENT_ENCODING, HttpHeaders.CONTENT_LENGTH);

    private final long limit;
    private final boolean compressed;
    private ServletInputStream stream;

    LimitedBody(HttpServletRequest request, long limit, boolean compressed) {
        super(request, header -> compressed && OF_COMPRESSED.stream().anyMatch(header::equalsIgnoreCase));
        this.limit = limit;
        this.compressed = compressed;
    }

    static Refusal tooLarge(long limit) {
        return Refusal.of(
                413,
                "too-large",
                "A request may have at most " + limit
                        + " bytes. Send documents as they are to POST /Binary, and large batches in parts.");
    }

    @Override
    public ServletInputStream getInputStream() throws IOException {
        if (stream == null) {
            stream = new Limited(super.getInputStream(), limit, compressed);
        }
        return stream;
    }

    @Override
    public BufferedReader getReader() throws IOException {
        Charset charset = Optional.ofNullable(getCharacterEncoding())
                .map(Charset::forName)
                .orElse(StandardCharsets.UTF_8);
        return new BufferedReader(new InputStreamReader(getInputStream(), charset));
    }

    @Override
    public Map<String, String[]> getParameterMap() {
        Map<String, String[]> parameters = super.getParameterMap();
        if (getAttribute(NOT_READ) != null) {
            throw Refusal.badRequest(
                            "malformed",
                            "The parameters cannot be read: too many, more than 2 MB, or not encoded as a form is.")
                    .asException();
        }
        return parameters;
    }

    @Override
    public int getContentLength() {
        return compressed ? -1 : super.getContentLength();
    }

    @Override
    public long getContentLengthLong() {
        return compressed ? -1 : super.getContentLengthLong();
    }

    private static final class Limited extends ServletInputStream {

        private final ServletInputStream sent;
        private final boolean compressed;
        private final long limit;
        private InputStream clear;
        private long read;
        private boolean finished;

        Limited(ServletInputStream sent, long limit, boolean compressed) {
            this.sent = sent;
            this.limit = limit;
            this.compressed = compressed;
            this.clear = compressed ? null : sent;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int count = compressed ? inflate(buffer, offset, length) : clear.read(buffer, offset, length);
            finished = count < 0;
            read += Math.max(count, 0);
            if (read > limit) {
                throw tooLarge(limit).asException();
            }
            return count;
        }

        private int inflate(byte[] buffer, int offset, int length) throws IOException {
            try {
                if (clear == null) {
                    clear = new GZIPInputStream(sent);
                }
                return clear.read(buffer, offset, length);
            } catch (ZipException | EOFException damaged) {
                throw Refusal.badRequest(
                                "malformed", "The body is not what Content-Encoding: gzip says, or is cut off.")
                        .asException();
            }
        }

        @Override
        public boolean isFinished() {
            return finished || sent.isFinished() && !compressed;
        }

        @Override
        public boolean isReady() {
            return sent.isReady();
        }

        @Override
        public void setReadListener(ReadListener listener) {
            sent.setReadListener(listener);
        }
    }
}

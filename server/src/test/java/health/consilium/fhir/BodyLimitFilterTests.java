package health.consilium.fhir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ca.uhn.fhir.context.FhirContext;
import com.sun.management.ThreadMXBean;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

/** A body takes no more memory than the limit, however it comes. */
class BodyLimitFilterTests {

    private static final int LIMIT = 1 << 20;
    private static final int MUCH = 256 << 20;

    private final BodyLimitFilter filter = new BodyLimitFilter(
            new Binder(new MapConfigurationPropertySource(Map.of("consilium.fhir.max-json-body", LIMIT + "B")))
                    .bindOrCreate("consilium.fhir", FhirSettings.class),
            FhirContext.forR4Cached());
    private final MockHttpServletResponse response = new MockHttpServletResponse();

    @Test
    void aBodyOfUnknownLengthIsReadAsFarAsTheLimit() {
        Spaces body = new Spaces(MUCH);
        long taken = taken(() -> assertTooLarge(request(body, null)));
        assertThat(MUCH - body.left).isBetween(LIMIT, 3 * LIMIT);
        assertThat(taken).isLessThan(8L * LIMIT);
    }

    @Test
    void aCompressedBodyIsInflatedAsFarAsTheLimit() throws IOException {
        ByteArrayOutputStream bomb = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(bomb)) {
            new Spaces(MUCH).transferTo(out);
        }
        assertThat(bomb.size()).isLessThan(LIMIT);
        MockHttpServletRequest request = request(InputStream.nullInputStream(), "gzip");
        request.setContent(bomb.toByteArray());
        assertThat(taken(() -> assertTooLarge(request))).isLessThan(8L * LIMIT);
    }

    @ParameterizedTest
    @CsvSource({"application/pdf, true", "application/fhir+json, false", "'application/fhir+xml;charset=UTF-8', false"})
    void onlyWhatIsStreamedHasAnotherLimit(String type, boolean streamed) throws Exception {
        MockHttpServletRequest request = request(new Spaces(3 * LIMIT), null);
        request.setRequestURI("/fhir/Binary");
        request.setContentType(type);
        if (streamed) {
            filter.doFilter(request, response, (limited, answer) -> assertThat(
                            limited.getInputStream().skip(MUCH))
                    .isEqualTo(3L * LIMIT));
        } else {
            assertTooLarge(request);
        }
    }

    @Test
    void whoReadsCharactersReadsNoMore() {
        assertThatThrownBy(() -> filter.doFilter(
                        request(new Spaces(MUCH), null), response, (limited, answer) -> limited.getReader()
                                .skip(MUCH)))
                .isInstanceOf(RefusedException.class);
    }

    private void assertTooLarge(MockHttpServletRequest request) {
        FilterChain reading = (limited, answer) -> limited.getInputStream().readAllBytes();
        assertThatThrownBy(() -> filter.doFilter(request, response, reading))
                .isInstanceOfSatisfying(RefusedException.class, refused -> assertThat(refused.status())
                        .isEqualTo(413));
    }

    private static MockHttpServletRequest request(InputStream body, String encoding) {
        MockHttpServletRequest request = new MockHttpServletRequest("POST", "/fhir/Patient") {
            @Override
            public ServletInputStream getInputStream() {
                return body instanceof Spaces ? new Sent(body) : super.getInputStream();
            }
        };
        request.setContentType("application/fhir+json");
        if (encoding != null) {
            request.addHeader("Content-Encoding", encoding);
        }
        return request;
    }

    /** What this thread allocates meanwhile. */
    private static long taken(Runnable task) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        task.run();
        return threads.getCurrentThreadAllocatedBytes() - before;
    }

    private static final class Spaces extends InputStream {

        private int left;

        Spaces(int length) {
            this.left = length;
        }

        @Override
        public int read() {
            return left-- > 0 ? ' ' : -1;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) {
            if (left <= 0) {
                return -1;
            }
            int count = Math.min(length, left);
            java.util.Arrays.fill(buffer, offset, offset + count, (byte) ' ');
            left -= count;
            return count;
        }
    }

    private static final class Sent extends ServletInputStream {

        private final InputStream in;

        Sent(InputStream in) {
            this.in = in;
        }

        @Override
        public int read() throws IOException {
            return in.read();
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            return in.read(buffer, offset, length);
        }

        @Override
        public boolean isFinished() {
            return false;
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setReadListener(ReadListener listener) {
            throw new UnsupportedOperationException();
        }
    }
}

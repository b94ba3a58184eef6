package health.consilium.access.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import ca.uhn.fhir.rest.server.RestfulServer;
import ca.uhn.fhir.rest.server.servlet.ServletRequestDetails;
import ca.uhn.fhir.rest.server.servlet.ServletRestfulResponse;
import health.consilium.support.Api;
import java.io.IOException;
import java.io.Writer;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

class HeldResponseTests {

    private final MockHttpServletResponse sent = new MockHttpServletResponse();
    private final AtomicInteger waited = new AtomicInteger();
    private ServletRestfulResponse response;

    @BeforeEach
    void anAnswer() {
        ServletRequestDetails request = new ServletRequestDetails();
        request.setServer(new RestfulServer(Api.FHIR));
        request.setServletRequest(new MockHttpServletRequest());
        request.setServletResponse(sent);
        response = new ServletRestfulResponse(request);
    }

    private static Writer writer(HeldResponse held) throws IOException {
        return held.getResponseWriter(201, "application/fhir+json", "UTF-8", false);
    }

    private String sent() throws IOException {
        return sent.getContentAsString();
    }

    @Test
    void nothingLeavesBeforeItsEventIsWritten() throws IOException {
        HeldResponse held = new HeldResponse(response, () -> {
            assertThat(sent.getStatus()).isEqualTo(200);
            waited.incrementAndGet();
        });
        Writer writer = writer(held);
        writer.append("{\"resourceType\":").append("\"Patient\"}");
        writer.flush();
        assertThat(sent()).isEmpty();

        held.commitResponse(writer);

        assertThat(sent()).isEqualTo("{\"resourceType\":\"Patient\"}");
        assertThat(sent.getStatus()).isEqualTo(201);
        assertThat(waited).hasValue(1);
    }

    @Test
    void aLongAnswerIsNotKeptWhole() throws IOException {
        String page = "x".repeat(100_000);
        HeldResponse held = new HeldResponse(response, waited::incrementAndGet);
        Writer writer = writer(held);
        writer.append(page);
        assertThat(waited).hasValue(0);
        writer.append(page);
        writer.flush();
        assertThat(sent()).hasSize(200_000);
        writer.append(page);
        held.commitResponse(writer);
        assertThat(sent()).hasSize(300_000);
        assertThat(waited).hasValue(1);
    }

    @Test
    void ofWhatCannotBeRecordedNothingBegins() throws IOException {
        HeldResponse held = new HeldResponse(response, () -> {
            throw new IllegalStateException("the trail cannot be written");
        });
        Writer writer = held.getResponseWriter(201, "application/fhir+json", "UTF-8", true);
        writer.append("{}");

        assertThatIllegalStateException().isThrownBy(() -> held.commitResponse(writer));
        assertThatIllegalStateException().isThrownBy(() -> held.getResponseOutputStream(201, "image/png", null));

        assertThat(sent()).isEmpty();
        assertThat(sent.getStatus()).isEqualTo(200);
        assertThat(sent.getHeaderNames()).isEmpty();
    }
}

package health.consilium.access.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.StringWriter;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class HeldWriterTests {

    private final StringWriter out = new StringWriter();
    private final AtomicInteger waited = new AtomicInteger();

    @Test
    void nothingLeavesBeforeItsEventIsWritten() throws Exception {
        try (HeldWriter writer = new HeldWriter(out, () -> {
            assertThat(out.toString()).isEmpty();
            waited.incrementAndGet();
        })) {
            writer.append("{\"resourceType\":").append("\"Patient\"}");
            writer.flush();
            assertThat(out.toString()).isEmpty();
        }
        assertThat(out).hasToString("{\"resourceType\":\"Patient\"}");
        assertThat(waited).hasValue(1);
    }

    @Test
    void aLongAnswerIsNotKeptWhole() throws Exception {
        String page = "x".repeat(100_000);
        try (HeldWriter writer = new HeldWriter(out, waited::incrementAndGet)) {
            writer.append(page);
            assertThat(out.toString()).isEmpty();
            writer.append(page);
            assertThat(out.toString()).hasSize(200_000);
            writer.append(page);
        }
        assertThat(out.toString()).hasSize(300_000);
        assertThat(waited).hasValue(1);
    }

    @Test
    void whatCannotBeRecordedIsNotShown() throws Exception {
        HeldWriter writer = new HeldWriter(out, () -> {
            throw new IllegalStateException("the trail cannot be written");
        });
        writer.append("{}");
        assertThatIllegalStateException().isThrownBy(writer::close);
        assertThat(out.toString()).isEmpty();
    }
}

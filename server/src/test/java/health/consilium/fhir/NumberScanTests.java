package health.consilium.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Numbers that cost a caller nothing and the server much; and whatever else looks like one. */
class NumberScanTests {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"value\":1e999999999}",
                " [[-1E-999999999]]",
                "{\"value\":1e100}",
                "\uFEFF{\"a\":+1.5e+0001000}",
                "{\"value\":\"DIGITS\"}",
                "{'value':'-0.DIGITSe1'}",
                "\n<a><b value=\"DIGITS\"/></a>",
                "<a><b value='&#57;DIGITS'/></a>"
            })
    void whatIsDearIsFound(String text) throws IOException {
        assertThat(finds(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "<a><b value=\"1",
                "{\"value\":1e99,\"other\":-0.000001}",
                "{\"id\":\"12e45678\"}",
                "{\"data\":\"DIGITS=\"}",
                "<a><b value=\"12e45678\"/><div>DIGITS</div></a>"
            })
    void whatIsNotIsLeftToOthers(String text) throws IOException {
        assertThat(finds(text)).isFalse();
    }

    private static boolean finds(String text) throws IOException {
        return NumberScan.findsDear(new StringReader(text.replace("DIGITS", "7".repeat(1001))));
    }
}

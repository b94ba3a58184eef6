package health.consilium.edge;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LineTests {

    @ParameterizedTest
    @CsvSource({
        "2001:db8:1:2::1, 2001:db8:1:2:ffff:ffff:ffff:ffff",
        "2001:db8:1:2::1, 2001:0DB8:0001:0002:0:0:0:3",
        "fe80::1%eth0, fe80::2",
        "::ffff:192.0.2.7, 192.0.2.7"
    })
    void isTheSame(String one, String other) {
        assertThat(Line.of(one)).isEqualTo(Line.of(other));
    }

    @ParameterizedTest
    @CsvSource({"2001:db8:1:2::1, 2001:db8:1:3::1", "192.0.2.7, 192.0.2.8", "::1, 127.0.0.1"})
    void isAnother(String one, String other) {
        assertThat(Line.of(one)).isNotEqualTo(Line.of(other));
    }

    @Test
    void whatIsNoAddressIsItself() {
        assertThat(Line.of("unknown")).isEqualTo("unknown");
        assertThat(Line.of("a:b")).isEqualTo("a:b");
    }
}

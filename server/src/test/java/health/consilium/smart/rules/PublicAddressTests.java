package health.consilium.smart.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PublicAddressTests {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "127.8.8.8",
                "0.0.0.0",
                "10.1.2.3",
                "100.64.0.1",
                "169.254.169.254",
                "172.16.0.1",
                "172.31.255.255",
                "192.168.1.1",
                "198.18.0.1",
                "203.0.113.9",
                "224.0.0.1",
                "255.255.255.255",
                "::1",
                "::",
                "::ffff:127.0.0.1",
                "fe80::1",
                "fc00::1",
                "fd12:3456::1",
                "ff02::1",
                "2001:db8::1",
                "2001::1",
                "2002:7f00:1::",
                "64:ff9b::7f00:1",
                "64:ff9b::a9fe:a9fe",
                "2130706433"
            })
    void whatIsNotOfThePublicInternetIsRefused(String address) throws UnknownHostException {
        assertThat(PublicAddress.isPublic(InetAddress.getByName(address))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "8.8.8.8",
                "1.1.1.1",
                "172.32.0.1",
                "100.128.0.1",
                "2606:4700::1111",
                "2a00:1450::1",
                "64:ff9b::808:808"
            })
    void addressesOfThePublicInternetArePublic(String address) throws UnknownHostException {
        assertThat(PublicAddress.isPublic(InetAddress.getByName(address))).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "https://app.example.org/callback, true",
        "https://app.example.org/callback?x=1, true",
        "http://127.0.0.1/callback, true",
        "http://localhost:4000/, true",
        "org.example.app:/callback, true",
        "http://app.example.org/callback, false",
        "https:///callback, false",
        "https://app.example.org/#x, false",
        "https://user@app.example.org/, false",
        "javascript:alert(1), false",
        "data:text/html;x, false",
        "myapp:/callback, false",
        "/callback, false",
        "https://app.example.org/ a, false"
    })
    void aRedirectAddressLeadsToTheAppAlone(String address, boolean good) {
        assertThat(RedirectAddress.problem(address).isEmpty()).isEqualTo(good);
    }
}

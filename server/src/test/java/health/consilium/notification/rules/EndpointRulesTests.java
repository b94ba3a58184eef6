package health.consilium.notification.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointRulesTests {

    private static final EndpointRules RULES =
            new EndpointRules(List.of("centre.example.org", "*.clinic.example", "10.0.0.7"), false);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://centre.example.org/fhir/notify",
                "https://CENTRE.example.org:8443/n?case=open",
                "https://a.clinic.example/",
                "https://a.b.clinic.example/"
            })
    void listedHostsAreAllowedByHttps(String endpoint) {
        assertThat(RULES.objection(endpoint)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://centre.example.org/fhir/notify",
                "ftp://centre.example.org/",
                "file:///etc/passwd",
                "https://other.example.org/",
                "https://clinic.example/",
                "https://evilclinic.example/",
                "https://centre.example.org.evil.example/",
                "https://centre.example.org@evil.example/",
                "https://user:secret@centre.example.org/",
                "https://centre.example.org/#x",
                "https://127.0.0.1/",
                "https://[::1]/",
                "https://169.254.169.254/latest/meta-data",
                "https:centre.example.org",
                "https://",
                "not a url",
                ""
            })
    void everythingElseIsRefused(String endpoint) {
        assertThat(RULES.objection(endpoint)).isPresent();
    }

    @Test
    void withoutAListNobodyCanSubscribe() {
        assertThat(new EndpointRules(List.of(), true).objection("https://centre.example.org/"))
                .isPresent();
    }

    @Test
    void theDemoMaySendByHttp() {
        assertThat(new EndpointRules(List.of("localhost"), true).objection("http://localhost:8081/n"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "127.8.8.8",
                "0.0.0.0",
                "10.1.2.3",
                "172.16.0.1",
                "172.31.255.255",
                "192.168.1.1",
                "169.254.169.254",
                "100.64.0.1",
                "192.0.0.8",
                "192.0.2.1",
                "198.18.0.1",
                "198.51.100.1",
                "203.0.113.9",
                "224.0.0.1",
                "240.0.0.1",
                "255.255.255.255",
                "::1",
                "::",
                "::ffff:127.0.0.1",
                "fe80::1",
                "fc00::1",
                "fd12:3456::1",
                "ff02::1",
                "2001:db8::1",
                "2002:7f00:1::",
                "2001:0::1",
                "64:ff9b::7f00:1"
            })
    void addressesOfAMachineOrAHouseAreNotPublic(String address) throws UnknownHostException {
        assertThat(PublicAddress.isPublic(InetAddress.getByName(address))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"8.8.8.8", "172.32.0.1", "192.169.0.1", "100.128.0.1", "2606:4700::1111", "2a00:1450::5"})
    void addressesOfTheInternetAre(String address) throws UnknownHostException {
        assertThat(PublicAddress.isPublic(InetAddress.getByName(address))).isTrue();
    }
}

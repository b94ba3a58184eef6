package health.consilium.notification.rules;

import static org.assertj.core.api.Assertions.assertThat;

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

    @Test
    void anOriginIsSchemeHostAndPort() {
        String address = "https://centre.example.org/notify";
        assertThat(EndpointRules.isSameOrigin(address, "https://CENTRE.example.org:443/other?x=1"))
                .isTrue();
        for (String other : List.of(
                "http://centre.example.org/notify",
                "https://centre.example.org:8443/notify",
                "https://centre.example.com/notify",
                "https://centre.example.org.evil.example/notify",
                "not an address")) {
            assertThat(EndpointRules.isSameOrigin(address, other)).as(other).isFalse();
        }
        assertThat(EndpointRules.isSameOrigin(null, null)).isFalse();
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
}

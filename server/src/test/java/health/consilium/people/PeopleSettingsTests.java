package health.consilium.people;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class PeopleSettingsTests {

    private static final String ISSUER = "consilium.people.issuers.hospital.";

    private final Map<String, String> properties = new HashMap<>(Map.of(
            ISSUER + "uri", "https://id.hospital.example.org",
            ISSUER + "name", "Mercy Hospital",
            ISSUER + "client-id", "consilium",
            ISSUER + "client-secret", "secret"));

    @Test
    void given_a_provider_of_which_no_assurance_is_asked_when_the_server_starts_then_it_is_refused() {
        assertThatThrownBy(this::settings)
                .rootCause()
                .hasMessageContainingAll(
                        "consilium.people.issuers.hospital.acr is not set",
                        "https://id.hospital.example.org",
                        "consilium.people.issuers.hospital.vouches-for-second-factor");
    }

    @Test
    void given_blanks_for_assurance_when_the_server_starts_then_it_is_refused() {
        properties.put(ISSUER + "acr[0]", " ");

        assertThatThrownBy(this::settings).rootCause().hasMessageContaining("hospital.acr is not set");
    }

    @Test
    void given_a_provider_that_vouches_for_a_second_factor_when_the_server_starts_then_it_is_taken() {
        properties.put(ISSUER + "vouches-for-second-factor", "true");

        assertThat(settings().issuers().get("hospital").acr()).isEmpty();
    }

    @Test
    void given_a_class_of_assurance_when_the_server_starts_then_it_is_asked_for() {
        properties.put(ISSUER + "acr", "mfa,phr");

        assertThat(settings().issuers().get("hospital").acr()).isEqualTo(List.of("mfa", "phr"));
    }

    private PeopleSettings settings() {
        return new Binder(new MapConfigurationPropertySource(properties))
                .bindOrCreate("consilium.people", PeopleSettings.class);
    }
}

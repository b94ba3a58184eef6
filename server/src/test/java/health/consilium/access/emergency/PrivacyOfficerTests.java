package health.consilium.access.emergency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import health.consilium.fhir.RefusedException;
import health.consilium.support.InMemoryFhirStore;
import org.hl7.fhir.r4.model.Practitioner;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

class PrivacyOfficerTests {

    private final InMemoryFhirStore store = new InMemoryFhirStore();

    private PrivacyOfficer named(String reference) {
        return new PrivacyOfficer(new EmergencySettings(reference, 3), store);
    }

    @Test
    void whoIsNamedIsTold() {
        Practitioner officer = new Practitioner();
        officer.setId("officer");
        store.create(officer);

        assertThat(named("Practitioner/officer").reference()).isEqualTo("Practitioner/officer");
    }

    @ParameterizedTest
    @NullAndEmptySource
    @ValueSource(strings = {"Practitioner/nobody", "privacy@example.org", "Organization/officer"})
    void whereNobodyWouldBeToldThereIsNoEmergency(String reference) {
        assertThatThrownBy(() -> named(reference).reference())
                .isInstanceOfSatisfying(RefusedException.class, refused -> assertThat(refused.status())
                        .isEqualTo(403));
    }
}

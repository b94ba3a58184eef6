package health.consilium.edge;

import static org.assertj.core.api.Assertions.assertThat;

import health.consilium.smart.Assurance;
import health.consilium.smart.AuthenticatedParty;
import health.consilium.smart.PartyRole;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.mock.web.MockHttpServletRequest;

class FhirSharesTests {

    private static final AuthenticatedParty SYSTEM = party("hospital", "hospital", Optional.empty());
    private static final AuthenticatedParty PERSON = party("coordinator", "desk", Optional.of(Instant.EPOCH));

    private final FhirShares shares = new FhirShares(new Binder(new MapConfigurationPropertySource(Map.of()))
            .bindOrCreate("consilium.limits", LimitSettings.class));

    private static AuthenticatedParty party(String subject, String client, Optional<Instant> signedIn) {
        return new AuthenticatedParty(
                subject,
                client,
                Set.of(),
                PartyRole.COORDINATOR,
                "Practitioner/1",
                Optional.empty(),
                Optional.empty(),
                Assurance.values()[0],
                signedIn);
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /fhir/Patient/1, system, person",
        "GET, /fhir/Observation, system, person",
        "POST, /fhir/Observation/_search, system, person",
        "POST, /fhir/Task/1/$package, system, person",
        "POST, /admin/clients, system, person",
        "DELETE, /admin/clients/x, system, person",
        "POST, /fhir, system-writes, person",
        "POST, /fhir/, system-writes, person",
        "POST, /fhir/Observation, system-writes, person",
        "PUT, /fhir/Observation/1, system-writes, person",
        "PATCH, /fhir/Observation/1, system-writes, person"
    })
    void onlyWhatASystemSendsHasAShareOfItsOwn(String method, String path, String ofSystem, String ofPerson) {
        MockHttpServletRequest request = new MockHttpServletRequest(method, path);
        assertThat(shares.of(SYSTEM, request).kind()).isEqualTo(ofSystem);
        assertThat(shares.of(PERSON, request).kind()).isEqualTo(ofPerson);
    }

    /** The figures of ADR 51: pages of 200, of a case with a hundred resources. */
    @Test
    void howMuchCanBeTakenInAnHour() {
        assertThat(casesAnHour(PERSON)).isEqualTo(300);
        assertThat(casesAnHour(SYSTEM)).isEqualTo(3_000);
    }

    private long casesAnHour(AuthenticatedParty caller) {
        MockHttpServletRequest page = new MockHttpServletRequest("GET", "/fhir/Observation");
        page.setParameter("_count", "200");
        return shares.of(caller, page).anHour() / FhirCost.of(page) * 200 / 100;
    }

    @Test
    void whatAHospitalSendsDoesNotComeToAnEnd() {
        Share writes = shares.of(SYSTEM, new MockHttpServletRequest("POST", "/fhir"));
        assertThat(writes.tokens()).isGreaterThanOrEqualTo(60_000);
        assertThat(writes.anHour()).isZero();
    }
}

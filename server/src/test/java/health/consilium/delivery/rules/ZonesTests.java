package health.consilium.delivery.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneId;
import java.util.List;
import org.hl7.fhir.r4.model.Address;
import org.hl7.fhir.r4.model.CodeType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ZonesTests {

    @ParameterizedTest
    @CsvSource({
        "DE, Europe/Berlin",
        "IN, Asia/Kolkata",
        "CN, Asia/Shanghai",
        "KE, Africa/Nairobi",
        "TR, Europe/Istanbul",
        "KR, Asia/Seoul",
        "BD, Asia/Dhaka",
        "DEU, Europe/Berlin",
        "ke, Africa/Nairobi"
    })
    void aCountryWithOneZoneOrAMainOneTellsTheTime(String country, String zone) {
        assertThat(Zones.ofCountry(country)).contains(ZoneId.of(zone));
    }

    @ParameterizedTest
    @ValueSource(strings = {"US", "BR", "Atlantis", ""})
    void whereACountryDoesNotTellNothingIsGuessed(String country) {
        assertThat(Zones.ofCountry(country)).isEmpty();
    }

    @Test
    void whatTheAddressSaysCountsMoreThanItsCountry() {
        Address address = new Address().setCountry("US");
        address.addExtension("http://hl7.org/fhir/StructureDefinition/timezone", new CodeType("America/Chicago"));

        assertThat(Zones.of(List.of(new Address().setCountry("DE"), address))).contains(ZoneId.of("America/Chicago"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"+02:00", "Mars/Olympus", "Z", "../etc"})
    void onlyPlacesOfTheDatabaseAreZones(String name) {
        assertThat(Zones.named(name)).isEmpty();
    }
}

package health.consilium.edge;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.web.MockHttpServletRequest;

class FhirCostTests {

    @ParameterizedTest
    @CsvSource({
        "GET, /fhir/metadata, 1",
        "GET, /fhir/Patient/1, 1",
        "GET, /fhir/Patient/1/_history/2, 1",
        "PUT, /fhir/Task/1, 1",
        "POST, /fhir/Observation, 1",
        "POST, /admin/clients, 1",
        "GET, /fhir/Observation, 10",
        "GET, /fhir/Observation/_search, 10",
        "POST, /fhir/Observation/_search, 40",
        "POST, /fhir, 10",
        "GET, /fhir, 10",
        "GET, /fhir/_history, 10",
        "GET, /fhir/Patient/1/$everything, 10",
        "POST, /fhir/Patient/1/$everything, 40",
        "POST, /fhir/Task/1/$package, 10",
        "GET, /fhir/Group/1/$export, 100",
        "GET, /fhir/$export, 100",
        "GET, /fhir/$export-poll-status, 10"
    })
    void whatIsDearInsideCountsForMore(String method, String path, int cost) {
        assertThat(FhirCost.of(new MockHttpServletRequest(method, path))).isEqualTo(cost);
    }

    @ParameterizedTest
    @CsvSource({
        "1, 10",
        "20, 10",
        "50, 10",
        "51, 20",
        "150, 30",
        "200, 40",
        "201, 40",
        "10000, 40",
        "0, 10",
        "-1, 40",
        "x, 40"
    })
    void aLargePageCountsForMore(String count, int cost) {
        MockHttpServletRequest request = new MockHttpServletRequest("GET", "/fhir/Observation");
        request.setParameter("_count", "20", count);
        assertThat(FhirCost.of(request)).isEqualTo(cost);
    }
}

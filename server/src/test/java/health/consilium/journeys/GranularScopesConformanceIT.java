package health.consilium.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import health.consilium.access.Concerned;
import health.consilium.support.Api;
import health.consilium.support.AppLaunch;
import health.consilium.support.ServerTest;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hl7.fhir.r4.model.Bundle;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * What Inferno asks of scopes for a part of a type (g10 test kit 8.0.0, US Core test kit for US Core 7.0.0), a test method for
 * each of its ids and named by it: searches give what the granted categories cover and nothing else.
 */
@ServerTest
class GranularScopesConformanceIT extends SmartConformance {

    private static final String US_CORE_CATEGORY = "http://hl7.org/fhir/us/core/CodeSystem/condition-category|";

    private static final Set<String> CHOSEN = Set.of(
            "launch/patient",
            "patient/Patient.rs",
            "patient/Observation.rs?category=" + CATEGORY + "laboratory",
            "patient/Condition.rs?category=" + CONDITION_CATEGORY + "encounter-diagnosis");

    /** What the scopes leave of a type. */
    private static final Map<String, String> SCOPED = Map.of(
            "Observation", "&category=" + CATEGORY + "laboratory",
            "Condition", "&category=" + CONDITION_CATEGORY + "encounter-diagnosis");

    private static JsonNode tokens;
    private static Map<String, String> shown;
    private static Map<String, String> hidden;
    private static String encounter;

    /** One of each type that the chosen scopes cover, and one that they do not. */
    @BeforeEach
    void chosen() {
        if (tokens != null) {
            return;
        }
        encounter = encounter();
        shown = Map.of(
                "Observation",
                observation("laboratory"),
                "Condition",
                condition(CONDITION_CATEGORY, "encounter-diagnosis", encounter));
        hidden = Map.of(
                "Observation", observation("social-history"),
                "Condition", condition(US_CORE_CATEGORY, "health-concern", encounter));
        AppLaunch app = launch(FULL);
        tokens = app.exchange(app.code(person, CHOSEN::contains));
    }

    @Test
    @DisplayName("of a type the person may choose parts alone, and the app gets them alone")
    void g10_smart_granular_scope_selection() {
        assertThat(scopes(tokens)).contains("patient/Patient.rs").doesNotContain("patient/Observation.rs");
        assertThat(scopes(tokens).stream()
                        .filter(scope ->
                                scope.startsWith("patient/Observation") || scope.startsWith("patient/Condition")))
                .hasSize(2)
                .allMatch(scope -> scope.contains("?category="));
        assertThat(fhir(tokens, "Patient/" + journey.patientId()).statusCode()).isEqualTo(200);
    }

    @Test
    void us_core_v700_Condition_patient_granular_scope_search_test() {
        isFiltered("Condition", "");
    }

    @Test
    void us_core_v700_Condition_patient_category_granular_scope_search_test() {
        isFiltered("Condition", "&category=" + CONDITION_CATEGORY + "encounter-diagnosis");
        assertThat(ids(tokens, of("Condition", "&category=" + US_CORE_CATEGORY + "health-concern")))
                .isEmpty();
    }

    @Test
    void us_core_v700_Condition_patient_clinical_status_granular_scope_search_test() {
        isFiltered("Condition", "&clinical-status=remission");
    }

    @Test
    void us_core_v700_Condition_patient_category_clinical_status_granular_scope_search_test() {
        isFiltered("Condition", "&clinical-status=remission&category=" + CONDITION_CATEGORY + "encounter-diagnosis");
    }

    @Test
    void us_core_v700_Condition_patient_code_granular_scope_search_test() {
        isFiltered("Condition", "&code=http://hl7.org/fhir/sid/icd-10|C50.4");
    }

    @Test
    void us_core_v700_Condition_patient_onset_date_granular_scope_search_test() {
        isFilteredByDate("onset-date", ONSET);
    }

    @Test
    void us_core_v700_Condition_patient_abatement_date_granular_scope_search_test() {
        isFilteredByDate("abatement-date", ABATED);
    }

    @Test
    void us_core_v700_Condition_patient_asserted_date_granular_scope_search_test() {
        isFilteredByDate("asserted-date", ASSERTED);
    }

    @Test
    void us_core_v700_Condition_patient_recorded_date_granular_scope_search_test() {
        isFilteredByDate("recorded-date", RECORDED);
    }

    @Test
    void us_core_v700_Condition_patient_category_encounter_granular_scope_search_test() {
        String category = "&category=" + CONDITION_CATEGORY + "encounter-diagnosis";
        isFiltered("Condition", category + "&encounter=Encounter/" + encounter);
        assertThat(ids(tokens, of("Condition", category + "&encounter=Encounter/none")))
                .isEmpty();
    }

    @Test
    void us_core_v700_Condition_patient__lastUpdated_granular_scope_search_test() {
        isFiltered("Condition", "&_lastUpdated=gt2020-01-01T00:00:00Z");
    }

    @Test
    void us_core_v700_Condition_granular_scope_read_test() {
        isRead("Condition");
    }

    @Test
    void us_core_v700_Observation_patient_category_granular_scope_search_test() {
        isFiltered("Observation", "&category=" + CATEGORY + "laboratory");
        assertThat(ids(tokens, of("Observation", "&category=" + CATEGORY + "social-history")))
                .isEmpty();
    }

    @Test
    void us_core_v700_Observation_patient_code_granular_scope_search_test() {
        isFiltered("Observation", "&code=http://loinc.org|718-7");
    }

    @Test
    void us_core_v700_Observation_patient_category_date_granular_scope_search_test() {
        isFiltered("Observation", "&date=ge2020-01-01&category=" + CATEGORY + "laboratory");
    }

    @Test
    void us_core_v700_Observation_patient_category_status_granular_scope_search_test() {
        isFiltered("Observation", "&status=final&category=" + CATEGORY + "laboratory");
    }

    @Test
    void us_core_v700_Observation_patient_code_date_granular_scope_search_test() {
        isFiltered("Observation", "&code=http://loinc.org|718-7&date=ge2020-01-01");
    }

    @Test
    void us_core_v700_Observation_patient__lastUpdated_granular_scope_search_test() {
        isFiltered("Observation", "&_lastUpdated=gt2020-01-01T00:00:00Z");
    }

    @Test
    void us_core_v700_Observation_granular_scope_read_test() {
        isRead("Observation");
    }

    private static String of(String type, String more) {
        return type + "?patient=" + journey.patientId() + "&_count=200" + more;
    }

    /** All that there is and that the search and the scope are for, and nothing else. */
    private static void isFiltered(String type, String more) {
        String searched = more + SCOPED.get(type);
        List<String> expected = SearchedFor.resources(Api.person("coordinator").search(of(type, "")))
                .filter(resource -> SearchedFor.is(resource, searched))
                .map(resource -> resource.getIdElement().getIdPart())
                .toList();
        assertThat(expected).contains(shown.get(type)).doesNotContain(hidden.get(type));

        Bundle found = Api.FHIR
                .newJsonParser()
                .parseResource(Bundle.class, fhir(tokens, of(type, more)).body());

        assertThat(SearchedFor.resources(found))
                .isNotEmpty()
                .allSatisfy(resource -> {
                    assertThat(resource.fhirType()).isEqualTo(type);
                    assertThat(Concerned.patient(resource)).contains("Patient/" + journey.patientId());
                    assertThat(SearchedFor.is(resource, searched))
                            .as(resource.getIdElement().getIdPart() + " by " + searched)
                            .isTrue();
                })
                .extracting(resource -> resource.getIdElement().getIdPart())
                .containsAll(expected);
    }

    /** Found by the day and from it on; not after it. */
    private static void isFilteredByDate(String parameter, String day) {
        isFiltered("Condition", "&" + parameter + "=" + day);
        isFiltered("Condition", "&" + parameter + "=ge" + day);
        assertThat(ids(tokens, of("Condition", "&" + parameter + "=gt" + day))).isEmpty();
    }

    private static void isRead(String type) {
        assertThat(fhir(tokens, type + "/" + shown.get(type)).statusCode()).isEqualTo(200);
        assertThat(fhir(tokens, type + "/" + hidden.get(type)).statusCode()).isNotEqualTo(200);
    }
}

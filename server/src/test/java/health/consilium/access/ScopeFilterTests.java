package health.consilium.access;

import static org.assertj.core.api.Assertions.assertThat;

import health.consilium.smart.rules.Permission;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.AllergyIntolerance;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Patient;
import org.junit.jupiter.api.Test;

class ScopeFilterTests {

    private static ScopeFilter of(Role role, String scopes) {
        return ScopeFilter.of(new Caller(
                "test",
                role,
                "Patient/1",
                Optional.empty(),
                Arrays.stream(scopes.split(" ")).collect(Collectors.toSet())));
    }

    private static Observation observation(String system, String code) {
        Observation observation = new Observation();
        observation.addCategory(new CodeableConcept(new Coding(system, code, null)));
        return observation;
    }

    @Test
    void lettersAreApart() {
        ScopeFilter reads = of(Role.HOSPITAL, "system/Observation.r");

        assertThat(reads.allows(Permission.READ, "Observation")).isTrue();
        assertThat(reads.allows(Permission.SEARCH, "Observation")).isFalse();
        assertThat(reads.allows(Permission.READ, "Condition")).isFalse();
    }

    @Test
    void aCategoryIsMetWithItsSystemOrWithoutAny() {
        ScopeFilter exact = of(Role.PATIENT, "patient/Observation.rs?category=http://x|laboratory");
        ScopeFilter loose = of(Role.PATIENT, "patient/Observation.rs?category=laboratory");
        Set<Permission> read = Set.of(Permission.READ);

        assertThat(exact.covers(read, observation("http://x", "laboratory"))).isTrue();
        assertThat(exact.covers(read, observation("http://y", "laboratory"))).isFalse();
        assertThat(exact.covers(read, observation("http://x", "imaging"))).isFalse();
        assertThat(exact.covers(read, new Observation())).isFalse();
        assertThat(loose.covers(read, observation("http://y", "laboratory"))).isTrue();
    }

    @Test
    void aCategoryThatIsACodeIsMetToo() {
        AllergyIntolerance allergy = new AllergyIntolerance();
        allergy.addCategory(AllergyIntolerance.AllergyIntoleranceCategory.FOOD);

        assertThat(of(Role.PATIENT, "patient/AllergyIntolerance.r?category=food")
                        .covers(Set.of(Permission.READ), allergy))
                .isTrue();
        assertThat(of(Role.PATIENT, "patient/AllergyIntolerance.r?category=biologic")
                        .covers(Set.of(Permission.READ), allergy))
                .isFalse();
    }

    @Test
    void severalCategoriesAddUpAndTheWholeTypeOutweighsThem() {
        String two = "patient/Observation.s?category=a patient/Observation.s?category=b";

        assertThat(of(Role.PATIENT, two).categories(Permission.SEARCH, "Observation"))
                .containsExactlyInAnyOrder("a", "b");
        assertThat(of(Role.PATIENT, two + " patient/*.s").categories(Permission.SEARCH, "Observation"))
                .isEmpty();
    }

    @Test
    void scopesForAPatientCountWhereAPatientIsInContext() {
        assertThat(of(Role.COORDINATOR, "patient/Observation.r").allows(Permission.READ, "Observation"))
                .isFalse();
    }

    @Test
    void fhirUserReadsTheOneResourceThatThePersonIs() {
        ScopeFilter filter = of(Role.PATIENT, "openid fhirUser");
        Patient self = (Patient) new Patient().setId("1");
        Patient other = (Patient) new Patient().setId("2");

        assertThat(filter.covers(Set.of(Permission.READ), self)).isTrue();
        assertThat(filter.covers(Set.of(Permission.SEARCH), self)).isFalse();
        assertThat(filter.covers(Set.of(Permission.READ), other)).isFalse();
    }

    @Test
    void withoutScopesThereIsNothing() {
        for (Permission permission : Permission.values()) {
            assertThat(of(Role.COORDINATOR, "openid").allows(permission, "Observation"))
                    .isFalse();
        }
    }
}

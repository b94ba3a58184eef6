package health.consilium.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.r4.model.Binary;
import org.hl7.fhir.r4.model.Composition;
import org.hl7.fhir.r4.model.Group;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Organization;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.Subscription;
import org.hl7.fhir.r4.model.Task;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class VisibilityTests {

    private static final String CASE = "case.C-2026-AAAAAAAA";

    private static Visibility of(Role role, String party, String... targets) {
        Optional<String> organization =
                party.startsWith("Organization/") ? Optional.of(party) : Optional.<String>empty();
        return new Visibility(
                new Caller("test", role, party, organization, Set.of()),
                new Grants.Held(Set.of(targets), Map.of()),
                key -> false);
    }

    private static <T extends Resource> T labelled(T resource, String... codes) {
        resource.setId("1");
        for (String code : codes) {
            resource.getMeta().addSecurity(Compartment.label(code));
        }
        return resource;
    }

    @Test
    void aPatientSeesWhatBearsTheLabelOfTheOwnCase() {
        Visibility patient = of(Role.PATIENT, "Patient/1", CASE);

        assertThat(patient.sees(labelled(new Observation(), CASE))).isTrue();
        assertThat(patient.sees(labelled(new Observation(), "case.C-2026-BBBBBBBB")))
                .isFalse();
        assertThat(patient.sees(labelled(new Observation()))).isFalse();
    }

    @Test
    void anOpinionAtTheDeskIsNotThePatientsYet() {
        Composition opinion = labelled(new Composition(), "desk.C-2026-AAAAAAAA", "opinion.R-2026-CCCCCCCC");

        assertThat(of(Role.PATIENT, "Patient/1", CASE).sees(opinion)).isFalse();
        assertThat(of(Role.PATIENT, "Patient/1", CASE, "opinion.R-2026-CCCCCCCC")
                        .sees(opinion))
                .isTrue();
        assertThat(of(Role.COORDINATOR, "Practitioner/1").sees(opinion)).isTrue();
    }

    @Test
    void aCentreSeesNoFactsEvenWithAGrantOnThem() {
        Visibility centre = of(Role.CENTRE, "Organization/1", CASE, "referral.R-2026-CCCCCCCC");

        assertThat(centre.sees(labelled(new Observation(), CASE))).isFalse();
        assertThat(centre.sees(labelled(new Task(), "referral.R-2026-CCCCCCCC")))
                .isTrue();
    }

    @Test
    void aGrantOnOneBinaryIsAGrantOnThatOne() {
        Visibility translator = of(Role.TRANSLATOR, "Practitioner/1", "Binary/1");

        assertThat(translator.sees(labelled(new Binary(), CASE))).isTrue();
        Binary other = labelled(new Binary(), CASE);
        other.setId("2");
        assertThat(translator.sees(other)).isFalse();
    }

    @Test
    void aTranslatorSeesFreeTasksAndTheOwnButNotAColleagues() {
        Visibility translator = of(Role.TRANSLATOR, "Practitioner/1", "pool.translation");
        Task free = labelled(new Task(), "pool.translation");
        Task own = labelled(new Task(), "pool.translation");
        own.setOwner(new Reference("Practitioner/1"));
        Task colleagues = labelled(new Task(), "pool.translation");
        colleagues.setOwner(new Reference("Practitioner/2"));

        assertThat(translator.sees(free)).isTrue();
        assertThat(translator.sees(own)).isTrue();
        assertThat(translator.sees(colleagues)).isFalse();
    }

    @Test
    void aBinaryFollowsItsSecurityContext() {
        Binary binary = labelled(new Binary());
        binary.setSecurityContext(new Reference("DocumentReference/7"));

        assertThat(of(Role.CENTRE, "Organization/1", "DocumentReference/7").sees(binary))
                .isTrue();
        assertThat(of(Role.CENTRE, "Organization/1", "DocumentReference/8").sees(binary))
                .isFalse();
    }

    @ParameterizedTest
    @EnumSource(value = Role.class, names = "SERVER", mode = EnumSource.Mode.EXCLUDE)
    void theDirectoryIsEverybodys(Role role) {
        assertThat(of(role, "Practitioner/1").sees(labelled(new Organization())))
                .isTrue();
    }

    private static Visibility inAnEmergency(Role role, String... targets) {
        return new Visibility(
                new Caller("test", role, "Practitioner/1", Optional.of("Organization/1"), Set.of()),
                new Grants.Held(Set.of(targets), Map.of(CASE, "BreakGlass/7", "Patient/1", "BreakGlass/7")),
                key -> false);
    }

    @Test
    void anEmergencyLetsReadTheOneCaseAndWorkWithNothing() {
        Visibility clinician = inAnEmergency(Role.HOSPITAL);
        Observation ofTheCase = labelled(new Observation(), CASE);

        assertThat(clinician.reads(ofTheCase)).isTrue();
        assertThat(clinician.emergency(ofTheCase)).contains("BreakGlass/7");
        assertThat(clinician.sees(ofTheCase)).isFalse();
        assertThat(clinician.labels("Observation")).doesNotContain(CASE);
        assertThat(clinician.readableLabels("Observation")).contains(CASE);
        assertThat(clinician.reads(labelled(new Patient()))).isTrue();
        assertThat(clinician.reads(labelled(new Observation(), "case.C-2026-BBBBBBBB")))
                .isFalse();
        assertThat(clinician.reads(labelled(new Composition(), "desk.C-2026-AAAAAAAA")))
                .as("an opinion that nobody has checked")
                .isFalse();
    }

    @Test
    void whatBelongsToNoCaseIsSeenByWhoSentItWhateverElseItIsLabelledWith() {
        Visibility sender = of(Role.HOSPITAL, "Organization/1", CASE);

        assertThat(sender.sees(labelled(new Group(), CASE, "contributor.1"))).isTrue();
        assertThat(sender.sees(labelled(new Group(), CASE))).isFalse();
        assertThat(sender.sees(labelled(new Subscription(), CASE))).isFalse();
        assertThat(inAnEmergency(Role.HOSPITAL).reads(labelled(new Group(), CASE)))
                .isFalse();
        assertThat(sender.labels("Group")).doesNotContain(CASE);
        assertThat(inAnEmergency(Role.HOSPITAL).readableLabels("Group")).doesNotContain(CASE);
    }

    @Test
    void anEmergencyDoesNotWidenWhatTheRoleReads() {
        assertThat(inAnEmergency(Role.CENTRE).reads(labelled(new Observation(), CASE)))
                .isFalse();
        assertThat(inAnEmergency(Role.CENTRE).reads(labelled(new Task(), CASE))).isTrue();
    }

    @Test
    void whatIsSeenAnywayIsNoEmergencyButToTheDeskThatDeclaredOne() {
        Observation own = labelled(new Observation(), CASE, "contributor.1");

        assertThat(inAnEmergency(Role.HOSPITAL, "contributor.1").emergency(own)).isEmpty();
        assertThat(inAnEmergency(Role.COORDINATOR).emergency(own)).contains("BreakGlass/7");
        assertThat(inAnEmergency(Role.COORDINATOR).emergency(labelled(new Observation(), "case.C-2026-BBBBBBBB")))
                .isEmpty();
    }

    @Test
    void theAdministratorSeesNoCase() {
        assertThat(of(Role.ADMIN, "Practitioner/1", CASE).sees(labelled(new Observation(), CASE)))
                .isFalse();
    }
}

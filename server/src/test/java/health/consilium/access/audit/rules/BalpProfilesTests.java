package health.consilium.access.audit.rules;

import static health.consilium.access.audit.rules.BalpEvents.CENTRE;
import static health.consilium.access.audit.rules.BalpEvents.COORDINATOR;
import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.support.DefaultProfileValidationSupport;
import ca.uhn.fhir.context.support.IValidationSupport;
import ca.uhn.fhir.validation.FhirValidator;
import ca.uhn.fhir.validation.ResultSeverityEnum;
import ca.uhn.fhir.validation.SingleValidationMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hl7.fhir.common.hapi.validation.support.CommonCodeSystemsTerminologyService;
import org.hl7.fhir.common.hapi.validation.support.InMemoryTerminologyServerValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.PrePopulatedValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.SnapshotGeneratingValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.UnknownCodeSystemWarningValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.ValidationSupportChain;
import org.hl7.fhir.common.hapi.validation.validator.FhirInstanceValidator;
import org.hl7.fhir.r4.model.AuditEvent;
import org.hl7.fhir.r4.model.PrimitiveType;
import org.hl7.fhir.r5.utils.validation.constants.BestPracticeWarningLevel;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What an event claims to be is what it is: HAPI's validator judges by the profiles of IHE BALP themselves.
 *
 * @see <a href="https://profiles.ihe.net/ITI/BALP/">IHE BALP</a>
 */
class BalpProfilesTests {

    private static final FhirContext R4 = FhirContext.forR4Cached();
    private static final Path PROFILES = Path.of("src/test/resources/balp");
    private static final String BALP = "https://profiles.ihe.net/ITI/BALP/StructureDefinition/IHE.BasicAudit.";

    private static final Agent BY_LINK = new Agent("Somebody", "", "", null, null, "192.0.2.3");

    private static final List<String> INTERACTIONS = List.of(
            "read",
            "vread",
            "search-type",
            "search-system",
            "history-instance",
            "history-type",
            "history-system",
            "create",
            "update",
            "patch",
            "delete",
            "transaction",
            "$export",
            "$everything",
            "shared-link",
            AuditRecord.EXPORT_FILE);

    private static FhirValidator validator;

    @BeforeAll
    static void theProfiles() throws IOException {
        PrePopulatedValidationSupport balp = new PrePopulatedValidationSupport(R4);
        try (Stream<Path> files = Files.list(PROFILES)) {
            for (Path file :
                    files.filter(name -> name.toString().endsWith(".json")).toList()) {
                balp.addResource(R4.newJsonParser().parseResource(Files.readString(file)));
            }
        }
        UnknownCodeSystemWarningValidationSupport unknown = new UnknownCodeSystemWarningValidationSupport(R4);
        unknown.setNonExistentCodeSystemSeverity(IValidationSupport.IssueSeverity.WARNING);
        FhirInstanceValidator instances = new FhirInstanceValidator(new ValidationSupportChain(
                balp,
                new DefaultProfileValidationSupport(R4),
                new InMemoryTerminologyServerValidationSupport(R4),
                new CommonCodeSystemsTerminologyService(R4),
                new SnapshotGeneratingValidationSupport(R4),
                unknown));
        instances.setBestPracticeWarningLevel(BestPracticeWarningLevel.Ignore);
        instances.setErrorForUnknownProfiles(true);
        validator = R4.newValidator().registerValidatorModule(instances);
    }

    private static AuditEvent event(
            Kind kind, String interaction, Agent agent, List<String> patients, List<String> entities) {
        return BalpEvents.of(kind, interaction, AuditRecord.SUCCESS, agent, patients, entities);
    }

    private static List<String> errors(AuditEvent event) {
        return validator.validateWithResult(event).getMessages().stream()
                .filter(message -> message.getSeverity().ordinal() >= ResultSeverityEnum.ERROR.ordinal())
                .map(SingleValidationMessage::toString)
                .toList();
    }

    private static List<String> claims(AuditEvent event) {
        return event.getMeta().getProfile().stream()
                .map(PrimitiveType::getValue)
                .map(profile -> profile.replace(BALP, ""))
                .toList();
    }

    /** As few as none and as many as two of each, because one is what most patterns are about. */
    private static List<List<String>> noneOneTwo(String... names) {
        return List.of(List.of(), List.of(names[0]), Arrays.asList(names));
    }

    @Test
    void noEventClaimsAPatternThatItIsNot() {
        Set<String> claimed = new TreeSet<>();
        List<String> broken = new ArrayList<>();
        for (Kind kind : Kind.values()) {
            for (String interaction : INTERACTIONS) {
                for (Agent agent : List.of(COORDINATOR, CENTRE, Agent.SERVER, BY_LINK)) {
                    for (List<String> patients : noneOneTwo("Patient/7", "Patient/8")) {
                        for (List<String> entities : noneOneTwo("Observation/3/_history/1", "Condition/4")) {
                            AuditEvent event = event(kind, interaction, agent, patients, entities);
                            List<String> claims = claims(event);
                            if (claims.isEmpty()) {
                                continue;
                            }
                            claimed.addAll(claims);
                            errors(event)
                                    .forEach(error -> broken.add(kind + " " + interaction + " by " + agent.subject()
                                            + " on " + patients + entities + ": " + error));
                        }
                    }
                }
            }
        }
        assertThat(broken).isEmpty();
        assertThat(claimed)
                .as("each profile is met by some event")
                .containsExactly(
                        "Create",
                        "Delete",
                        "PatientCreate",
                        "PatientDelete",
                        "PatientQuery",
                        "PatientRead",
                        "PatientUpdate",
                        "PrivacyDisclosure.Source",
                        "Query",
                        "Read",
                        "Update");
    }

    @ParameterizedTest
    @CsvSource({
        "READ, read, PatientRead",
        "READ, vread, PatientRead",
        "SEARCH, search-type, PatientQuery",
        "SEARCH, search-system, PatientQuery",
        "SEARCH, history-instance,",
        "SEARCH, history-type,",
        "CREATE, create, PatientCreate",
        "UPDATE, update, PatientUpdate",
        "UPDATE, patch, PatientUpdate",
        "DELETE, delete, PatientDelete",
        "TRANSACTION, transaction,",
        "OPERATION, $everything,",
        "DISCLOSURE, read, PrivacyDisclosure.Source",
        "EXPORT, $export,",
        "EXPORT, export-file, PrivacyDisclosure.Source"
    })
    void whatIsClaimed(Kind kind, String interaction, String profile) {
        assertThat(claims(event(
                        kind, interaction, COORDINATOR, List.of("Patient/7"), List.of("Observation/3/_history/1"))))
                .isEqualTo(profile == null ? List.of() : List.of(profile));
    }

    @ParameterizedTest
    @EnumSource
    void eachKindIsAnAuditEventOfR4AndClaimsNoSuccessWhereItFailed(Kind kind) {
        assertThat(errors(event(kind, "read", COORDINATOR, List.of("Patient/7"), List.of("Observation/3/_history/1"))))
                .isEmpty();
        AuditEvent failed = BalpEvents.of(
                kind, "read", "forbidden", CENTRE, List.of("Patient/7"), List.of("Observation/3/_history/1"));
        assertThat(claims(failed)).isEmpty();
        assertThat(errors(failed)).isEmpty();
    }

    @Test
    void theJudgeJudges() {
        AuditEvent read =
                event(Kind.READ, "read", COORDINATOR, List.of("Patient/7"), List.of("Observation/3/_history/1"));
        assertThat(errors(read)).isEmpty();
        read.getAgent().remove(0);
        assertThat(errors(read).stream().collect(Collectors.joining()))
                .contains("PatientRead")
                .contains("agent:server");
    }
}

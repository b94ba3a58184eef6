package health.consilium.centres.rules;

import static org.assertj.core.api.Assertions.assertThat;

import health.consilium.centres.rules.ModeAdvice.Facts;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Observation.ObservationStatus;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ModeAdviceTests {

    private static final List<Mode> BOTH = List.of(Mode.REMOTE, Mode.IN_PERSON);
    private static final Date NOW = new DateTimeType("2026-11-25T10:00:00Z").getValue();

    static Stream<Arguments> cases() {
        return Stream.of(
                Arguments.of("nothing known", null, null, BOTH, "remote", "records-suffice", BOTH),
                Arguments.of("fit, no wish", null, 1, BOTH, "remote", "records-suffice", BOTH),
                Arguments.of(
                        "wishes to travel",
                        Mode.IN_PERSON,
                        2,
                        BOTH,
                        "in-person",
                        "wish",
                        List.of(Mode.IN_PERSON, Mode.REMOTE)),
                Arguments.of(
                        "wishes to travel, not fit",
                        Mode.IN_PERSON,
                        3,
                        BOTH,
                        "remote",
                        "unfit-to-travel",
                        List.of(Mode.REMOTE)),
                Arguments.of("not fit", null, 4, BOTH, "remote", "unfit-to-travel", List.of(Mode.REMOTE)),
                Arguments.of(
                        "no centre works remotely",
                        null,
                        0,
                        List.of(Mode.IN_PERSON),
                        "in-person",
                        "no-centre",
                        List.of(Mode.IN_PERSON)),
                Arguments.of(
                        "wishes to travel, no centre",
                        Mode.IN_PERSON,
                        0,
                        List.of(Mode.REMOTE),
                        "remote",
                        "no-centre",
                        List.of(Mode.REMOTE)),
                Arguments.of(
                        "not fit, none remote",
                        null,
                        3,
                        List.of(Mode.IN_PERSON),
                        "remote",
                        "unfit-to-travel",
                        List.of()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void isAdvised(
            String because,
            Mode wish,
            Integer performance,
            List<Mode> centres,
            String mode,
            String reason,
            List<Mode> offered) {
        ModeAdvice advice =
                ModeAdvice.of(new Facts(Optional.ofNullable(wish), Optional.ofNullable(performance)), centres);

        assertThat(advice.advised().code()).isEqualTo(mode);
        assertThat(advice.reasons()).extracting(why -> why.code().code()).containsExactly(reason);
        assertThat(advice.reasons()).allSatisfy(why -> assertThat(ReasonWords.ENGLISH.say(why.phrase()))
                .isNotBlank());
        assertThat(advice.offered()).isEqualTo(offered);
    }

    @Test
    void theLatestPerformanceStatusCountsAndNoneOfTheFuture() {
        Facts facts = TravelFactsReader.read(
                new ServiceRequest(),
                List.of(
                        ecog("LA9625-0", "2026-10-01"),
                        ecog("LA9623-5", "2026-11-01"),
                        ecog("LA9626-8", "2027-01-01"),
                        ecog("LA9626-8", "2026-11-20").setStatus(ObservationStatus.ENTEREDINERROR)),
                NOW);

        assertThat(facts).isEqualTo(new Facts(Optional.empty(), Optional.of(1)));
    }

    @Test
    void theRequestTellsTheWish() {
        ServiceRequest request = new ServiceRequest();
        request.addExtension(
                "https://w3id.org/consilium/fhir/StructureDefinition/delivery-mode", new CodeType("in-person"));

        assertThat(TravelFactsReader.read(request, List.of(), NOW).wish()).contains(Mode.IN_PERSON);
    }

    private static Observation ecog(String answer, String day) {
        Observation observation = new Observation();
        observation.setStatus(ObservationStatus.FINAL);
        observation.setCode(new CodeableConcept(new Coding("http://loinc.org", "89247-1", null)));
        observation.setEffective(new DateTimeType(day));
        observation.setValue(new CodeableConcept(new Coding("http://loinc.org", answer, null)));
        return observation;
    }
}

package health.consilium.centres.rules;

import static health.consilium.centres.rules.MatchWorld.service;
import static health.consilium.centres.rules.MatchWorld.wish;
import static org.assertj.core.api.Assertions.assertThat;

import health.consilium.centres.rules.Match.Grade;
import health.consilium.centres.rules.Match.Standing;
import health.consilium.centres.rules.MatchWorld.ServiceBuilder;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is said of each standing. */
class MatchReasonsTests {

    @Test
    void theGradeSaysHowMuchOfTheMatchIsSure() {
        assertThat(grade(service("a"))).isEqualTo(Grade.CERTAIN);
        assertThat(grade(service("a").observed(null))).isEqualTo(Grade.PROBABLE);
        assertThat(grade(service("a").unreported())).isEqualTo(Grade.PROBABLE);
        assertThat(grade(service("a").observed(null).speaks("de"))).isEqualTo(Grade.POSSIBLE);
    }

    @Test
    void eachStandingIsExplained() {
        Standing standing = Match.of(wish().build(), List.of(service("a").build()))
                .standings()
                .get(0);

        assertThat(standing.reasons())
                .extracting(reason -> reason.code().code() + ": " + reason.text())
                .containsExactly(
                        "volume: Breast cancer: 640 patients in 2025, counted in a volume report",
                        "turnaround: Reports after 5 business days (median observed), promises 6 business days",
                        "language: Works in English",
                        "capacity: Takes cases now",
                        "remote: Gives the opinion remotely or in person");
    }

    @Test
    void weaknessesAreToldToo() {
        ReviewService weak = service("a")
                .unreported()
                .observed(null)
                .speaks("de")
                .takesNone("2026-11-18", "2026-11-22")
                .modes(Mode.IN_PERSON)
                .build();

        assertThat(Match.of(wish().build(), List.of(weak)).standings().get(0).reasons())
                .extracting(Reason::text)
                .containsExactly(
                        "Breast cancer: 640 patients in 2025, by the centre's own word; without a report it counts half",
                        "Promises a report within 6 business days; none observed yet",
                        "Works in German, not in Hindi, English: an interpreter is needed",
                        "Takes no new cases until 2026-11-22 (holiday)",
                        "Gives the opinion in person only");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("absences")
    void isClosedOrTakesNoNewCasesWhichIsNotTheSame(
            String because, ServiceBuilder service, boolean offered, List<String> told) {
        Standing standing =
                Match.of(wish().build(), List.of(service.build())).standings().get(0);

        assertThat(standing.canBeOffered()).isEqualTo(offered);
        assertThat(standing.reasons().stream()
                        .filter(reason -> reason.code() == Reason.Code.CAPACITY || reason.code() == Reason.Code.CLOSED)
                        .map(reason -> reason.code().code() + ": " + reason.text()))
                .isEqualTo(told);
    }

    /** Today is a Friday, 20 November 2026; a report is expected after five business days. */
    static Stream<Arguments> absences() {
        String uncounted = " (holiday); these days are no business days";
        return Stream.of(
                Arguments.of("open", service("a"), true, List.of("capacity: Takes cases now")),
                Arguments.of(
                        "no new cases",
                        service("a").takesNone("2026-11-18", "2026-11-22"),
                        false,
                        List.of("capacity: Takes no new cases until 2026-11-22 (holiday)")),
                Arguments.of(
                        "closed today, but not for long",
                        service("a").closed("2026-11-18", "2026-11-22"),
                        true,
                        List.of("closed: Closed until 2026-11-22" + uncounted)),
                Arguments.of(
                        "closed, and nobody knows until when",
                        service("a").closedFrom("2026-11-18"),
                        false,
                        List.of("closed: Closed for the time being (holiday)")),
                Arguments.of(
                        "closes before the report is expected",
                        service("a").closed("2026-11-27", "2026-12-04"),
                        true,
                        List.of(
                                "capacity: Takes cases now",
                                "closed: Closed from 2026-11-27 to 2026-12-04" + uncounted)),
                Arguments.of(
                        "closes after that",
                        service("a").closed("2026-11-28", "2026-12-04"),
                        true,
                        List.of("capacity: Takes cases now")),
                Arguments.of(
                        "both",
                        service("a").closed("2026-11-18", "2026-11-22").takesNone("2026-11-18", "2026-12-22"),
                        false,
                        List.of(
                                "capacity: Takes no new cases until 2026-12-22 (holiday)",
                                "closed: Closed until 2026-11-22" + uncounted)));
    }

    private static Grade grade(ServiceBuilder service) {
        return Match.of(wish().build(), List.of(service.build()))
                .standings()
                .get(0)
                .grade();
    }
}

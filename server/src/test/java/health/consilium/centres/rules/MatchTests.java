package health.consilium.centres.rules;

import static health.consilium.centres.rules.MatchWorld.id;
import static health.consilium.centres.rules.MatchWorld.ids;
import static health.consilium.centres.rules.MatchWorld.service;
import static health.consilium.centres.rules.MatchWorld.wish;
import static org.assertj.core.api.Assertions.assertThat;

import health.consilium.centres.rules.Match.Exclusion;
import health.consilium.centres.rules.Match.Standing;
import health.consilium.centres.rules.MatchWorld.ServiceBuilder;
import health.consilium.centres.rules.MatchWorld.WishBuilder;
import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Who stands before whom, and who is left out. */
class MatchTests {

    private static final ReviewService USUAL = service("a").build();

    /** Of two services that differ in one thing only, the first stands first. */
    static Stream<Arguments> pairs() {
        return Stream.of(
                pair("more patients", service("b").volume(641), service("a").volume(640)),
                pair(
                        "a report behind half as many",
                        service("b").volume(330),
                        service("a").volume(640).unreported()),
                pair(
                        "more than twice as many by word alone",
                        service("b").volume(640).unreported(),
                        service("a").volume(319)),
                pair("more patients, though slow", service("b").volume(641).observed("20"), service("a")),
                pair(
                        "faster, as observed",
                        service("b").observed("4.5"),
                        service("a").observed("5")),
                pair("faster, as promised", service("b").promised("4").observed(null), service("a")),
                pair(
                        "observed before promised",
                        service("b"),
                        service("a").promised("5").observed(null)),
                pair(
                        "any turnaround before none",
                        service("b"),
                        service("a").promised(null).observed(null)),
                pair(
                        "the patient's first language",
                        service("b").speaks("hi"),
                        service("a").speaks("en")),
                pair(
                        "a language before none",
                        service("b").speaks("en"),
                        service("a").speaks("de")),
                pair("takes cases now", service("b"), service("a").takesNone("2026-11-18", "2026-11-22")),
                pair("is not closed today", service("b"), service("a").closed("2026-11-18", "2026-11-22")),
                pair("also works remotely", service("b"), service("a").modes(Mode.IN_PERSON)),
                pair("equal: by Organization", service("a"), service("b")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("pairs")
    void standsBefore(String because, ReviewService first, ReviewService second) {
        assertThat(ids(Match.of(wish().build(), List.of(first, second)))).containsExactly(id(first), id(second));
        assertThat(ids(Match.of(wish().build(), List.of(second, first)))).containsExactly(id(first), id(second));
    }

    static Stream<Arguments> exclusions() {
        return Stream.of(
                out("capacity", wish(), service("x").inactive()),
                out("excluded", wish().without("x"), service("x")),
                out("volume", wish(), service("x").volume(0)),
                out("remote", wish().mode(Mode.REMOTE), service("x").modes(Mode.IN_PERSON)),
                out("remote", wish().mode(Mode.IN_PERSON), service("x").modes(Mode.REMOTE)),
                out("turnaround", wish().within("5"), service("x").promised("4").observed("5.5")),
                out("turnaround", wish().within("3"), service("x").promised("4").observed(null)));
    }

    @ParameterizedTest(name = "{0}: {2}")
    @MethodSource("exclusions")
    void isLeftOut(String code, Wish wish, ReviewService service) {
        Match match = Match.of(wish, List.of(service, USUAL));

        assertThat(ids(match)).doesNotContain("x");
        Exclusion exclusion = match.exclusions().get(0);
        assertThat(exclusion.reasons())
                .extracting(reason -> reason.code().code())
                .containsExactly(code);
        assertThat(exclusion.reasons())
                .allSatisfy(reason -> assertThat(reason.text()).isNotBlank());
    }

    @Test
    void everyReasonToLeaveAServiceOutIsGiven() {
        Match match = Match.of(
                wish().mode(Mode.REMOTE).without("x").build(),
                List.of(service("x").inactive().volume(0).modes(Mode.IN_PERSON).build()));

        assertThat(match.exclusions().get(0).reasons())
                .extracting(reason -> reason.code().code())
                .containsExactly("capacity", "excluded", "volume", "remote");
    }

    @Test
    void anUnknownTurnaroundIsNotTooLong() {
        ReviewService unknown = service("x").promised(null).observed(null).build();

        assertThat(ids(Match.of(wish().within("1").build(), List.of(unknown)))).containsExactly("x");
    }

    @Test
    void theScoreIsTheShareOfTheGreatestVolumeInTheDirectory() {
        ReviewService greatest = service("a").volume(1000).build();
        ReviewService other = service("b").volume(333).build();

        assertThat(Match.of(wish().build(), List.of(other, greatest)).standings())
                .extracting(Standing::score)
                .containsExactly(new BigDecimal("1.000"), new BigDecimal("0.333"));
        assertThat(Match.of(wish().without("a").build(), List.of(other, greatest))
                        .standings())
                .as("leaving the greatest out makes the others no greater")
                .extracting(Standing::score)
                .containsExactly(new BigDecimal("0.333"));
    }

    @Test
    void aFamousNameEarnsNothing() {
        List<ReviewService> directory = List.of(
                service("a").build(),
                service("b").named("World Famous").build(),
                service("c").build());

        assertThat(ids(Match.of(wish().build(), directory))).containsExactly("a", "b", "c");
    }

    @Test
    void whatThePatientChoseStandsFirstAndSaysSo() {
        ReviewService chosen = service("b").volume(3).build();

        Match match = Match.of(wish().chosen("review-b").build(), List.of(USUAL, chosen));

        assertThat(ids(match)).containsExactly("b", "a");
        assertThat(match.standings().get(0).reasons().get(0))
                .isEqualTo(new Reason(Reason.Code.CHOSEN, Phrase.of("mode.both")));
        assertThat(match.standings().get(1).reasons()).extracting(Reason::code).doesNotContain(Reason.Code.CHOSEN);
    }

    @Test
    void whatThePatientChoseIsLeftOutLikeAnyOther() {
        Match match = Match.of(wish().chosen("review-a").without("a").build(), List.of(USUAL));

        assertThat(match.standings()).isEmpty();
        assertThat(match.exclusions()).hasSize(1);
    }

    private static Arguments pair(String because, ServiceBuilder first, ServiceBuilder second) {
        return Arguments.of(because, first.build(), second.build());
    }

    private static Arguments out(String code, WishBuilder wish, ServiceBuilder service) {
        return Arguments.of(code, wish.build(), service.build());
    }
}

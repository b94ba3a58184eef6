package health.consilium.centres.rules;

import static org.assertj.core.api.Assertions.assertThat;

import health.consilium.centres.rules.Match.Exclusion;
import health.consilium.centres.rules.Match.Grade;
import health.consilium.centres.rules.Match.Standing;
import health.consilium.centres.rules.ReviewService.Absence;
import health.consilium.centres.rules.ReviewService.Absences;
import health.consilium.centres.rules.ReviewService.Entry;
import health.consilium.centres.rules.ReviewService.Turnaround;
import health.consilium.centres.rules.ReviewService.Volume;
import health.consilium.terminology.rules.Designations;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class MatchTests {

    private static final LocalDate TODAY = LocalDate.of(2026, 11, 20);
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
    void theGradeSaysHowMuchOfTheMatchIsSure() {
        assertThat(grade(service("a"))).isEqualTo(Grade.CERTAIN);
        assertThat(grade(service("a").observed(null))).isEqualTo(Grade.PROBABLE);
        assertThat(grade(service("a").unreported())).isEqualTo(Grade.PROBABLE);
        assertThat(grade(service("a").observed(null).speaks("de"))).isEqualTo(Grade.POSSIBLE);
    }

    @Test
    void eachStandingIsExplained() {
        Standing standing = Match.of(wish().build(), List.of(USUAL)).standings().get(0);

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

    @Property(tries = 50)
    void aNameNeverMatters(@ForAll long seed, @ForAll @IntRange(min = 1, max = 40) int size, @ForAll String name) {
        List<ReviewService> directory = random(size, new Random(seed));
        int famous = new Random(seed).nextInt(size);
        List<ReviewService> renamed = new ArrayList<>(directory);
        renamed.set(famous, named(directory.get(famous), name));

        Match match = Match.of(wish().build(), renamed);

        assertThat(ids(match)).isEqualTo(ids(Match.of(wish().build(), directory)));
        assertThat(match.standings())
                .extracting(Standing::reasons)
                .isEqualTo(Match.of(wish().build(), directory).standings().stream()
                        .map(Standing::reasons)
                        .toList());
    }

    @Property(tries = 50)
    void moreVolumeNeverLowersTheRank(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 40) int size,
            @ForAll @IntRange(min = 1, max = 100) int more,
            @ForAll boolean reported) {
        List<ReviewService> directory = random(size, new Random(seed));
        int growing = new Random(seed).nextInt(size);
        ReviewService before = directory.get(growing);
        boolean was = before.volumes().get("breast").reported();
        List<ReviewService> grown = new ArrayList<>(directory);
        grown.set(growing, grown(before, more, was || reported));

        int rank = rank(Match.of(wish().build(), directory), before);

        assertThat(rank(Match.of(wish().build(), grown), before)).isBetween(0, rank);
    }

    @Property(tries = 50)
    void anExclusionRemovesThatOneAndMovesNoOther(@ForAll long seed, @ForAll @IntRange(min = 1, max = 40) int size) {
        List<ReviewService> directory = random(size, new Random(seed));
        String excluded = id(directory.get(new Random(seed).nextInt(size)));

        List<String> expected = new ArrayList<>(ids(Match.of(wish().build(), directory)));
        expected.remove(excluded);

        assertThat(ids(Match.of(wish().without(excluded).build(), directory))).isEqualTo(expected);
    }

    private static int rank(Match match, ReviewService service) {
        int rank = ids(match).indexOf(id(service));
        return rank < 0 ? Integer.MAX_VALUE : rank;
    }

    private static ReviewService named(ReviewService service, String name) {
        Entry entry = service.entry();
        return new ReviewService(
                new Entry(entry.id(), entry.organization(), name, entry.active()),
                service.volumes(),
                service.turnaround(),
                service.languages(),
                service.modes(),
                service.absences());
    }

    private static ReviewService grown(ReviewService service, int more, boolean reported) {
        Volume volume = service.volumes().get("breast");
        return new ReviewService(
                service.entry(),
                Map.of("breast", new Volume(volume.perYear() + more, volume.year(), reported)),
                service.turnaround(),
                service.languages(),
                service.modes(),
                service.absences());
    }

    @Property(tries = 50)
    void theOrderOfTheDirectoryIsOfNoImportance(@ForAll long seed, @ForAll @IntRange(min = 1, max = 60) int size) {
        List<ReviewService> directory = random(size, new Random(seed));
        List<ReviewService> shuffled = new ArrayList<>(directory);
        Collections.shuffle(shuffled, new Random(seed + 1));

        Match match = Match.of(wish().build(), directory);

        assertThat(Match.of(wish().build(), shuffled)).isEqualTo(match);
        assertThat(match.standings().size() + match.exclusions().size()).isEqualTo(size);
        assertThat(match.standings())
                .extracting(Standing::score)
                .isSortedAccordingTo(Collections.reverseOrder())
                .allSatisfy(score -> assertThat(score).isBetween(BigDecimal.ZERO, BigDecimal.ONE));
    }

    private static List<ReviewService> random(int size, Random random) {
        return Stream.iterate(0, i -> i < size, i -> i + 1)
                .map(i -> service("s" + i)
                        .volume(random.nextInt(40))
                        .reported(random.nextBoolean())
                        .observed(random.nextBoolean() ? String.valueOf(random.nextInt(12)) : null)
                        .speaks(random.nextBoolean() ? "hi" : "ko")
                        .build())
                .toList();
    }

    private static Grade grade(ServiceBuilder service) {
        return Match.of(wish().build(), List.of(service.build()))
                .standings()
                .get(0)
                .grade();
    }

    private static List<String> ids(Match match) {
        return match.standings().stream()
                .map(standing -> id(standing.service()))
                .toList();
    }

    private static String id(ReviewService service) {
        return service.entry().organization();
    }

    private static Arguments pair(String because, ServiceBuilder first, ServiceBuilder second) {
        return Arguments.of(because, first.build(), second.build());
    }

    private static Arguments out(String code, WishBuilder wish, ServiceBuilder service) {
        return Arguments.of(code, wish.build(), service.build());
    }

    private static ServiceBuilder service(String organization) {
        return new ServiceBuilder(organization);
    }

    private static WishBuilder wish() {
        return new WishBuilder();
    }

    private static final class WishBuilder {
        private Mode mode;
        private String within;
        private String without = "none";
        private String chosen;

        WishBuilder mode(Mode wanted) {
            mode = wanted;
            return this;
        }

        WishBuilder within(String days) {
            within = days;
            return this;
        }

        WishBuilder without(String organization) {
            without = organization;
            return this;
        }

        WishBuilder chosen(String service) {
            chosen = service;
            return this;
        }

        Wish build() {
            return new Wish(
                    new Wish.Tumour("breast", new Designations("Breast cancer", Map.of())),
                    Optional.ofNullable(mode),
                    List.of("hi", "en"),
                    Optional.ofNullable(within).map(BigDecimal::new),
                    Set.of(without),
                    Optional.ofNullable(chosen).map(service -> new Wish.Chosen(service, Phrase.of("mode.both"))),
                    TODAY);
        }
    }

    private static final class ServiceBuilder {
        private final String organization;
        private String name = "Centre";
        private boolean active = true;
        private int volume = 640;
        private boolean reported = true;
        private String promised = "6";
        private String observed = "5";
        private String language = "en";
        private Set<Mode> modes = Set.of(Mode.REMOTE, Mode.IN_PERSON);
        private Absences absences = Absences.NONE;

        ServiceBuilder(String organization) {
            this.organization = organization;
        }

        ServiceBuilder named(String shown) {
            name = shown;
            return this;
        }

        ServiceBuilder inactive() {
            active = false;
            return this;
        }

        ServiceBuilder volume(int perYear) {
            volume = perYear;
            return this;
        }

        ServiceBuilder unreported() {
            return reported(false);
        }

        ServiceBuilder reported(boolean shown) {
            reported = shown;
            return this;
        }

        ServiceBuilder promised(String days) {
            promised = days;
            return this;
        }

        ServiceBuilder observed(String days) {
            observed = days;
            return this;
        }

        ServiceBuilder speaks(String tag) {
            language = tag;
            return this;
        }

        ServiceBuilder modes(Mode... offered) {
            modes = Set.of(offered);
            return this;
        }

        ServiceBuilder takesNone(String from, String until) {
            absences = new Absences(absences.closed(), List.of(holiday(from, LocalDate.parse(until))));
            return this;
        }

        ServiceBuilder closed(String from, String until) {
            return closed(holiday(from, LocalDate.parse(until)));
        }

        ServiceBuilder closedFrom(String from) {
            return closed(holiday(from, LocalDate.MAX));
        }

        private ServiceBuilder closed(Absence absence) {
            absences = new Absences(List.of(absence), absences.noNewCases());
            return this;
        }

        private static Absence holiday(String from, LocalDate until) {
            return new Absence(LocalDate.parse(from), until, "holiday");
        }

        ReviewService build() {
            return new ReviewService(
                    new Entry("review-" + organization, organization, name, active),
                    Map.of("breast", new Volume(volume, Optional.of(2025), reported)),
                    new Turnaround(
                            Optional.ofNullable(promised).map(BigDecimal::new),
                            Optional.ofNullable(observed).map(days -> Observed.told(new BigDecimal(days)))),
                    List.of(language),
                    modes,
                    absences);
        }
    }
}
